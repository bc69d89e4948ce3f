import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { COUNTERS } from './sim/faults.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const CASES = 70;

const rows = [...read('docs/fault-cases.md').matchAll(/^\| (\d+) \| (.+?) \| (.+) \|$/gm)].map(
  ([, number, what, proofs]) => ({ number: Number(number), what, proofs: (proofs ?? '').split('<br>') }),
);

/** What is wrong with a proof, or null. */
function trouble(proof: string): string | null {
  const [, counter] = /^simulator: `(.+)`$/.exec(proof) ?? [];
  if (counter !== undefined) return COUNTERS.has(counter) ? null : `the simulator does not count ${counter}`;
  const [, file, name] = /^`([^`]+\.test\.ts)`: (.+)$/.exec(proof) ?? [];
  if (file !== undefined && name !== undefined) {
    if (!existsSync(join(root, file))) return `there is no ${file}`;
    return titles(read(file)).some((title) => title.includes(name)) ? null : `${file} has no test "${name}"`;
  }
  return /^(not built|no place|open): .+/.test(proof) ? null : `"${proof}" is no proof`;
}

/** Titles of the tests of a file: the first words in quotes after `test(` and its like. */
const titles = (source: string): string[] =>
  [...source.matchAll(/\b(?:test|it)\b[\s\S]{0,600}?\(\s*(['"`])((?:(?!\1).)+)\1/g)].map(
    ([, , title]) => title ?? '',
  );

describe('the table of fault cases', () => {
  test('has every case once, in order', () => {
    expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: CASES }, (_, n) => n + 1));
  });

  test.for(rows)('$number, $what, is proven where it says', ({ proofs }) => {
    expect(proofs.map(trouble).filter((each) => each !== null)).toEqual([]);
  });
});
