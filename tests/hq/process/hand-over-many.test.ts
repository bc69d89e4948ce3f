import { v7 as uuidv7 } from 'uuid';
import { expect, test } from 'vitest';
import { ok } from '#shared/domain/result.ts';
import { productChanged, productsImported } from '#shared/journal/entries/catalog.ts';
import { type Draft, fact } from '#shared/services/journal/host.ts';
import { FULL } from '#tests/crash/seeds.ts';
import { sellUnlisted } from '#tests/support/own-store.ts';
import { pgMissing } from '#tests/support/pg/shared-cluster.ts';
import { foundChain, joinedExceptions, type LoneStore, loneStore, PRODUCT, until } from './lone-store.ts';
import { openHq } from './open-hq.ts';

const missing = await pgMissing();

/** Of these so many were typed one by one over the years, and the others came from files; a quarter of it in `npm test`. */
const PRODUCTS = FULL ? 10_000 : 2_500;
const TYPED = PRODUCTS / 5;
const PART = 500;
/** What both ends together may take while it goes on: far more than it does, far less than a list of everything in a wrong place. */
const MOST_MS = 60_000;
const MOST_BYTES = 600_000_000;

test.skipIf(missing !== null)(
  'thousands of products are handed over in bounded time and memory, and selling goes on',
  { timeout: 300_000 },
  async () => {
    const hq = await openHq();
    try {
      await foundChain(hq, {});
      const shop = await loneStore(hq);
      await bring(shop);
      const { opened } = shop;
      await shop.join('R02');
      const began = Date.now();
      const before = process.memoryUsage().rss;
      let peak = 0;
      const view = () => {
        opened.clock.advance(2_000);
        peak = Math.max(peak, process.memoryUsage().rss);
        return opened.host.register.link.view();
      };
      await until(() => expect(view()?.handOver?.done).toBeGreaterThan(200));
      const page = await shop.signedIn();
      await page.shifts.open({ commandId: uuidv7(), counted: [] });
      await sellUnlisted(page, { lines: [{ name: 'Tea', price: 500 }] });
      expect(view()?.state).toBe('handing-over');
      await until(() => expect(view()?.state).toBe('joined'));
      expect(Date.now() - began).toBeLessThan(MOST_MS);
      expect(peak - before).toBeLessThan(MOST_BYTES);
      const counted = 'select count(*)::bigint as products, sum(price)::bigint as prices from product';
      const prices = PRODUCTS * 100 + (PRODUCTS * (PRODUCTS - 1)) / 2;
      expect(await hq.rows(counted)).toEqual([{ products: PRODUCTS, prices }]);
      const here = opened.host.register.store.reading.prepare('select count(*) from product').pluck();
      await until(() => expect(here.get()).toBe(PRODUCTS));
      const said =
        'select count(*)::bigint as facts, count(distinct id)::bigint as ids from journal where type = any ($1)';
      const facts = TYPED + (PRODUCTS - TYPED) / PART;
      const types = [productChanged.type, productsImported.type];
      expect(await hq.rows(`${said} and store = 'chain'`, [types])).toEqual([{ facts, ids: facts }]);
      expect((await joinedExceptions(hq, 'R02')).filter(([rule]) => rule === 'JOINED_PRODUCT')).toEqual([]);
      await until(async () => expect(await hq.rows('select total from sale')).toEqual([{ total: 500 }]));
    } finally {
      await hq.stop();
    }
  },
);

const aProduct = (n: number) => ({
  ...PRODUCT,
  id: `product-${n}`,
  name: `Product ${n}`,
  sku: `S-${n}`,
  barcodes: [String(2_000_000_000_000 + n)],
  price: 100 + n,
});

/** Says the products in the register's own words, without a screen's pace. */
async function bring({ opened }: LoneStore): Promise<void> {
  const { host } = opened.host.register;
  const say = async (entry: Draft): Promise<void> => {
    const command = { id: uuidv7(), actor: 'system' as never, name: 'test', input: {} };
    const said = await host.commitChain(command, async () => ok({ entry, answer: null }));
    if (!said.ok) throw new Error(said.error.code);
  };
  const all = Array.from({ length: PRODUCTS }, (_, n) => aProduct(n));
  for (const product of all.slice(0, TYPED))
    await say(fact(productChanged, { product, before: null, how: 'edited', approvals: [] } as never));
  for (let from = TYPED; from < PRODUCTS; from += PART) {
    const products = all.slice(from, from + PART).map((product) => ({ product, before: null }));
    await say(
      fact(productsImported, { import: 'file-1', part: 1 + (from - TYPED) / PART, products } as never),
    );
  }
}
