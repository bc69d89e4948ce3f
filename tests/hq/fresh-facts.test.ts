import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { nodeCodec } from '#node/codec.ts';
import { freshFacts } from '#server/link/fresh-facts.ts';
import { type HqHosts, openHqHosts } from '#server/store/hq-host.ts';
import { createPostgresFeed } from '#server/store/postgres-feed.ts';
import type { Product } from '#shared/domain/catalog/product.ts';
import type { StoreId } from '#shared/domain/ids.ts';
import { CHAIN_FEED } from '#shared/link/feed-page.ts';
import type { KnownDevice } from '#shared/link/hq/hq-store.ts';
import { type FeedSource, serveFeed } from '#shared/link/hq/serve-feed.ts';
import { saveProduct } from '#shared/services/catalog/save-product.ts';
import { good } from '../support/counter.ts';
import { hqDatabase, type PgDatabase } from '../support/pg/database.ts';
import { pgMissing } from '../support/pg/shared-cluster.ts';
import { BOSS, by, foundSmallStore, PRODUCTS } from '../support/small-store.ts';
import { testPorts } from '../support/test-host.ts';

const missing = await pgMissing();
const R01 = 'R01' as StoreId;
const known: KnownDevice = {
  device: 'device-1',
  store: 'R01',
  register: '1',
  publicKey: new Uint8Array(0),
  state: 'active',
  formerStores: [],
  epoch: null,
};

describe.skipIf(missing !== null)(
  `the newest facts of the chain${missing ? ` (skipped: ${missing})` : ''}`,
  () => {
    let database: PgDatabase;
    /** Two processes of headquarters: what the other appends this one only hears of. */
    let here: HqHosts;
    let other: HqHosts;
    let heard: number;
    let reads: number;
    let slow: FeedSource;
    let quick: FeedSource;
    const clock = testPorts();

    beforeEach(async () => {
      database = await hqDatabase();
      heard = 0;
      reads = 0;
      const fresh = freshFacts({ endsAt: (store, position) => store === 'chain' && position === heard });
      const announce = ({ store, position }: { readonly store: string; readonly position: number }) => {
        if (store === 'chain') heard = Math.max(heard, position);
      };
      const plan = { ...clock, codec: nodeCodec, epoch: '1-00000000000000f1', announce };
      here = await openHqHosts(database.pool, { ...plan, appended: fresh.appended });
      other = await openHqHosts(database.pool, plan);
      const source = createPostgresFeed(database.pool, nodeCodec);
      const facts: FeedSource['facts'] = (...asked) => {
        reads += 1;
        return source.facts(...asked);
      };
      slow = { ...source, facts };
      quick = { ...slow, fresh: fresh.after };
    });
    afterEach(async () => {
      await here.idle();
      await other.idle();
      await database.close();
    });

    let made = 0;
    const add = async (hosts: HqHosts): Promise<void> => {
      made += 1;
      const host = await hosts.of(R01);
      const { id: _, ...milk } = PRODUCTS[0] as Product;
      const value = { ...milk, name: `Milk ${made}`, sku: `M-${made}`, barcodes: [] };
      good(await saveProduct(host)(by(host, BOSS), { product: null, value }));
    };
    const page = (source: FeedSource, from: number) =>
      serveFeed(source, { device: known.device, feed: CHAIN_FEED, from, known }, 'life-1');

    test('are given from memory, from every place they were appended at, as the journal holds them', async () => {
      await foundSmallStore(await here.of(R01));
      const begun = heard;
      for (let n = 0; n < 4; n++) await add(here);
      for (let from = 0; from <= heard; from++)
        expect(await page(quick, from)).toEqual(await page(slow, from));
      reads = 0;
      for (let from = begun; from < heard; from++) await page(quick, from);
      expect(reads).toBe(0);
    });

    test('are read from the journal where another process has appended too', async () => {
      await foundSmallStore(await here.of(R01));
      for (const hosts of [here, other, here, here, other]) {
        await add(hosts);
        for (let from = 0; from <= heard; from++)
          expect(await page(quick, from)).toEqual(await page(slow, from));
      }
      // It has appended, and that was not heard of yet: what is held is a page all the same.
      const before = heard;
      await add(here);
      const held = heard;
      await add(other);
      heard = held;
      expect(await page(quick, before)).toMatchObject({
        ok: true,
        value: { from: before, to: held, end: held },
      });
      expect(await page(quick, held + 1)).toMatchObject({ ok: true, value: { end: held + 1 } });
    });
  },
);
