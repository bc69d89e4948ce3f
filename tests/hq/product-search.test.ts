import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeCodec } from '#node/codec.ts';
import { createHqProductSearch } from '#server/api/product-search.ts';
import { fillProductWords } from '#server/store/fill-product-words.ts';
import { openHqHosts } from '#server/store/hq-host.ts';
import type { ImportId, PersonId, StoreId } from '#shared/domain/ids.ts';
import { ok } from '#shared/domain/result.ts';
import { importReverted, productChanged, productsImported } from '#shared/journal/entries/catalog.ts';
import type { ProductSearch } from '#shared/services/catalog/search.ts';
import { type Draft, fact, type Host } from '#shared/services/journal/host.ts';
import { hqDatabase, type PgDatabase } from '../support/pg/database.ts';
import { pgMissing } from '../support/pg/shared-cluster.ts';
import { DAIRY, SEARCHED, SEARCHES } from '../support/searches.ts';

const missing = await pgMissing();

describe.skipIf(missing !== null)(`search at headquarters${missing ? ` (skipped: ${missing})` : ''}`, () => {
  let database: PgDatabase;
  let host: Host;
  let search: ProductSearch;
  const append = async (entry: Draft): Promise<void> => {
    const command = { id: randomUUID(), actor: 'boss' as PersonId, name: 'test', input: {} };
    await host.commitChain(command, async () => ok({ entry, answer: {} }));
  };
  const found = async (text: string, category?: typeof DAIRY) =>
    (await search.search({ text, category })).rows.map(({ id }) => id);

  beforeAll(async () => {
    database = await hqDatabase();
    const hosts = await openHqHosts(database.pool, {
      codec: nodeCodec,
      now: Date.now,
      newId: randomUUID,
      epoch: '1-00000000000000aa',
      announce: () => {},
    });
    host = await hosts.of('chain' as StoreId);
    search = createHqProductSearch(database.pool, host);
    const products = SEARCHED.map((product) => ({ product, before: null }));
    await append(fact(productsImported, { import: 'i1' as ImportId, part: 1, products }));
  });
  afterAll(() => database.close());

  it.each(SEARCHES)('%s: %s', async (_what, text, expected) => {
    expect((await found(text)).toSorted()).toEqual(expected.toSorted());
  });

  it('stays inside a category, puts exact codes first and the rest by name, page by page', async () => {
    expect(await found('choc', DAIRY)).toEqual(['milk2']);
    expect(await found('milk')).toEqual(['milk2', 'milk']);
    const pages = [0, 1].map((offset) => search.search({ text: 'milk', limit: 1, offset }));
    expect((await Promise.all(pages)).map(({ rows, more }) => [rows[0]?.id, more])).toEqual([
      ['milk2', true],
      ['milk', false],
    ]);
    expect((await search.tiles({ category: DAIRY })).rows.map(({ id }) => id)).toEqual(['milk2', 'milk']);
    expect(await search.count()).toBe(SEARCHED.length - 1);
  });

  it('goes on with a product’s new name, and finds none that was taken back', async () => {
    const noodle = SEARCHED[2];
    if (!noodle) throw new Error('no noodle');
    const renamed = { ...noodle, name: '番茄鸡蛋面', names: {} };
    const changed = { product: renamed, before: noodle, how: 'edited', approvals: [] } as const;
    await append(fact(productChanged, changed));
    expect([await found('hsnr'), await found('fqjd'), await found('鸡蛋')]).toEqual([
      [],
      ['noodle'],
      ['noodle'],
    ]);
    const products = [{ id: noodle.id, product: null, imported: renamed }];
    await append(fact(importReverted, { import: 'i1' as ImportId, part: 1, products }));
    expect(await found('fqjd')).toEqual([]);
  });

  it('knows the words of products that were there before words were kept', async () => {
    await database.pool.query("delete from product_words where product in ('milk', 'tea')");
    expect(await found('milk')).toEqual(['milk2']);
    expect([await fillProductWords(database.pool), await fillProductWords(database.pool)]).toEqual([2, 0]);
    expect(await found('milk')).toEqual(['milk2', 'milk']);
    expect(await found('lc')).toEqual(['tea']);
  });
});
