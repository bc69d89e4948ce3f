import { beforeAll, describe, expect, test } from 'vitest';
import type { Entry } from '#shared/journal/entry.ts';
import { quickCheck } from '#shared/journal/quick-check.ts';
import { ENTRY_TYPES } from '#shared/journal/registry.ts';
import { type Random, seeded } from '../support/random.ts';
import { threeAuthors } from '../support/stories.ts';

const SEED = Number(process.env['FC_SEED'] ?? 20_260_401);

/** What may stand where something else should. */
const ODD: readonly unknown[] = [
  null,
  '',
  'x'.repeat(81),
  'x'.repeat(5000),
  '2026-02-30',
  '26-2-3',
  '__proto__',
  0,
  -0,
  -1,
  1.5,
  2 ** 53,
  1e308,
  true,
  [],
  {},
  [[]],
  { length: 1 },
  Array.from({ length: 60 }, () => 1),
];

/** A copy with one thing in it changed, taken out, put in or repeated. */
function spoiled(value: unknown, random: Random): unknown {
  if (typeof value !== 'object' || value === null || random.below(12) === 0) return random.pick(ODD);
  const copy: Record<string, unknown> | unknown[] = Array.isArray(value) ? [...value] : { ...value };
  const names = Object.keys(copy);
  const fields = copy as Record<string, unknown>;
  if (names.length === 0 || random.below(12) === 0) {
    const odd = Array.isArray(copy) ? names.length : random.pick(['toString', 'more', 'line', '__proto__']);
    Object.defineProperty(copy, odd, { value: random.pick(ODD), enumerable: true, configurable: true });
    return copy;
  }
  const name = random.pick(names);
  if (!Array.isArray(copy) && random.below(12) === 0) delete fields[name];
  else fields[name] = spoiled(fields[name], random);
  return copy;
}

describe(`the quick check of a body (FC_SEED=${SEED})`, () => {
  let entries: readonly Entry[] = [];
  beforeAll(async () => {
    entries = await threeAuthors(SEED);
  }, 120_000);

  test('is there for all kinds of facts but those whose grants are keyed by right or whose minutes are read', () => {
    const without = [...ENTRY_TYPES.values()].filter(({ body }) => quickCheck(body) === null);
    expect(without.map(({ type }) => type)).toEqual(['store.founded', 'role.changed', 'prices.scheduled']);
  });

  test('says of whole and of spoiled bodies what their schema says, which leaves them as they are', () => {
    const random = seeded(SEED);
    let refused = 0;
    for (const { type, body } of entries) {
      const schema = ENTRY_TYPES.get(type)?.body;
      const check = schema && quickCheck(schema);
      if (!schema || !check) continue;
      for (let round = 0; round < 20; round++) {
        const given: unknown = JSON.parse(JSON.stringify(round === 0 ? body : spoiled(body, random)));
        const parsed = schema.safeParse(given);
        const is = check(given);
        // A schema passes over this name; what it then makes of the body is left to it.
        const isOdd = JSON.stringify(given).includes('"__proto__":') && !is;
        expect({ type, given, is }).toEqual({ type, given, is: parsed.success && !isOdd });
        if (is) expect(parsed.data).toEqual(given);
        if (!parsed.success) refused++;
      }
    }
    expect(refused).toBeGreaterThan(entries.length * 5);
  }, 60_000);
});
