import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createHqPriceOrder } from '#server/api/price-order.ts';
import { changeStatements } from '#server/store/executor.ts';
import { readerOf } from '#server/store/reader.ts';
import { minor } from '#shared/domain/numbers.ts';
import { revise, upsert } from '#shared/journal/change.ts';
import { pricedRow } from '#shared/journal/entries/catalog.ts';
import { product } from '#shared/journal/tables/catalog.ts';
import { type PriceOrder, pageByPrice } from '#shared/services/catalog/price-page.ts';
import type { ProductFilter } from '#shared/services/catalog/product-narrowing.ts';
import { hqDatabase, type PgDatabase } from '../support/pg/database.ts';
import { pgMissing } from '../support/pg/shared-cluster.ts';
import { seeded } from '../support/random.ts';

const SEED = Number(process.env['MALLARD_SEED'] ?? 1);
const missing = await pgMissing();
const PRODUCTS = 300;

describe.skipIf(missing !== null)(
  `the list by price at headquarters (MALLARD_SEED=${SEED})${missing ? ` (skipped: ${missing})` : ''}`,
  () => {
    let database: PgDatabase;
    let rev = 0;
    beforeEach(async () => {
      database = await hqDatabase();
      rev = 0;
    });
    afterEach(() => database.close());

    const write = (changes: Parameters<typeof changeStatements>[1]) =>
      database.pool.transaction(async (sql) => {
        for (const { text, values } of changeStatements(sql.types, changes)) await sql.query(text, values);
      });
    const idOf = (n: number) => `p${n.toString().padStart(6, '0')}`;
    const priced = (n: number, price: number) =>
      pricedRow({ id: idOf(n) as never, price: minor(price), at: 0, rev });
    const whole = (n: number, price: number, more: object = {}) =>
      upsert(product, {
        ...priced(n, price),
        name: `Product ${n}`,
        tax_class: 'vat',
        category: n % 3 === 0 ? 'a' : null,
        active: 1,
        withdrawn: 0,
        whole_rev: rev,
        ...more,
      });
    const opened = () => {
      const told = { made: 0, faults: [] as unknown[] };
      const order = createHqPriceOrder({
        pool: database.pool,
        made: () => {
          told.made += 1;
        },
        report: (error) => told.faults.push(error),
      });
      return { order, told };
    };
    const page = async (order: PriceOrder, over: Partial<ProductFilter>) => {
      const filter = {
        sort: 'price',
        descending: false,
        offset: 0,
        limit: 1000,
        state: 'all',
        ...over,
      } as const;
      const host = {
        read: readerOf(database.pool),
        self: { store: 'R01' },
        now: Date.now,
        chain: () => ({ settings: null }),
      } as never;
      return (await pageByPrice(host, filter, order))?.map(({ id }) => id);
    };

    test('is what sorting the products themselves gives, whatever has changed since it was looked at last', async () => {
      const { order, told } = opened();
      const random = seeded(SEED);
      rev += 1;
      await write(Array.from({ length: PRODUCTS }, (_, n) => whole(n, random.below(90))));
      for (let round = 0; round < 12; round++) {
        expect(await order()).toBe('price_order');
        for (const over of [
          { state: 'active' },
          { state: 'off', descending: true },
          { state: 'all', offset: 40, limit: 30 },
          { state: 'active', category: 'a', descending: round % 2 === 0 },
        ] as const)
          expect(await page('price_order', over)).toEqual(await page('product', over));
        rev += 1;
        const some = Array.from({ length: random.below(30) }, () => random.below(PRODUCTS));
        await write(
          [...new Set(some)].map((n) =>
            random.below(2) === 0
              ? revise(product, priced(n, random.below(90)))
              : whole(n, random.below(90), {
                  active: random.below(2),
                  withdrawn: random.below(8) === 0 ? 1 : 0,
                  category: random.below(2) === 0 ? 'a' : null,
                }),
          ),
        );
      }
      expect(told).toEqual({ made: 0, faults: [] });
    });

    test('is made meanwhile where much has changed, and told when it is there', async () => {
      rev += 1;
      await write(Array.from({ length: 6_000 }, (_, n) => whole(n, n % 70)));
      const { order, told } = opened();
      expect([await order(), await order()]).toEqual([null, null]);
      await vi.waitFor(() => expect(told.made).toBe(1), { timeout: 20_000 });
      expect(await order()).toBe('price_order');
      expect(told).toEqual({ made: 1, faults: [] });
    });

    test('a new price is written beside the old one where the page has room, and no index hears of it', async () => {
      // Counters are handed in at the end of a transaction, and then only now and then; those of other tests on this database are in them.
      const counted = async () => {
        await database.pool.once('select pg_stat_force_next_flush()');
        const told = await database.pool.once<{ all: number; hot: number }>(
          "select n_tup_upd as all, n_tup_hot_upd as hot from pg_stat_user_tables where relname = 'product'",
        );
        return told.rows[0] ?? { all: 0, hot: 0 };
      };
      rev += 1;
      await write(Array.from({ length: PRODUCTS }, (_, n) => whole(n, 50)));
      const before = await counted();
      for (let round = 0; round < 5; round++) {
        rev += 1;
        await write(Array.from({ length: 20 }, (_, n) => revise(product, priced(n, 60 + round))));
      }
      const after = await counted();
      const [all, hot] = [after.all - before.all, after.hot - before.hot];
      expect(all).toBeGreaterThanOrEqual(100);
      // Where a page is full the first of them go elsewhere.
      expect(hot).toBeGreaterThan(all / 2);
    });
  },
);
