import { describe, expect, test } from 'vitest';
import { MUTANTS, type Mutant } from './mutants.ts';
import { type Outcome, storyOf } from './story.ts';
import { live } from './world.ts';

const full = process.env['MALLARD_FULL'] === '1';

/** Seeds in which each mistake is looked for; most are noticed in the first. */
const HUNTED = 30;

describe.runIf(full)('a mistake in sync', () => {
  test.for(Object.keys(MUTANTS) as Mutant[])('is noticed: %s', { timeout: 300_000 }, async (mutant) => {
    let broken: Outcome['broken'] = null;
    for (let seed = 1; seed <= HUNTED && broken === null; seed++)
      ({ broken } = await live(
        storyOf(seed, { devices: 5, days: 2, sales: 15, transfers: 4, passing: 4, lettings: 3 }, mutant),
      ));
    expect(broken).not.toBeNull();
  });
});
