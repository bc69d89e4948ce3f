import { expect, it } from 'vitest';
import type { Category, Product, TaxClass } from '#shared/domain/catalog/product.ts';
import type { PersonId, ProductId, TaxClassId } from '#shared/domain/ids.ts';
import { minor, qty, rate } from '#shared/domain/numbers.ts';
import type { Grants } from '#shared/domain/people/rights.ts';
import { anActor, anApproval } from '#shared/domain/testing/builders.ts';
import { type Entry, type SealedEntry, unseal } from '#shared/journal/entry.ts';
import { findByBarcode } from '#shared/services/catalog/find-by-barcode.ts';
import { listCategories } from '#shared/services/catalog/list-categories.ts';
import { listProducts } from '#shared/services/catalog/list-products.ts';
import { productById } from '#shared/services/catalog/product-by-id.ts';
import type { ProductView } from '#shared/services/catalog/product-view.ts';
import { quickAddProduct } from '#shared/services/catalog/quick-add-product.ts';
import { saveCategory } from '#shared/services/catalog/save-category.ts';
import { saveProduct } from '#shared/services/catalog/save-product.ts';
import { saveTaxClass } from '#shared/services/catalog/save-tax-class.ts';
import { setActive } from '#shared/services/catalog/set-active.ts';
import type { By } from '#shared/services/journal/by.ts';
import type { Host } from '#shared/services/journal/host.ts';
import { describeEachEngine } from '../support/hosts.ts';
import { createPlainSearch } from '../support/pg-search.ts';
import type { TestHost } from '../support/test-host.ts';

const boss: Grants = {
  'catalog.edit': { state: 'allowed' },
  'settings.edit': { state: 'allowed' },
  'product.quick-add': { state: 'allowed' },
};
const by = (host: Host, grants: Grants = boss): By => ({
  command: { id: host.newId(), actor: 'boss' as PersonId, name: 'test', input: {} },
  actor: { person: 'boss' as PersonId, grants },
  approvals: [],
});
const value = (over: Partial<Product> = {}): Omit<Product, 'id'> => ({
  name: 'Milk',
  names: {},
  sku: null,
  barcodes: [],
  unit: 'piece',
  price: minor(1290),
  taxClass: 'vat' as TaxClassId,
  category: null,
  picture: null,
  active: true,
  minStock: null,
  taxCode: null,
  ...over,
});
const vat: Omit<TaxClass, 'id'> = {
  name: 'VAT',
  letter: 'A',
  rates: [{ name: 'VAT', rate: rate(130_000) }],
  active: true,
};
const good = <T>(result: { ok: true; value: T } | { ok: false; error: { code: string } }): T => {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
};
const code = (result: { ok: boolean; error?: { code: string } }) => result.error?.code ?? 'ok';

/** The newest entry, as its bytes tell it. */
async function journaled(host: Host, rows: TestHost['rows']): Promise<Entry> {
  const newest = (await rows('journal')).at(-1) as unknown as SealedEntry;
  return unseal(newest, host.codec);
}

describeEachEngine('the catalog by hand', (makeHost) => {
  const shop = async () => {
    const { host, rows } = await makeHost();
    const taxClass = good(await saveTaxClass(host)(by(host), { taxClass: null, value: vat })).id;
    const add = (over: Partial<Product>) =>
      saveProduct(host)(by(host), { product: null, value: value({ taxClass, ...over }) });
    return { host, rows, taxClass, add };
  };

  it('adds, edits and switches off a product, with its past in the entry', async () => {
    const { host, taxClass, add } = await shop();
    const milk: ProductView = good(
      await add({ name: '  Milk ', barcodes: ['3017620422003', '3017620422003'] }),
    );
    expect(milk).toMatchObject({ name: 'Milk', barcodes: ['3017620422003'], stock: null });
    const edited = { ...value({ taxClass, name: 'Whole milk', barcodes: ['4006381333931'] }) };
    good(await saveProduct(host)(by(host), { product: milk.id, value: edited }));
    expect(good(await productById(host)(milk.id))).toEqual({
      ...edited,
      id: milk.id,
      priceNow: edited.price,
      stock: null,
      withdrawn: false,
    });
    expect([
      await findByBarcode(host)('3017620422003'),
      (await findByBarcode(host)('4006381333931')).length,
    ]).toEqual([[], 1]);
    good(await setActive(host)(by(host), { product: milk.id, active: false }));
    expect((await createPlainSearch(host.read, 'R01').search({ text: 'milk' })).rows).toEqual([]);
  });

  it('finds a code in every way of writing it', async () => {
    const { host, add } = await shop();
    good(await add({ name: 'Cola', barcodes: ['049000028911'] }));
    for (const scanned of ['049000028911', '0049000028911', '00049000028911'])
      expect((await findByBarcode(host)(scanned)).map((p) => p.name)).toEqual(['Cola']);
  });

  it.each([
    ['no name', { name: ' ' }, 'NAME_MISSING'],
    ['a code in use, written otherwise', { barcodes: ['0049000028911'] }, 'BARCODE_TAKEN'],
    ['a SKU in use', { sku: 'C-1' }, 'CODE_TAKEN'],
    ['a wrong check digit', { barcodes: ['3017620422004'] }, 'BARCODE_INVALID'],
    ['a price below nothing', { price: minor(-1) }, 'PRICE_INVALID'],
    ['an unknown tax class', { taxClass: 'none' as TaxClassId }, 'NOT_FOUND'],
    ['a negative minimum', { minStock: qty(-1) }, 'QUANTITY_INVALID'],
  ] as const)('refuses %s and writes nothing', async (_what, over, expected) => {
    const { host, add } = await shop();
    good(await add({ name: 'Cola', sku: 'C-1', barcodes: ['049000028911'] }));
    expect(code(await add(over))).toBe(expected);
    const list = await listProducts(host)({
      state: 'all',
      sort: 'name',
      descending: false,
      offset: 0,
      limit: 10,
    });
    expect(list).toMatchObject({ count: 1, more: false });
  });

  it('lists, filters and sorts with a stable order', async () => {
    const { host, taxClass, add } = await shop();
    const value: Omit<Category, 'id'> = {
      name: 'Dairy',
      names: {},
      sort: 1,
      taxClass,
      openPrice: false,
      active: true,
    };
    const dairy = good(await saveCategory(host)(by(host), { category: null, value }));
    const ids: ProductId[] = [];
    for (const [name, price] of [
      ['B', 200],
      ['A', 300],
      ['C', 100],
    ] as const)
      ids.push(good(await add({ name, price: minor(price), category: name === 'C' ? null : dairy.id })).id);
    const names = async (over: object) =>
      (
        await listProducts(host)({
          state: 'active',
          sort: 'name',
          descending: false,
          offset: 0,
          limit: 2,
          ...over,
        })
      ).rows.map((r) => r.name);
    expect([
      await names({}),
      await names({ offset: 2 }),
      await names({ sort: 'price', descending: true }),
      await names({ sort: 'stock', limit: 9 }),
      await names({ category: dairy.id, limit: 9 }),
      await names({ only: ids.slice(2) }),
      await names({ only: [] }),
    ]).toEqual([['A', 'B'], ['C'], ['A', 'B'], ['A', 'B', 'C'], ['A', 'B'], ['C'], []]);
    expect(await listCategories(host)()).toMatchObject([{ name: 'Dairy', products: 2 }]);
    expect(
      code(await saveCategory(host)(by(host), { category: null, value: { ...value, name: 'ＤＡＩＲＹ' } })),
    ).toBe('CODE_TAKEN');
    expect(code(await saveTaxClass(host)(by(host), { taxClass, value: { ...vat, active: false } }))).toBe(
      'IN_USE',
    );
  });

  it('adds in a hurry by right, once per command', async () => {
    const { host, rows, taxClass } = await shop();
    const input = { barcode: '3017620422003', name: 'New', price: minor(500), category: null, taxClass };
    const needs: Grants = { 'product.quick-add': { state: 'approval' } };
    expect(await quickAddProduct(host)(by(host, needs), input)).toMatchObject({
      ok: false,
      error: { code: 'APPROVAL_NEEDED', data: { target: '3017620422003' } },
    });
    expect(code(await quickAddProduct(host)(by(host, {}), input))).toBe('RIGHT_MISSING');
    const once = by(host);
    const [first, second] = [
      await quickAddProduct(host)(once, input),
      await quickAddProduct(host)(once, input),
    ];
    expect(second).toEqual(first);
    expect(code(await quickAddProduct(host)(by(host), input))).toBe('BARCODE_TAKEN');
    expect(await journaled(host, rows)).toMatchObject({ v: 2, body: { how: 'quick-add', approvals: [] } });
  });

  it('keeps the approval that allowed a product in a hurry', async () => {
    const { host, rows, taxClass } = await shop();
    const input = { barcode: '3017620422003', name: 'New', price: minor(500), category: null, taxClass };
    const approval = anApproval({ right: 'product.quick-add', target: input.barcode, amount: null });
    const clerk = anActor({ 'product.quick-add': { state: 'approval' } }, approval.requester);
    const asked = { ...by(host), actor: clerk, approvals: [approval] };
    good(await quickAddProduct(host)(asked, input));
    expect(await journaled(host, rows)).toMatchObject({ body: { approvals: [approval] } });
  });
});
