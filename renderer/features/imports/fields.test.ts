import { expect, test } from 'vitest';
import type { ImportPlan } from '#shared/contract/catalog.ts';
import { fieldOf, withField } from './fields.ts';

const plan: ImportPlan = {
  file: 'a.csv',
  columns: { name: 0, barcode: 1 },
  headerRows: 1,
  defaults: { price: 0, unit: 'piece', taxClass: 'a', category: null },
  known: 'update',
  badCheckDigits: 'refuse',
  makeCategories: true,
};

test.each([
  [0, 'name'],
  [1, 'barcode'],
  [2, null],
] as const)('column %i is %s', (column, field) => expect(fieldOf(plan, column)).toBe(field));

test('a field moves from its old column to the new one', () => {
  expect(withField(plan, 2, 'name').columns).toEqual({ barcode: 1, name: 2 });
});
test('a column has one meaning', () => {
  expect(withField(plan, 1, 'price').columns).toEqual({ name: 0, price: 1 });
});
test('a column can be left out', () => {
  expect(withField(plan, 1, null).columns).toEqual({ name: 0 });
});
