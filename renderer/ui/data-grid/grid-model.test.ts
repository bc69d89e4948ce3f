import { describe, expect, test } from 'vitest';
import { between, compareValues, filterRows, type GridColumn, hiddenOf, PLAIN_VIEW } from './grid-model.ts';

interface Item {
  readonly name: string;
  readonly stock: number | null;
}
const columns: readonly GridColumn<Item>[] = [
  { id: 'name', title: 'Name', value: (item) => item.name },
  { id: 'stock', title: 'Stock', value: (item) => item.stock, text: (item) => `${item.stock ?? '?'} pcs` },
  { id: 'note', title: 'Note', value: () => null, optional: true },
];
const rows: readonly Item[] = [
  { name: 'Crème fraîche', stock: 3 },
  { name: '有机巧克力 Oat', stock: null },
  { name: 'Oat Drink', stock: 12 },
];

describe('filter', () => {
  test.each([
    ['', 3],
    ['creme', 1],
    ['OAT', 2],
    ['oat drink', 1],
    ['drink oat', 1],
    ['巧克力', 1],
    ['12 pcs', 1],
    ['zzz', 0],
  ])('%j leaves %i', (filter, count) => {
    expect(filterRows(rows, columns, filter, new WeakMap())).toHaveLength(count);
  });
});

test('order: numbers, then nothing; words by the language', () => {
  const compare = compareValues(new Intl.Collator('en', { numeric: true }));
  expect([null, 12, 3].toSorted(compare)).toEqual([3, 12, null]);
  expect(['item 10', 'Item 9', 'apple', null].toSorted(compare)).toEqual([
    'apple',
    'Item 9',
    'item 10',
    null,
  ]);
});

test.each([
  ['b', 'd', ['b', 'c', 'd']],
  ['d', 'b', ['b', 'c', 'd']],
  ['x', 'b', ['b']],
  ['b', 'x', []],
])('from %s to %s', (from, to, ids) => expect(between(['a', 'b', 'c', 'd'], from, to)).toEqual(ids));

test('optional columns are off until chosen', () => {
  expect(hiddenOf(columns, PLAIN_VIEW)).toEqual(['note']);
  expect(hiddenOf(columns, { ...PLAIN_VIEW, hidden: [] })).toEqual([]);
});
