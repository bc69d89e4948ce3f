import { describe, expect, test } from 'vitest';
import type { CategoryId, TaxClassId } from '../ids.ts';
import { minor, qty, rate } from '../numbers.ts';
import { checkProduct, type ProductDraft, productProblems } from './product-draft.ts';
import { checkCategory, checkTaxClass } from './tax-class-draft.ts';

const standard = 'standard' as TaxClassId;
const dairy = 'dairy' as CategoryId;
const known = { taxClasses: new Set([standard]), categories: new Set([dairy]) };
const milk: ProductDraft = {
  name: 'Milk',
  names: {},
  sku: null,
  barcodes: ['4006381333931'],
  unit: 'piece',
  price: minor(1290),
  taxClass: standard,
  category: dairy,
  picture: null,
  active: true,
  minStock: qty(5000),
  taxCode: null,
};

describe('a product', () => {
  test('is cleaned of blanks and line breaks', () => {
    const draft = {
      ...milk,
      name: ' Whole\n milk ',
      names: { 'zh-CN': ' 牛奶 ', de: ' ' },
      sku: ' ',
      barcodes: [' 12345 ', ''],
    };
    expect(checkProduct(draft, known)).toEqual({
      ok: true,
      value: { ...milk, name: 'Whole milk', names: { 'zh-CN': '牛奶' }, sku: null, barcodes: ['12345'] },
    });
  });

  test('for nothing is a product too', () => {
    expect(
      checkProduct({ ...milk, price: minor(0), barcodes: [], category: null, minStock: null }, known).ok,
    ).toBe(true);
  });

  test.each([
    [{ name: '  ' }, 'NAME_MISSING', 'name'],
    [{ name: 'x'.repeat(201) }, 'SETTING_INVALID', 'name'],
    [{ price: minor(-1) }, 'PRICE_INVALID', 'price'],
    [{ unit: 'ton' as never }, 'SETTING_INVALID', 'unit'],
    [{ taxClass: 'x' as TaxClassId }, 'NOT_FOUND', 'taxClass'],
    [{ category: 'x' as CategoryId }, 'NOT_FOUND', 'category'],
    [{ minStock: qty(-1) }, 'QUANTITY_INVALID', 'minStock'],
    [{ taxCode: '1 2' }, 'SETTING_INVALID', 'taxCode'],
    [{ barcodes: ['4006381333932'] }, 'BARCODE_INVALID', 'barcodes'],
    [{ barcodes: ['12345', ' 12345'] }, 'BARCODE_TAKEN', 'barcodes'],
    [{ barcodes: Array.from({ length: 51 }, (_, at) => `C${at}`) }, 'BARCODE_INVALID', 'barcodes'],
  ])('%j is refused as %s', (wrong, code, field) => {
    expect(checkProduct({ ...milk, ...wrong }, known)).toMatchObject({ error: { code, data: { field } } });
  });

  test('an import line is told everything at once', () => {
    expect(
      productProblems({ ...milk, name: '', price: minor(-1), barcodes: ['é'] }, known).map(
        ({ code }) => code,
      ),
    ).toEqual(['NAME_MISSING', 'PRICE_INVALID', 'BARCODE_INVALID']);
  });
});

describe('tax classes and departments', () => {
  const tax = {
    name: ' Standard ',
    letter: ' A ',
    rates: [{ name: 'VAT', rate: rate(130_000) }],
    active: true,
  };

  test('are cleaned', () => {
    expect(checkTaxClass(tax)).toEqual({ ok: true, value: { ...tax, name: 'Standard', letter: 'A' } });
    const category = {
      name: ' Dairy ',
      names: {},
      sort: 1,
      taxClass: standard,
      openPrice: true,
      active: true,
    };
    expect(checkCategory(category)).toEqual({ ok: true, value: { ...category, name: 'Dairy' } });
    expect(checkCategory({ ...category, name: ' ' })).toMatchObject({ error: { code: 'NAME_MISSING' } });
  });

  test.each([
    [{ name: '' }, 'NAME_MISSING'],
    [{ letter: 'ABC' }, 'SETTING_INVALID'],
    [{ letter: '' }, 'SETTING_INVALID'],
    [{ rates: [{ name: '', rate: rate(1_000_001) }] }, 'SETTING_INVALID'],
    [{ rates: [{ name: '', rate: rate(-1) }] }, 'SETTING_INVALID'],
  ])('%j is refused as %s', (wrong, code) => {
    expect(checkTaxClass({ ...tax, ...wrong })).toMatchObject({ error: { code } });
  });
});
