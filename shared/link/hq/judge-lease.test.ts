import { describe, expect, test } from 'vitest';
import { CHALLENGE_MS, judgeLease } from './judge-lease.ts';

describe('the lease of a hello', () => {
  const known = { used: 'a', given: { lease: 'b', challengedAt: 1_000_000 } };
  const table: readonly [string, { lease: string | null; at: number }, typeof known | object, string][] = [
    ['is any before the first was used', { lease: null, at: 1 }, { used: null, given: null }, 'good'],
    ['is the one seen in use last', { lease: 'a', at: 1_000_001 }, known, 'good'],
    ['is the one handed out since', { lease: 'b', at: 1_000_001 }, known, 'good'],
    ['is no older one', { lease: 'z', at: 1_000_001 }, known, 'spent'],
    ['is not none', { lease: null, at: 1_000_001 }, known, 'spent'],
    ['says nothing in a hello overtaken by a later one', { lease: 'a', at: 999_999 }, known, 'late'],
    [
      'says nothing there though it is spent by now',
      { lease: 'z', at: 1_000_000 - CHALLENGE_MS },
      known,
      'late',
    ],
    ['counts when the clock of headquarters was set back', { lease: 'a', at: 100_000 }, known, 'good'],
    ['is found spent with such a clock too', { lease: 'z', at: 100_000 }, known, 'spent'],
  ];
  test.for(table)('%s', ([, { lease, at }, leases, verdict]) => {
    expect(judgeLease({ lease, challengedAt: at }, leases as typeof known)).toBe(verdict);
  });
});
