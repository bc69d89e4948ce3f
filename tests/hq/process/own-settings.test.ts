import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openHost } from '#tests/host/open-host.ts';
import { SET_UP } from '#tests/hq/hq-place.ts';
import { pgMissing } from '#tests/support/pg/shared-cluster.ts';
import { openHq } from './open-hq.ts';
import { foundOwner } from './owner.ts';
import { until } from './till.ts';

const missing = await pgMissing();

test.skipIf(missing !== null)(
  'what headquarters says of one store is heard at its registers, and at no other store’s',
  async () => {
    const hq = await openHq();
    try {
      const { client } = await foundOwner(hq.address);
      await client.people.save({
        commandId: crypto.randomUUID(),
        person: null,
        name: 'Mei Lin',
        role: 'owner',
        active: true,
      });
      const [person] = await client.people.list();
      await client.people.setPin({ commandId: crypto.randomUUID(), person: person?.id ?? '', pin: '8642' });
      const registerOf = async (store: string) => {
        const opened = await openHost();
        await opened.page().setup.join({ address: hq.address, code: await hq.code(store) });
        await until(async () => expect((await opened.page().session.get()).mode).toBe('locked'));
        return opened.host.register.store;
      };
      const [pond, lake] = [await registerOf('R01'), await registerOf('R02')];
      const heard = () => [pond, lake].map((store) => store.chain().settings?.receipt.footer);
      const [usual] = heard();
      const say = (store: string, footer: string | null) =>
        client.settings.saveOwn({
          commandId: crypto.randomUUID(),
          place: { store, register: null },
          changes: { footer },
        });
      await say('R01', 'By the pond');
      await say('R02', 'By the lake');
      await until(() => expect(heard()).toEqual(['By the pond', 'By the lake']));
      await say('R01', null);
      await until(() => expect(heard()).toEqual([usual, 'By the lake']));

      // What the chain says of itself stands on the slips of whoever says nothing of their own.
      const [a, b] = [logo(100), logo(200)];
      const keep = async (png: Buffer) =>
        (await client.settings.keepLogo({ commandId: crypto.randomUUID(), data: png.toString('base64') }))
          .picture;
      const [chains, ponds] = [await keep(a), await keep(b)];
      const {
        store: _store,
        register: _register,
        currency: _currency,
        denominations: _,
        ...value
      } = await client.settings.get();
      const chain = { ...value, address: ['1 Chain Road'], taxNumber: 'CHAIN-1' };
      const save = (named: string | null) =>
        client.settings.save({
          commandId: crypto.randomUUID(),
          value: { ...chain, receipt: { ...chain.receipt, logo: named } },
        });
      await expect(save('0'.repeat(64))).rejects.toMatchObject({ data: { code: 'SETTING_INVALID' } });
      await expect(keep(Buffer.from('GIF89a'))).rejects.toMatchObject({ data: { code: 'SETTING_INVALID' } });
      await save(chains);
      const head = (store: typeof pond) => {
        const { address, taxNumber, receipt } = store.chain().settings ?? {};
        const file = join(store.folder.pictures, receipt?.logo ?? 'none');
        return { address, taxNumber, png: existsSync(file) ? readFileSync(file) : null };
      };
      const own = { address: SET_UP.address, taxNumber: SET_UP.taxNumber };
      const ofChain = { address: ['1 Chain Road'], taxNumber: 'CHAIN-1' };
      await until(() =>
        expect([head(pond), head(lake)]).toEqual([
          { ...own, png: a },
          { ...ofChain, png: a },
        ]),
      );
      const sayLogo = (named: string | null) =>
        client.settings.saveOwn({
          commandId: crypto.randomUUID(),
          place: { store: 'R01', register: null },
          changes: { logo: named, address: null, taxNumber: null },
        });
      await sayLogo(ponds);
      await until(() =>
        expect([head(pond), head(lake)]).toEqual([
          { ...ofChain, png: b },
          { ...ofChain, png: a },
        ]),
      );
      await sayLogo(null);
      await until(() => expect(head(pond)).toEqual({ ...ofChain, png: a }));
      const served = await fetch(`${hq.address}/pictures/${chains}`);
      expect([served.status, served.headers.get('content-type')]).toEqual([200, 'image/png']);
      expect(Buffer.from(await served.arrayBuffer())).toEqual(a);
    } finally {
      await hq.stop();
    }
  },
);

/** The first bytes of a PNG so wide; nobody draws it here. */
function logo(width: number): Buffer {
  const png = Buffer.alloc(64);
  png.write('\x89PNG\r\n\x1a\n', 'latin1');
  png.writeUInt32BE(width, 16);
  png.writeUInt32BE(100, 20);
  return png;
}
