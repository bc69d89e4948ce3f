import { expect, test, vi } from 'vitest';
import { openHost } from '#tests/host/open-host.ts';
import { pgMissing } from '#tests/support/pg/shared-cluster.ts';
import { openHq } from './open-hq.ts';
import { foundOwner } from './owner.ts';

const missing = await pgMissing();

test.skipIf(missing !== null)(
  'what headquarters says of one store is heard at its registers, and at no other store’s',
  async () => {
    const hq = await openHq();
    const until = <T>(what: () => T | Promise<T>): Promise<T> =>
      vi.waitFor(what, { timeout: 20_000, interval: 10 });
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
    } finally {
      await hq.stop();
    }
  },
);
