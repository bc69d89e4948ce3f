import { expect, test } from 'vitest';
import type { PriceScheduleId, ProductId } from '#shared/domain/ids.ts';
import { minor, rate } from '#shared/domain/numbers.ts';
import { priceTime } from '#shared/domain/pricing/price-time.ts';
import { anActor } from '#shared/domain/testing/builders.ts';
import { createProductChanges } from '#shared/services/catalog/change-products.ts';
import { listProducts } from '#shared/services/catalog/list-products.ts';
import { productById } from '#shared/services/catalog/product-by-id.ts';
import { factsOf, saveProduct } from '#shared/services/catalog/save-product.ts';
import type { Host } from '#shared/services/journal/host.ts';
import { cancelSchedule } from '#shared/services/pricing/cancel-schedule.ts';
import { changeSchedule } from '#shared/services/pricing/change-schedule.ts';
import { listSchedules, schedulePricesOf } from '#shared/services/pricing/list-schedules.ts';
import { type ManyPrices, scheduleMany } from '#shared/services/pricing/schedule-many.ts';
import { watchSwitches } from '#shared/services/pricing/watch-switches.ts';
import { addProduct } from '#shared/services/tickets/add-product.ts';
import { cash, counterOf, good } from '../support/counter.ts';
import { describeEachEngine, type MakeHost } from '../support/hosts.ts';
import { BOSS, by, foundSmallStore, PRODUCTS } from '../support/small-store.ts';
import { testPorts } from '../support/test-host.ts';

const MILK = '6901234567892';
const TEA = '036000291452';
/** Of the small store's clock, which is Shanghai's. */
const at = (text: string): number => Date.parse(`${text}+08:00`);

async function aShop(makeHost: MakeHost) {
  const ports = testPorts(at('2026-03-02T09:00'));
  const { host } = await makeHost(ports);
  await foundSmallStore(host);
  const set = async (products: readonly string[], over: Partial<ManyPrices> = {}) =>
    await scheduleMany(host)(by(host, BOSS), {
      name: '',
      from: '2026-03-04T08:00',
      until: '2026-03-06T08:00',
      choice: { of: 'these', products: products as ProductId[] },
      change: { kind: 'price', price: minor(999) },
      ...over,
    });
  const scanned = async (code = MILK, on: Host = host) =>
    (await counterOf(on).scan(null, code)).lines[0]?.price;
  const go = (text: string): void => ports.setClock(at(text) - 1000);
  return { host, ports, set, scanned, go };
}

describeEachEngine('a price to come', (makeHost) => {
  test('switches at the minute without a word from anyone, and back at its end; an open ticket keeps what was scanned', async () => {
    const { host, set, scanned, go } = await aShop(makeHost);
    await counterOf(host).open(10_000);
    expect(good(await set(['milk']))).toMatchObject({ stage: 'coming', products: 1, by: 'boss' });
    go('2026-03-04T07:59:57');
    const ticket = await counterOf(host).scan(null, MILK);
    expect(ticket.lines[0]?.price).toBe(1290);
    go('2026-03-04T08:00');
    expect(await scanned()).toBe(999);
    // The same goods again are another line: nothing on the ticket is repriced.
    const both = await counterOf(host).scan(ticket.id, MILK);
    expect(both.lines.map(({ price, qty }) => [price, qty])).toEqual([
      [1290, 1000],
      [999, 1000],
    ]);
    await counterOf(host).pay(both, cash(both.total));
    const tile = { ticket: null, product: 'milk', source: 'tile' } as const;
    expect(good(await addProduct(host)(by(host, BOSS), tile)).ticket.lines[0]?.price).toBe(999);
    expect(good(await productById(host)('milk'))).toMatchObject({ price: 1290, priceNow: 999 });
    go('2026-03-06T08:00');
    expect(await scanned()).toBe(1290);
  });

  test('a later one without an end becomes the regular price, until somebody changes that by hand', async () => {
    const { host, set, go } = await aShop(makeHost);
    good(await set(['milk'], { until: null, change: { kind: 'price', price: minor(1400) } }));
    good(await set(['milk'], { from: '2026-03-05T08:00', until: '2026-03-07T08:00' }));
    const milk = async () => {
      const { price, priceNow } = good(await productById(host)('milk'));
      return [price, priceNow];
    };
    go('2026-03-05T09:00');
    expect(await milk()).toEqual([1400, 999]);
    // Saved as it is shown, it changes no price.
    const kept = factsOf(good(await productById(host)('milk')));
    good(await saveProduct(host)(by(host, BOSS), { product: kept.id, value: { ...kept, name: 'Milk' } }));
    expect(await milk()).toEqual([1400, 999]);
    good(
      await saveProduct(host)(by(host, BOSS), { product: kept.id, value: { ...kept, price: minor(1290) } }),
    );
    expect(await milk()).toEqual([1290, 999]);
    go('2026-03-07T08:00');
    expect(await milk()).toEqual([1290, 1290]);
  });

  test('a change of many goes out from the regular prices that hold', async () => {
    const { host, set, go } = await aShop(makeHost);
    good(await set(['milk', 'tea'], { until: null, change: { kind: 'price-share', share: rate(100_000) } }));
    go('2026-03-04T09:00');
    const work = createProductChanges({ host, turn: async () => {}, ended: () => {}, report: () => {} });
    const choice = { of: 'these', products: ['milk', 'tea', 'pan'] as ProductId[] } as const;
    good(await work.start(by(host, BOSS), { choice, action: { kind: 'price-amount', amount: minor(100) } }));
    await work.idle();
    const prices = ['milk', 'tea', 'pan'].map(async (id) => good(await productById(host)(id)).priceNow);
    expect(await Promise.all(prices)).toEqual([1519, 5050, 10_000]);
  });

  test('is changed and called off before it begins, and ended while it holds; then nothing more', async () => {
    const { host, set, go } = await aShop(makeHost);
    const one = good(await set(['milk', 'tea'], { name: 'Tea week' }));
    const two = good(await set(['soap']));
    const me = () => by(host, BOSS);
    const changed = { schedule: one.id, name: '', from: '2026-03-03T08:00', until: null, price: minor(888) };
    expect(good(await changeSchedule(host)(me(), changed))).toMatchObject({
      from: '2026-03-03T08:00',
      products: 2,
    });
    expect(await schedulePricesOf(host)(one.id)).toEqual([
      { product: 'milk', name: 'milk', price: 888 },
      { product: 'tea', name: 'tea', price: 888 },
    ]);
    good(await cancelSchedule(host)(me(), { schedule: two.id }));
    const ids = async (when: 'coming' | 'past', product?: string) =>
      (await listSchedules(host)({ when, product })).map(({ id, stage, only }) => [id, stage, only?.name]);
    expect(await ids('coming')).toEqual([[one.id, 'coming', undefined]]);
    expect(await ids('past')).toEqual([[two.id, 'cancelled', 'soap']]);
    expect(await ids('coming', 'soap')).toEqual([]);
    go('2026-03-03T08:00');
    expect(good(await productById(host)('tea')).priceNow).toBe(888);
    expect(await changeSchedule(host)(me(), changed)).toMatchObject({ error: { code: 'STALE' } });
    good(await cancelSchedule(host)(me(), { schedule: one.id }));
    expect(good(await productById(host)('tea')).priceNow).toBe(4500);
    expect(await cancelSchedule(host)(me(), { schedule: one.id })).toMatchObject({
      error: { code: 'STALE' },
    });
    const gone = { schedule: 'none' as PriceScheduleId };
    expect(await cancelSchedule(host)(me(), gone)).toMatchObject({ error: { code: 'NOT_FOUND' } });
  });

  test('refuses what can be no price, no product or no minute, and whoever may not', async () => {
    const { host, set } = await aShop(makeHost);
    const codeOf = async (...given: Parameters<typeof set>) => {
      const result = await set(...given);
      return result.ok ? 'ok' : result.error.code;
    };
    expect([
      await codeOf([]),
      await codeOf(['nothing']),
      await codeOf(['milk'], { from: '2026-03-02T08:59' }),
      await codeOf(['milk'], { until: '2026-03-04T08:00' }),
      await codeOf(['milk', 'pen'], { change: { kind: 'price-amount', amount: minor(-4) } }),
    ]).toEqual(['NOT_FOUND', 'NOT_FOUND', 'SETTING_INVALID', 'SETTING_INVALID', 'PRICE_INVALID']);
    const clerk = anActor({ 'catalog.edit': { state: 'denied' } }, 'mei');
    const given = {
      name: '',
      from: '2026-03-04T08:00',
      until: null,
      choice: { of: 'these', products: ['milk' as ProductId] },
      change: { kind: 'price', price: minor(1) },
    } as const;
    expect(await scheduleMany(host)(by(host, clerk), given)).toMatchObject({
      error: { code: 'RIGHT_MISSING' },
    });
  });

  test('what arrives after its start holds from then on, and a clock set back or running ahead changes nothing', async () => {
    const { host, ports, set, scanned, go } = await aShop(makeHost);
    await counterOf(host).open(10_000);
    good(await set(['milk'], { from: '2026-03-02T09:01', until: '2026-03-02T10:00' }));
    go('2026-03-02T09:30');
    expect(await scanned()).toBe(999);
    // Headquarters told 10:00 before the register's clock fell back to half past nine.
    const joined = (known: { skew: number; told: number }): Host => ({
      ...host,
      priceTime: () => priceTime({ now: ports.now(), ...known }),
    });
    expect(await scanned(MILK, joined({ skew: 0, told: at('2026-03-02T10:00') }))).toBe(1290);
    // It runs a day ahead, and knows: by headquarters' clock it is still nine.
    good(await set(['tea'], { from: '2026-03-02T12:00', until: null }));
    go('2026-03-03T09:40');
    const skewed = joined({ skew: 86_400_000, told: at('2026-03-02T09:35') });
    expect([await scanned(TEA, skewed), await scanned(MILK, skewed)]).toEqual([4500, 999]);
    expect(await scanned(TEA)).toBe(999);
  });

  test('the list by price is in the order of what is charged, page by page, both ways', async () => {
    const { host, set, go } = await aShop(makeHost);
    good(await set(['pan'], { change: { kind: 'price', price: minor(1) } }));
    good(await set(['pen', 'soap'], { change: { kind: 'price', price: minor(3000) } }));
    good(await set(['book'], { from: '2026-03-20T08:00', until: null }));
    go('2026-03-04T09:00');
    const charged = { pan: 1, pen: 3000, soap: 3000 } as Record<string, number>;
    const price = ({ id }: { readonly id: string }) =>
      charged[id] ?? PRODUCTS.find((product) => product.id === id)?.price ?? 0;
    const wanted = PRODUCTS.filter(({ active }) => active)
      .toSorted((a, b) => price(a) - price(b) || (a.id < b.id ? -1 : 1))
      .map(({ id }) => id);
    for (const descending of [false, true])
      for (const limit of [1, 2, 4, 100]) {
        const seen: string[] = [];
        for (let offset = 0; offset <= wanted.length; offset += limit) {
          const asked = { state: 'active', sort: 'price', descending, offset, limit } as const;
          const { rows, order } = await listProducts(host)(asked);
          expect(order).toBe('price');
          expect(rows.map(({ priceNow }) => priceNow)).toEqual(rows.map(price));
          seen.push(...rows.map(({ id }) => id));
        }
        expect(seen).toEqual(descending ? wanted.toReversed() : wanted);
      }
  });
});

describeEachEngine('whoever shows prices', (makeHost) => {
  test('is told in the minute in which some begin or end, and in no other', async () => {
    const { host, set, go } = await aShop(makeHost);
    good(await set(['milk'], { from: '2026-03-02T09:10', until: '2026-03-02T09:12' }));
    const due: (() => void)[] = [];
    let told = 0;
    const failed: unknown[] = [];
    let asked: Promise<unknown> = Promise.resolve();
    const all: typeof host.read.all = (query, params) => {
      const answer = host.read.all(query, params);
      asked = answer;
      return answer;
    };
    const end = watchSwitches({
      host: { ...host, read: { ...host.read, all } },
      after: (_ms, work) => {
        due.push(work);
        return () => due.splice(0);
      },
      switched: () => {
        told += 1;
      },
      report: (error) => failed.push(error),
    });
    const seen: number[] = [];
    for (const minute of ['09:09', '09:10', '09:11', '09:12', '09:13']) {
      go(`2026-03-02T${minute}`);
      due.pop()?.();
      await asked;
      await new Promise((resolve) => setImmediate(resolve));
      seen.push(told);
    }
    end();
    expect([seen, due, failed]).toEqual([[0, 1, 1, 2, 2], [], []]);
  });
});
