import { expect, it } from 'vitest';
import type { TaxClass } from '#shared/domain/catalog/product.ts';
import type { MoveDocument, PersonId, ProductId } from '#shared/domain/ids.ts';
import { micro, minor, qty, rate } from '#shared/domain/numbers.ts';
import type { Grants } from '#shared/domain/people/rights.ts';
import { ok } from '#shared/domain/result.ts';
import { stockOpened } from '#shared/journal/entries/stock-opened.ts';
import { listProducts } from '#shared/services/catalog/list-products.ts';
import type { ProductFilter } from '#shared/services/catalog/product-narrowing.ts';
import { saveProduct } from '#shared/services/catalog/save-product.ts';
import { saveTaxClass } from '#shared/services/catalog/save-tax-class.ts';
import { setActive } from '#shared/services/catalog/set-active.ts';
import type { By } from '#shared/services/journal/by.ts';
import { fact, type Host } from '#shared/services/journal/host.ts';
import { describeEachEngine } from '../support/hosts.ts';

const boss = 'boss' as PersonId;
const grants: Grants = { 'catalog.edit': { state: 'allowed' }, 'settings.edit': { state: 'allowed' } };
const by = (host: Host): By => ({
  command: { id: host.newId(), actor: boss, name: 'test', input: {} },
  actor: { person: boss, grants },
  approvals: [],
});
const good = <T>(result: { ok: true; value: T } | { ok: false; error: { code: string } }): T => {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
};
const vat: Omit<TaxClass, 'id'> = {
  name: 'VAT',
  letter: 'A',
  rates: [{ name: 'VAT', rate: rate(130_000) }],
  active: true,
};

/** Name, minimum, what the opening found (null: never counted). */
const SHELF = [
  ['Apples', 5000, 2000],
  ['Bread', 5000, 9000],
  ['Cheese', null, 0],
  ['Dates', 5000, null],
  ['Eggs', 3000, 3000],
] as const;

describeEachEngine('the product list', (makeHost) => {
  const shop = async () => {
    const { host } = await makeHost();
    const taxClass = good(await saveTaxClass(host)(by(host), { taxClass: null, value: vat })).id;
    const ids = new Map<string, ProductId>();
    for (const [name, least] of SHELF) {
      const value = {
        name,
        names: {},
        sku: `S-${name}`,
        barcodes: [],
        unit: 'piece' as const,
        price: minor(100),
        taxClass,
        category: null,
        picture: null,
        active: true,
        minStock: least === null ? null : qty(least),
        taxCode: null,
      };
      ids.set(name, good(await saveProduct(host)(by(host), { product: null, value })).id);
    }
    return { host, idOf: (name: string): ProductId => ids.get(name) ?? ('' as ProductId) };
  };
  const count = async (host: Host, idOf: (name: string) => ProductId): Promise<void> => {
    const moves = SHELF.flatMap(([name, , found], line) =>
      found === null || found === 0
        ? []
        : [
            {
              line,
              kind: 'opening' as const,
              item: idOf(name),
              from: 'OPENING' as const,
              to: 'SALEABLE' as const,
              qty: qty(found),
              value: micro(0),
              costUnknown: true,
            },
          ],
    );
    const body = { document: 'opening' as MoveDocument, by: boss, note: '', moves };
    good(await host.commit(by(host).command, async () => ok({ entry: fact(stockOpened, body), answer: 0 })));
  };
  const names = async (host: Host, over: Partial<ProductFilter>): Promise<readonly string[]> => {
    const filter: ProductFilter = {
      state: 'active',
      sort: 'name',
      descending: false,
      offset: 0,
      limit: 10,
      ...over,
    };
    const { rows, count: found } = await listProducts(host)(filter);
    expect(found).toBeGreaterThanOrEqual(rows.length);
    return rows.map(({ name }) => name);
  };

  it('says what runs out, lowest first, only where stock is known', async () => {
    const { host, idOf } = await shop();
    expect(await names(host, { stock: 'low' })).toEqual([]);
    await count(host, idOf);
    expect(await names(host, { stock: 'low' })).toEqual(['Apples', 'Eggs']);
    expect(await names(host, { stock: 'low', limit: 1, offset: 1 })).toEqual(['Eggs']);
  });

  it('is in order of stock, what was never counted after all that was, on whatever page', async () => {
    const { host, idOf } = await shop();
    await count(host, idOf);
    const pages = async (descending: boolean, size: number) => {
      const read: string[] = [];
      for (let offset = 0; offset < SHELF.length; offset += size)
        read.push(...(await names(host, { sort: 'stock', descending, offset, limit: size })));
      return read;
    };
    const up = ['Apples', 'Eggs', 'Bread', 'Cheese', 'Dates'];
    const down = ['Bread', 'Eggs', 'Apples', 'Cheese', 'Dates'];
    for (const size of [1, 2, 4, 5])
      expect([await pages(false, size), await pages(true, size)]).toEqual([up, down]);
    good(await setActive(host)(by(host), { product: idOf('Eggs'), active: false }));
    expect(await pages(true, 2)).toEqual(['Bread', 'Apples', 'Cheese', 'Dates']);
  });

  it('turns pages both ways without losing or doubling a row', async () => {
    const { host } = await shop();
    const pages = async (descending: boolean) => {
      const read: string[] = [];
      for (const offset of [0, 2, 4]) read.push(...(await names(host, { descending, offset, limit: 2 })));
      return read;
    };
    const all = SHELF.map(([name]) => name);
    expect(await pages(false)).toEqual(all);
    expect(await pages(true)).toEqual(all.toReversed());
  });

  it('finds what is switched off by name, SKU and nothing else', async () => {
    const { host, idOf } = await shop();
    good(await setActive(host)(by(host), { product: idOf('Cheese'), active: false }));
    const off = (text: string) => names(host, { state: 'off', only: [], offText: text });
    expect([await off('chee'), await off('S-Cheese'), await off('%'), await off('apples')]).toEqual([
      ['Cheese'],
      ['Cheese'],
      [],
      [],
    ]);
    expect(await names(host, { state: 'all', only: [idOf('Eggs')], offText: 'e' })).toEqual([
      'Cheese',
      'Eggs',
    ]);
    expect(await names(host, { state: 'active', only: [idOf('Eggs')], offText: 'e' })).toEqual(['Eggs']);
  });
});
