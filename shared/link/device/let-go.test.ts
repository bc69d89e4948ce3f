import { describe, expect, test } from 'vitest';
import { type HeldFact, lettable } from './let-go.ts';

/** Facts 1 … n, made at 10, 20 … */
const held = (n: number, but: Partial<Record<number, Partial<HeldFact> | null>> = {}): HeldFact[] =>
  Array.from({ length: n }, (_, index) => index + 1).flatMap((seq) => {
    const other = but[seq];
    return other === null ? [] : [{ seq, at: seq * 10, isAside: false, ...other }];
  });
const may = { after: 0, archived: 100, before: 1000 };

describe('what may be let go of a history', () => {
  test.each<[string, HeldFact[], typeof may, number]>([
    ['nothing of nothing', [], may, 0],
    ['not its only fact', held(1), may, 0],
    ['all but the last', held(5), may, 4],
    ['only what is in a verified backup', held(5), { ...may, archived: 3 }, 3],
    ['nothing where no backup is verified', held(5), { ...may, archived: 0 }, 0],
    ['only what is old enough', held(5), { ...may, before: 30 }, 2],
    ['nothing behind one that a clock set ahead made young', held(5, { 2: { at: 5000 } }), may, 1],
    ['nothing from one on that was put aside', held(5, { 3: { isAside: true } }), may, 2],
    ['nothing behind a gap', held(6, { 3: null }), may, 2],
    ['nothing of another store’s, of which some came', held(6, { 1: null, 2: null }), may, 0],
    ['what is behind that let go before', held(6, { 1: null, 2: null }), { ...may, after: 2 }, 5],
    ['nothing new', held(6), { ...may, after: 5 }, 0],
    ['what is in no base yet, though more is still here', held(6), { ...may, after: 2 }, 5],
  ])('%s', (_what, facts, limits, expected) => {
    expect(lettable(facts, limits)).toBe(expected);
  });
});
