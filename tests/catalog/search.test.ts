import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Catalog, openCatalog } from '#electron/store/catalog/catalog.ts';
import { createProductSearch, type SqliteProductSearch } from '#electron/store/search/product-search.ts';
import type { ProductId } from '#shared/domain/ids.ts';
import { minor, qty } from '#shared/domain/numbers.ts';
import { DAIRY, SEARCHED, SEARCHES } from '../support/searches.ts';
import { aCatalogStore, type CatalogStore, STORE } from './catalog-store.ts';

const noClock = () => ({ at: 0, timeZone: 'UTC' });
let store: CatalogStore;
let catalog: Catalog;
let search: SqliteProductSearch;

beforeAll(async () => {
  store = aCatalogStore();
  catalog = openCatalog(store.folder, { keeper: 'inline' });
  const db = store.reader();
  catalog.attachTo(db);
  await catalog.advance(store.importProducts(SEARCHED));
  store.sell('milk2', 5);
  store.sell('noodle', 3);
  search = createProductSearch({
    connection: () => db,
    file: catalog.file,
    store: () => STORE,
    clock: noClock,
  });
});
afterAll(async () => {
  await catalog.close();
  store.close();
});

describe('search', () => {
  it.each(SEARCHES)('%s: %s', async (_what, text, expected) => {
    expect((await search.search({ text })).rows.map((r) => r.id)).toEqual(expected);
  });

  it('stays inside a category', async () => {
    expect((await search.search({ text: 'milk', category: DAIRY })).rows.map((r) => r.id)).toEqual([
      'milk2',
      'milk',
    ]);
    expect((await search.search({ text: 'choc', category: DAIRY })).rows.map((r) => r.id)).toEqual(['milk2']);
    expect((await search.search({ text: 'braised', category: DAIRY })).rows).toEqual([]);
  });

  it('answers page by page without gaps or repeats', async () => {
    const first = await search.search({ text: 'milk', limit: 1 });
    const second = await search.search({ text: 'milk', limit: 1, offset: 1 });
    expect([first.rows[0]?.id, first.more, second.rows[0]?.id, second.more]).toEqual([
      'milk2',
      true,
      'milk',
      false,
    ]);
  });

  it('shows price and no stock until it is known', async () => {
    store.db.exec(`insert into balance values ('${STORE}', 'milk', 'SALEABLE', -2000, 0)`);
    const unknown = (await search.search({ text: 'whole' })).rows;
    store.db.exec(
      `insert into item_stat values ('${STORE}', 'milk', 1, 0, 0, 0) on conflict do update set known = 1`,
    );
    const known = (await search.search({ text: 'whole' })).rows;
    expect([unknown[0]?.stock, known[0]]).toEqual([
      null,
      {
        id: 'milk' as ProductId,
        name: 'Whole Milk',
        price: minor(1290),
        unit: 'piece',
        stock: qty(-2000),
        minStock: null,
        category: DAIRY,
        picture: null,
        barcode: '3017620422003',
      },
    ]);
  });

  it('gives tiles: favourites, or a category', async () => {
    expect((await search.tiles({})).rows.map((r) => r.id).slice(0, 2)).toEqual(['milk2', 'noodle']);
    expect((await search.tiles({ category: DAIRY })).rows.map((r) => r.id)).toEqual(['milk2', 'milk']);
    expect(await search.count()).toBe(SEARCHED.length);
  });

  it('finds a product under its new name only, and not at all when its import was undone', async () => {
    const noodle = SEARCHED[2];
    if (!noodle) throw new Error('no noodle');
    const renamed = { ...noodle, name: '番茄鸡蛋面', names: {} };
    await catalog.advance(
      store.append('product.changed', { product: renamed, before: noodle, how: 'edited' }),
    );
    await catalog.rebuild('asked');
    const ids = async (text: string) => (await search.search({ text })).rows.map((r) => r.id);
    expect([await ids('hsnr'), await ids('fqjd')]).toEqual([[], ['noodle']]);
    await catalog.advance(
      store.append('import.reverted', {
        import: 'i1',
        part: 1,
        products: [{ id: noodle.id, product: null, imported: renamed }],
      }),
    );
    expect([await ids('fqjd'), await search.count()]).toEqual([[], SEARCHED.length - 1]);
  });
});
