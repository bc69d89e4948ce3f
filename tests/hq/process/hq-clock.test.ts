import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Product } from '#shared/domain/catalog/product.ts';
import type { PriceScheduleId, StoreId } from '#shared/domain/ids.ts';
import { minor } from '#shared/domain/numbers.ts';
import type { LocalMinute } from '#shared/domain/pricing/local-minute.ts';
import { ok } from '#shared/domain/result.ts';
import { pricesScheduled } from '#shared/journal/entries/prices-scheduled.ts';
import { fact } from '#shared/services/journal/host.ts';
import { OWN } from '#tests/host/open-host.ts';
import { pgMissing } from '#tests/support/pg/shared-cluster.ts';
import { type OpenHq, openHq } from './open-hq.ts';
import { foundR01, sayProduct } from './store-of-registers.ts';
import { goOffline, isCurrent, openTill, pay, scanTea, type Till, until } from './till.ts';

const missing = await pgMissing();
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const YEAR = 365 * 24 * HOUR;

describe.skipIf(missing !== null)('headquarters whose clock jumps', () => {
  let hq: OpenHq;
  let tea: Product;
  let till: Till;
  let other: Till;
  /** What is added to its clock. */
  let ahead = 0;
  beforeAll(async () => {
    hq = await openHq({ now: () => Date.now() + ahead });
    tea = await foundR01(hq);
    [till, other] = [await openTill(hq), await openTill(hq)];
  });
  afterAll(async () => {
    await Promise.all([till.close(), other.close()]);
    await hq.stop();
  });
  const sellTea = async () => (await pay(till, await scanTea(till))).number;
  const priceAt = async ({ page }: Till) => {
    const { price, priceNow } = await page.catalog.get({ product: tea.id });
    return { price, priceNow };
  };
  const minutes = (ms: number) => Math.round(ms / MINUTE) + 0;
  const skewOf = async ({ page }: Till) => minutes((await page.link.state())?.skewMs ?? Number.NaN);

  test('switches prices as it told, and a clock that comes back revives none', async () => {
    const clock = new Intl.DateTimeFormat('sv-SE', {
      timeZone: OWN.timeZone,
      dateStyle: 'short',
      timeStyle: 'short',
    });
    const host = await hq.hosts.of('R01' as StoreId);
    const said = fact(pricesScheduled, {
      schedule: host.newId() as PriceScheduleId,
      name: 'Soon',
      from: clock.format(Date.now() + 30 * MINUTE).replace(' ', 'T') as LocalMinute,
      until: null,
      cancelled: false,
      products: 1,
      prices: [{ product: tea.id, price: minor(3900) }],
    });
    const command = { id: host.newId(), actor: 'boss' as never, name: 'test', input: {} };
    await host.commitChain(command, async () => ok({ entry: said, answer: {} }));
    await Promise.all([isCurrent(till), isCurrent(other)]);
    for (const at of [till, other]) expect(await priceAt(at)).toEqual({ price: 4500, priceNow: 4500 });
    ahead = HOUR;
    await sellTea();
    await until(async () => expect(await priceAt(till)).toMatchObject({ priceNow: 3900 }));
    ahead = 0;
    await sellTea();
    await until(async () => expect(await skewOf(till)).toBe(0));
    // It goes by the latest time it was ever told; another one, which heard nothing of it, by the right one.
    expect(await priceAt(till)).toMatchObject({ priceNow: 3900 });
    expect(await priceAt(other)).toMatchObject({ priceNow: 4500 });
  });

  test('gives positions without a hole, skips no fact, and shows how far the clocks are apart', async () => {
    const sold = new Set<string>();
    for (const [at, jump] of [0, YEAR, -YEAR, HOUR, -HOUR, 0].entries()) {
      // Headquarters looks at a clock when its register says hello.
      await goOffline(till);
      ahead = jump;
      till.line.mend();
      await isCurrent(till);
      sold.add(await sellTea());
      await sayProduct(hq, { ...tea, name: `Tea ${at}` });
      await Promise.all([isCurrent(till), isCurrent(other)]);
      await until(async () => {
        for (const { page } of [till, other]) {
          expect((await page.catalog.get({ product: tea.id })).name).toBe(`Tea ${at}`);
          const found = (await page.sales.find({ text: 'R01-' })).rows.map(({ number }) => number);
          expect([...sold].filter((number) => !found.includes(number))).toEqual([]);
        }
      });
      await until(async () => expect(await skewOf(till)).toBe(0 - jump / MINUTE));
      await hq.settle();
      const { device } = till.host.register.store.self();
      const [row] = await hq.rows<{ skew: number }>('select skew from device where device = $1', [device]);
      expect(minutes(row?.skew ?? Number.NaN)).toBe(0 - jump / MINUTE);
    }
    const places = await hq.rows(
      `select store, min(position) as first, max(position) - count(distinct position) as holes, count(*) - count(distinct id) as twice
       from journal group by store order by store`,
    );
    expect(places).toEqual(['R01', 'chain'].map((store) => ({ store, first: 1, holes: 0, twice: 0 })));
    const ends = await hq.rows<{ store: string; position: number }>('select store, position from feed_head');
    for (const { page } of [till, other])
      for (const { store, position } of ends) {
        const name = store === 'chain' ? 'chain' : 'store';
        const at = (await page.link.state())?.feeds.find(({ feed }) => feed === name)?.position;
        expect([name, at]).toEqual([name, position]);
      }
  });
});
