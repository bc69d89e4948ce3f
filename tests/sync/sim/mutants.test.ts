import { afterAll, describe, expect, test } from 'vitest';
import { elsewhere } from './elsewhere.ts';
import { MUTANTS, type Mutant } from './mutants.ts';
import type { Size } from './plan.ts';

const full = process.env['MALLARD_FULL'] === '1';

/** Seeds in which each mistake is looked for; most are noticed in the first. */
const HUNTED = 30;

const SIZE: Size = { devices: 5, days: 2, sales: 15, transfers: 4, passing: 4, lettings: 3, parks: 3 };

describe.runIf(full)('a mistake in sync', { concurrent: true, timeout: 3_600_000 }, () => {
  const { live, close } = elsewhere(2);
  afterAll(close);
  test.for(Object.keys(MUTANTS) as Mutant[])('is noticed: %s', async (mutant) => {
    let broken: string | null = null;
    for (let seed = 1; seed <= HUNTED && broken === null; seed++)
      ({ broken } = await live({ seed, size: SIZE, mutant }));
    expect(broken).not.toBeNull();
  });
});
