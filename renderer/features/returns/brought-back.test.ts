import { describe, expect, test } from 'vitest';
import {
  broughtBack,
  nextCondition,
  qtyOf,
  roomIn,
  withAll,
  withCondition,
  withQty,
} from './brought-back.ts';

const line = (at: number, returnable: number) => ({
  line: at,
  product: `p${at}`,
  name: `Product ${at}`,
  unit: 'piece' as const,
  qty: 5000,
  price: 100,
  amount: 500,
  discount: 0,
  gross: 500,
  tax: 0,
  taxLetter: 'A',
  returned: 5000 - returnable,
  returnable,
});
const lines = [line(1, 3000), line(2, 0), line(3, 1245)];

describe('what comes back', () => {
  test('never more than is left, never less than nothing', () => {
    expect(qtyOf(withQty({}, lines[0] ?? line(1, 0), 9000), line(1, 3000))).toBe(3000);
    expect(qtyOf(withQty({}, lines[0] ?? line(1, 0), -1000), line(1, 3000))).toBe(0);
  });

  test('what was chosen before another return of the sale counts up to what is left since', () => {
    const before = withAll({}, [line(1, 3000), line(2, 1000)]);
    const since = [line(1, 2000), line(2, 0)];
    expect(broughtBack(before, since)).toEqual([{ line: 1, qty: 2000, condition: 'as-new' }]);
  });

  test('all lines: what is left of each; once more: nothing', () => {
    const all = withAll({}, lines);
    expect(broughtBack(all, lines)).toEqual([
      { line: 1, qty: 3000, condition: 'as-new' },
      { line: 3, qty: 1245, condition: 'as-new' },
    ]);
    expect(broughtBack(withAll(all, lines), lines)).toEqual([]);
  });

  test('a scanned piece goes to the first line that has room for it', () => {
    const [first = line(1, 0), gone = line(2, 0)] = lines;
    expect(roomIn({}, [gone, first])).toBe(first);
    expect(roomIn(withQty({}, first, 2000), [gone, first])).toBe(first);
    expect(roomIn(withQty({}, first, 3000), [gone, first])).toBe(null);
    expect(roomIn({}, [])).toBe(null);
  });

  test('the condition goes with its line', () => {
    const texts = withCondition(withQty({}, line(3, 1245), 1245), line(3, 1245), 'damaged');
    expect(broughtBack(texts, lines)).toEqual([{ line: 3, qty: 1245, condition: 'damaged' }]);
    expect(nextCondition('damaged')).toBe('as-new');
  });

  test('what storage may hold instead of a number counts as nothing', () => {
    expect(qtyOf({ 'q.1': 'x', 'q.2': '-5', 'q.3': '1.5' }, line(1, 1000))).toBe(0);
    expect(qtyOf({ 'q.2': '-5' }, line(2, 1000))).toBe(0);
    expect(qtyOf({ 'q.3': '1.5' }, line(3, 1000))).toBe(0);
  });
});
