import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { StoreId } from '#shared/domain/ids.ts';
import { settingsChanged } from '#shared/journal/entries/settings.ts';
import { loadChainFacts } from '#shared/services/journal/chain-facts.ts';
import { fact } from '#shared/services/journal/host.ts';
import { settingLayers } from '#shared/services/settings/own-settings.ts';
import { pgMissing } from '#tests/support/pg/shared-cluster.ts';
import { newId } from '#tests/support/till.ts';
import { chainSays, foundChain, joinedExceptions, type LoneStore, loneStore, until } from './lone-store.ts';
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
});

const never = (): never => {
  throw new Error('there is no such thing');
};
