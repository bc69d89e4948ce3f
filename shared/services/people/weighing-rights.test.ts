import { expect, test } from 'vitest';
import { anActor } from '#shared/domain/testing/builders.ts';
import { covers } from './weighing-rights.ts';

test.each([
  ['the same', { state: 'allowed' }, { state: 'allowed' }, true],
  ['less', { state: 'allowed' }, { state: 'approval' }, true],
  ['a lower limit', { state: 'allowed', limit: 500 }, { state: 'allowed', limit: 300 }, true],
  ['a higher limit', { state: 'allowed', limit: 500 }, { state: 'allowed', limit: 501 }, false],
  ['no limit', { state: 'allowed', limit: 500 }, { state: 'allowed' }, false],
  ['allowed instead of approval', { state: 'approval' }, { state: 'allowed' }, false],
  ['approval of what is denied', { state: 'denied' }, { state: 'approval' }, false],
] as const)('giving %s', (_, own, given, may) => {
  const actor = anActor({ 'cash.pay-out': own });
  expect(covers(actor, { 'cash.pay-out': given })).toEqual(
    may
      ? { ok: true, value: null }
      : { ok: false, error: { code: 'RIGHT_MISSING', data: { right: 'cash.pay-out' } } },
  );
});
