import { expect, test } from 'vitest';
import { isStale, nextPrintState, type PrintJobEvent, type PrintJobState, retryDelay } from './print-job.ts';

test('a slip may be sent again only if not a byte of it had left', () => {
  const states: PrintJobState[] = [
    'queued',
    'sending',
    'sent',
    'confirmed',
    'asked',
    'printed',
    'waiting-tap',
    'discarded',
  ];
  const events: PrintJobEvent[] = [
    'send',
    'refused',
    'handed-over',
    'confirmed',
    'broken',
    'grown-old',
    'said-printed',
    'said-not-printed',
    'tap-print',
    'tap-discard',
  ];
  const back = states.flatMap((state) =>
    events.flatMap((event) => {
      const next = nextPrintState(state, event);
      return next.ok && next.value === 'queued' ? [`${state} ${event}`] : [];
    }),
  );
  expect(back).toEqual(['queued tap-print', 'sending refused', 'waiting-tap tap-print']);
});

test.each([
  [0, false],
  [120_000, false],
  [120_001, true],
  // From the future: the clock was set back, and how old it is nobody knows.
  [-120_001, true],
])('a slip asked for %i ms ago is old: %s', (age, old) =>
  expect(isStale(5_000_000, 5_000_000 + age)).toBe(old),
);

test('retries slow down to one every 15 seconds', () => {
  expect([1, 2, 3, 4, 5, 6, 100].map(retryDelay)).toEqual([1000, 2000, 4000, 8000, 15_000, 15_000, 15_000]);
});
