import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { epochLetter, formatTicketNumber, NUMBER_KINDS, parseTicketNumber } from './ticket-number.ts';

const number = { kind: 'sale', store: 'R01', register: '1', epoch: 1, counter: 12 } as const;

test.each([
  [number, 'R01-1-000012'],
  [{ ...number, kind: 'return' as const }, 'R01-1-R000012'],
  [{ ...number, kind: 'cash' as const, epoch: 2 }, 'R01-1B-C000012'],
  [{ ...number, kind: 'z' as const, epoch: 27 }, 'R01-1AA-Z000012'],
  [{ ...number, counter: 1_234_567 }, 'R01-1-1234567'],
])('%j is %s and back (domain.md, Numbers)', (given, written) => {
  expect(formatTicketNumber(given)).toBe(written);
  expect(parseTicketNumber(written)).toEqual(given);
});

test('the letter: none, B, C … Z, AA', () => {
  expect([1, 2, 3, 26, 27, 28, 52, 53, 702, 703].map(epochLetter)).toEqual([
    '',
    'B',
    'C',
    'Z',
    'AA',
    'AB',
    'AZ',
    'BA',
    'ZZ',
    'AAA',
  ]);
});

test.each([
  '',
  'R01-1-12',
  'R01-1A-000012',
  'R01-1-000000',
  'R01-1-X000012',
  'R01-K-000012',
  '6901234567892',
  'R01-1-0000012',
])('%s is no number of ours', (text) => {
  expect(parseTicketNumber(text)).toBeNull();
});

test('what a scanner makes of it: small letters, blanks at the ends', () => {
  expect(parseTicketNumber(' r01-1b-r000012 ')).toEqual({ ...number, kind: 'return', epoch: 2 });
});

test('writes and reads back every number, and no two are written alike', () => {
  const any = fc.record({
    kind: fc.constantFrom(...NUMBER_KINDS),
    store: fc.stringMatching(/^[A-Z0-9]{1,8}$/),
    register: fc.stringMatching(/^[A-Z0-9]{0,3}[0-9]$/),
    epoch: fc.integer({ min: 1, max: 8191 }),
    counter: fc.integer({ min: 1, max: 999_999_999 }),
  });
  fc.assert(
    fc.property(any, (given) => {
      expect(parseTicketNumber(formatTicketNumber(given))).toEqual(given);
    }),
    { numRuns: 10_000 },
  );
});
