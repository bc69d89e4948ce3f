import { describe, expect, test } from 'vitest';
import { BLOCK, blockOf } from '../digest.ts';
import { differingBlocks, historyDigests, judgeBlock } from './compare-digest.ts';

const fact = (seq: number, hash = seq, origin = 'a') => ({
  origin,
  epoch: '1',
  seq,
  hash: Uint8Array.of(hash % 256),
});
const digests = (facts: readonly ReturnType<typeof fact>[]) =>
  historyDigests(facts, (hashes) => hashes.map(([byte]) => byte).join());
const run = (to: number, origin = 'a') => Array.from({ length: to }, (_, at) => fact(at + 1, at, origin));

describe('blocks', () => {
  test('hold 512 seqs each, per author and epoch', () => {
    expect([1, BLOCK, BLOCK + 1].map(blockOf)).toEqual([0, 0, 1]);
    const made = digests([...run(BLOCK + 3), ...run(2, 'b')]);
    expect(
      made.map(({ origin, through, blocks }) => [origin, through, blocks.map(([n, c]) => [n, c])]),
    ).toEqual([
      [
        'a',
        BLOCK + 3,
        [
          [0, BLOCK],
          [1, 3],
        ],
      ],
      ['b', 2, [[0, 2]]],
    ]);
  });

  test('that differ are named: another hash, one less, a history only one end has', () => {
    const theirs = digests([...run(BLOCK + 3), ...run(2, 'b')]);
    expect(differingBlocks(theirs, theirs)).toEqual([]);
    const mine = digests([...run(BLOCK + 2), ...run(1, 'c')]);
    expect(differingBlocks(theirs, mine)).toEqual([
      { origin: 'a', epoch: '1', block: 1 },
      { origin: 'b', epoch: '1', block: 0 },
      { origin: 'c', epoch: '1', block: 0 },
    ]);
  });
});

describe('a block fact by fact', () => {
  const listed = [1, 2, 3, 4].map((seq): [number, string, number] => [seq, `h${seq}`, seq * 10]);
  const held = (...seqs: number[]) => seqs.map((seq) => ({ seq, hash: `h${seq}` }));
  test.each([
    ['the same', held(1, 2, 3, 4), null, {}],
    ['one is gone', held(1, 3, 4), null, { missing: [2] }],
    ['one is on its way down', held(1, 2, 3), null, {}],
    ['one has other bytes', [...held(1, 3), { seq: 2, hash: 'x' }], null, { damaged: [2] }],
    ['one of another is not held there', held(1, 2, 3, 5), null, { extra: [5] }],
    ['one’s own is on its way up', held(1, 2, 3, 5), { acked: 4 }, {}],
    ['one’s own was acknowledged, and is not held there', held(1, 2, 3, 5), { acked: 5 }, { lacking: 1 }],
  ])('%s', (_, here, own, found) => {
    const verdict = judgeBlock(listed, here, { position: 30, own });
    expect(verdict).toEqual({ missing: [], damaged: [], extra: [], lacking: 0, ...found });
  });
});
