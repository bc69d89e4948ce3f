import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ok } from '#shared/domain/result.ts';
import { productChanged } from '#shared/journal/entries/catalog.ts';
import { settingsChanged } from '#shared/journal/entries/settings.ts';
import { type Draft, fact } from '#shared/services/journal/host.ts';
import { pgMissing } from '#tests/support/pg/shared-cluster.ts';
import {
  chainSays,
  foundChain,
  type LoneStore,
  loneStore,
  PRODUCT,
  saveProduct,
  until,
} from './lone-store.ts';
import { type OpenHq, openHq } from './open-hq.ts';
import { foundOwner } from './owner.ts';

const missing = await pgMissing();

describe.skipIf(missing !== null)('a hand-over that can’t go on', () => {
  let hq: OpenHq;
  beforeEach(async () => {
    hq = await openHq();
  });
  afterEach(() => hq.stop());

  /** A fact of its catalog as the register's own services would never write it. */
  const says = async ({ opened }: LoneStore, entry: Draft) => {
    const { host } = opened.host.register;
    const command = { id: uuidv7(), actor: 'system' as never, name: 'test', input: {} };
    const said = await host.commitChain(command, async () => ok({ entry, answer: null }));
    if (!said.ok) throw new Error(said.error.code);
  };
  const scaleRules = (shop: LoneStore, text: string) =>
    says(shop, fact(settingsChanged, { scope: 'store/SOLO', values: { scaleRules: text } }));
  const rowOf = async () =>
    (
      await hq.rows<{ state: string; failures: number; look_at: number }>(
        'select state, failures, look_at from local_hand_over',
      )
    )[0];
  const shown = async ({ opened, page }: LoneStore) => {
    opened.clock.advance(2_000);
    return (await page.link.state())?.handOver?.stopped;
  };

  test('at a record the chain can’t take says which, looks more and more seldom, and goes on once it is mended', async () => {
    await foundChain(hq, {});
    await chainSays(hq, fact(settingsChanged, { scope: 'chain', values: { scaleRules: '[]' } }));
    const shop = await loneStore(hq);
    await saveProduct(shop.page, 'Honey');
    await scaleRules(shop, 'not rules');
    await shop.join('R02');
    const why = { why: 'REFUSED', kind: 'setting', name: 'scaleRules' };
    await until(async () => expect(await shown(shop)).toEqual(why));
    await until(async () => expect((await rowOf())?.failures).toBeGreaterThan(1));
    const { failures = 0, look_at = 0 } = (await rowOf()) ?? {};
    expect(look_at - Date.now()).toBeGreaterThan(1_000 * 2 ** (failures - 1) - 1_500);
    // It sells on as before meanwhile, and nothing of it is half there.
    expect((await shop.page.session.get()).link).toBe('handing-over');
    expect(await hq.rows('select name from product')).toEqual([]);
    await scaleRules(shop, '[]');
    shop.opened.host.register.link.wake();
    const page = await shop.joined();
    expect((await page.catalog.search({ text: 'honey', offset: 0, limit: 5 })).rows).toHaveLength(1);
  });

  test.each(['the register', 'headquarters'])(
    'at a fact that does not count there says which, and goes on when %s asks after somebody has looked at it',
    async (who) => {
      const { client } = await foundOwner(hq.address);
      const shop = await loneStore(hq);
      await saveProduct(shop.page, 'Honey');
      // Headquarters can't keep this in a text: it holds the fact, and does not count it.
      await says(shop, fact(productChanged, unreadable as never));
      await saveProduct(shop.page, 'Jam');
      await shop.join('R02');
      const why = { why: 'UNREADABLE', kind: 'fact', name: 'product.changed' };
      await until(async () => expect(await shown(shop)).toEqual(why));
      const [device] = await client.devices.list();
      expect(device?.handOver).toMatchObject({ stopped: why });
      // Nothing is due for a long while; what was taken before it stands.
      const later = Date.now() + 3_600_000;
      await hq.rows('update local_hand_over set look_at = $1', [later]);
      expect((await hq.rows('select name from product')).map(({ name }) => name)).toEqual(['Honey']);
      const [kept] = (await client.kept.list({ offset: 0, limit: 10 })).rows;
      const { store, position } = kept ?? never();
      await client.kept.setAside({ commandId: uuidv7(), store, position, note: 'Nobody can read it' });
      expect(await rowOf()).toMatchObject({ state: 'stopped', look_at: later });
      if (who === 'the register') await (await shop.signedIn()).link.tryNow();
      else await client.devices.handOverAgain({ commandId: uuidv7(), device: device?.device ?? '' });
      const page = await shop.joined();
      await until(async () =>
        expect(
          (await page.catalog.search({ text: '', offset: 0, limit: 5 })).rows.map(({ name }) => name),
        ).toEqual(['Honey', 'Jam']),
      );
    },
  );
});

const never = (): never => {
  throw new Error('there is no such thing');
};

const unreadable = {
  product: { ...PRODUCT, id: uuidv7(), name: 'Ho\u0000ney' },
  before: null,
  how: 'edited',
  approvals: [],
};
