import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ChangeId, PriceScheduleId, ProductId, StoreId } from '#shared/domain/ids.ts';
import { minor } from '#shared/domain/numbers.ts';
import type { LocalMinute } from '#shared/domain/pricing/local-minute.ts';
import { pricesScheduled } from '#shared/journal/entries/prices-scheduled.ts';
import { settingsChanged } from '#shared/journal/entries/settings.ts';
import { createProductChanges } from '#shared/services/catalog/change-products.ts';
import { loadChainFacts } from '#shared/services/journal/chain-facts.ts';
import { fact } from '#shared/services/journal/host.ts';
import { settingLayers } from '#shared/services/settings/own-settings.ts';
import { pgMissing } from '#tests/support/pg/shared-cluster.ts';
import { OWNER } from '#tests/support/register.ts';
import { newId } from '#tests/support/till.ts';
import {
  chainProduct,
  chainSays,
  foundChain,
  joinedExceptions,
  type LoneStore,
  loneStore,
  saveProduct,
  until,
} from './lone-store.ts';
import { type OpenHq, openHq } from './open-hq.ts';

const missing = await pgMissing();

describe.skipIf(missing !== null)('what a lone store brings, beside what the chain has', () => {
  let hq: OpenHq;
  beforeEach(async () => {
    hq = await openHq();
  });
  afterEach(() => hq.stop());

  const place = { store: 'R02' as StoreId, register: null };
  const chain = async () => await hq.hosts.of('chain' as StoreId);

  const saveSettings = async ({ page }: LoneStore, more: object) => {
    const {
      store: _,
      register: __,
      currency: ___,
      denominations: ____,
      ...value
    } = await page.settings.get();
    await page.settings.save({ commandId: newId(), value: { ...value, ...more } });
  };
  const switchOff = async ({ page }: LoneStore, name: string) => {
    const { id, ...value } = (await page.settings.tenders()).find((each) => each.id === name) ?? never();
    await page.settings.saveTender({ commandId: newId(), tender: id, value: { ...value, active: false } });
  };

  test('settings a store may own become its own, and ways of paying it had off stay off there alone', async () => {
    await foundChain(hq, { priceMode: 'exclusive' });
    const shop = await loneStore(hq);
    const { receipt } = await shop.page.settings.get();
    await saveSettings(shop, {
      idleLockMinutes: 17,
      phone: '021-5555',
      receipt: { ...receipt, footer: 'By the lake' },
    });
    await switchOff(shop, 'card');
    await shop.join('R02');
    await saveSettings(shop, {
      idleLockMinutes: 17,
      phone: '021-5555',
      receipt: { ...receipt, footer: 'By the quiet lake' },
    });
    const page = await shop.joined();
    await until(async () =>
      expect(await page.settings.get()).toMatchObject({
        idleLockMinutes: 17,
        phone: '021-5555',
        priceMode: 'inclusive',
        receipt: { ...receipt, footer: 'By the quiet lake' },
      }),
    );
    // As headquarters shows it: what the store says itself, and nothing of what is the same.
    expect((await settingLayers((await chain()).read, place))?.store).toEqual({
      address: ['12 Quay Street'],
      taxNumber: '91310000MA1K00000X',
      phone: '021-5555',
      idleLockMinutes: 17,
      footer: 'By the quiet lake',
      tendersOff: ['card'],
    });
    const cardIn = async (store: string) =>
      (await loadChainFacts((await chain()).read, store as StoreId, '1')).tenders.find(
        ({ id }) => id === 'card',
      )?.active;
    expect([await cardIn('R01'), await cardIn('R02')]).toEqual([true, false]);
    // No store may have a price mode of its own: its prices stay what they were, and somebody is asked.
    expect(await joinedExceptions(hq, 'R02')).toEqual([
      ['JOINED_RECORD', { kind: 'setting', what: 'differs', name: 'priceMode' }],
    ]);
    // What the chain changes from now on is heard in the store, where the store says nothing else.
    const settings = (await chain()).chain().settings ?? never();
    const values = { store: JSON.stringify({ ...settings, dayStartHour: 6, idleLockMinutes: 3 }) };
    await chainSays(hq, fact(settingsChanged, { scope: 'chain', values }));
    await until(async () =>
      expect(await page.settings.get()).toMatchObject({
        dayStartHour: 6,
        idleLockMinutes: 17,
        priceMode: 'inclusive',
      }),
    );
  });

  test('prices to come are taken with their products, unless the chain has its own for the same time', async () => {
    await foundChain(hq, {});
    const shop = await loneStore(hq);
    const { page, opened } = shop;
    const product = async (name: string) => await saveProduct(page, name);
    const [honey, bread, jam, milk] = [
      await product('Honey'),
      await product('Bread'),
      await product('Jam'),
      await product('Milk'),
    ];
    const schedule = (
      name: string,
      from: string,
      until: string | null,
      price: number,
      of: readonly string[],
    ) =>
      page.prices.schedule({
        commandId: newId(),
        name,
        from,
        until,
        choice: { of: 'these', products: [...of] },
        change: { kind: 'price', price },
      });
    // By hand first, then from a minute on that comes before it joins: the later word holds, and goes on holding.
    const { id: _, withdrawn: __, priceNow: ___, ...facts } = await page.catalog.get({ product: honey.id });
    await page.catalog.save({ commandId: newId(), product: honey.id, value: { ...facts, price: 1400 } });
    await schedule('Winter', '2026-11-22T09:01', null, 1300, [honey.id]);
    opened.clock.advance(120_000);
    const week = await schedule('Week', '2027-12-10T08:00', '2027-12-17T08:00', 999, [
      honey.id,
      bread.id,
      jam.id,
      milk.id,
    ]);
    const milks = await schedule('Milk day', '2027-11-01T08:00', '2027-11-02T08:00', 500, [milk.id]);
    // Milk is the chain's; of bread the chain has said another price for the same days, of jam one for other days.
    await chainProduct(hq, 'Milk', { id: milk.id });
    const chainPrices = (name: string, from: string, until: string, of: string) =>
      chainSays(
        hq,
        fact(pricesScheduled, {
          schedule: newId() as PriceScheduleId,
          name,
          from: from as LocalMinute,
          until: until as LocalMinute,
          cancelled: false,
          products: 1,
          prices: [{ product: of as ProductId, price: minor(1111) }],
        }),
      );
    await chainPrices('Bread week', '2027-12-16T08:00', '2027-12-20T08:00', bread.id);
    await chainPrices('Jam later', '2027-12-17T08:00', '2027-12-20T08:00', jam.id);
    await shop.join('R02');
    const again = await shop.joined();
    // The catalog is made anew right after it has joined.
    await until(async () =>
      expect((await again.prices.of({ schedule: week.id })).map(({ name }) => name).sort()).toEqual([
        'Honey',
        'Jam',
      ]),
    );
    expect(await again.catalog.get({ product: honey.id })).toMatchObject({ priceNow: 1300 });
    const coming = await again.prices.list({ when: 'coming' });
    expect(coming.map(({ name, products }) => `${name}: ${products}`).sort()).toEqual([
      'Bread week: 1',
      'Jam later: 1',
      'Week: 2',
    ]);
    expect(await joinedExceptions(hq, 'R02')).toEqual(
      expect.arrayContaining([
        [
          'JOINED_PRICES',
          { what: 'chain-prices', name: 'Bread', products: 2, chain: 'Bread week', from: '2027-12-10T08:00' },
        ],
        ['JOINED_PRICES', { what: 'chain-prices', name: 'Milk', products: 1, from: '2027-11-01T08:00' }],
      ]),
    );
    expect(coming.map(({ id }) => id)).not.toContain(milks.id);
  });

  test('many prices changed at once are taken with their products; a product of the chain’s keeps its price', async () => {
    await foundChain(hq, {});
    const shop = await loneStore(hq);
    const { page } = shop;
    const [honey, milk] = [await saveProduct(page, 'Honey'), await saveProduct(page, 'Milk')];
    await chainProduct(hq, 'Milk', { id: milk.id });
    const changed = await page.catalog.changeMany({
      commandId: newId(),
      choice: { of: 'these', products: [honey.id, milk.id] },
      action: { kind: 'price-amount', amount: 150 },
    });
    expect(changed).toMatchObject({ state: 'done', changed: 2 });
    await shop.join('R02');
    const again = await shop.joined();
    const priceOf = async ({ id }: { readonly id: string }) =>
      (await again.catalog.get({ product: id })).price;
    // The catalog is made anew right after it has joined.
    await until(async () => expect(await priceOf(milk)).toBe(milk.price));
    expect(await priceOf(honey)).toBe(honey.price + 150);
    expect(await joinedExceptions(hq, 'R02')).toEqual(
      expect.arrayContaining([
        ['JOINED_PRODUCT', { what: 'chain-stands', name: 'Milk', price: milk.price + 150, chain: 'Milk' }],
      ]),
    );
    // By the ids of the chain's own facts the change is found and taken back there.
    const host = await hq.hosts.of('R02' as StoreId);
    const changes = createProductChanges({
      host,
      turn: async () => {},
      ended: () => {},
      report: (error) => {
        throw error;
      },
    });
    const [kept] = await hq.rows<{ id: ChangeId }>('select id from product_change');
    const command = { id: newId(), actor: OWNER.person, name: 'undo', input: null };
    const undone = await changes.undo({ command, actor: OWNER, approvals: [] }, kept?.id ?? never());
    expect(undone).toMatchObject({ ok: true });
    await changes.idle();
    await until(async () => expect(await priceOf(honey)).toBe(honey.price));
  });
});

const never = (): never => {
  throw new Error('there is no such thing');
};
