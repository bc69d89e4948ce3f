import { expect, test } from 'vitest';
import { openHost } from '#tests/host/open-host.ts';
import { smokedDuck } from '#tests/hq/smoked-duck.ts';
import { pgMissing } from '#tests/support/pg/shared-cluster.ts';
import { openHq } from './open-hq.ts';
import { foundOwner } from './owner.ts';
import { until } from './till.ts';

const missing = await pgMissing();

test.skipIf(missing !== null)(
  'a picture set at headquarters is shown by a register that reads the feed and by one that takes the file',
  async () => {
    const hq = await openHq();
    try {
      const { client } = await foundOwner(hq.address);
      const mei = { person: null, name: 'Mei Lin', role: 'owner', active: true };
      const { id: person } = await client.people.save({ commandId: crypto.randomUUID(), ...mei });
      await client.people.setPin({ commandId: crypto.randomUUID(), person, pin: '8642' });
      const joined = async (store: string) => {
        const opened = await openHost();
        await opened.page().setup.join({ address: hq.address, code: await hq.code(store) });
        await until(async () => expect((await opened.page().session.get()).mode).toBe('locked'));
        return opened.host;
      };
      const byFeed = await joined('R01');
      const bytes = Buffer.concat([Buffer.from('RIFF????WEBP', 'latin1'), Buffer.alloc(60_000, 7)]);
      const { picture } = await client.catalog.keepPicture({
        commandId: crypto.randomUUID(),
        data: bytes.toString('base64'),
      });
      const duck = await client.catalog.save({
        commandId: crypto.randomUUID(),
        product: null,
        value: await smokedDuck(client, picture),
      });
      await hq.catalogMaker?.look({ inAnyCase: true });
      const byFile = await joined('R02');
      for (const { register, picture: shown } of [byFeed, byFile]) {
        const hit = () => register.search.search({ text: 'duck', limit: 5 });
        await until(async () => expect((await hit()).rows).toMatchObject([{ id: duck.id, picture }]));
        expect(Buffer.from((await shown(picture)) ?? []).equals(bytes)).toBe(true);
        expect(await shown('0'.repeat(64))).toBeNull();
      }
    } finally {
      await hq.stop();
    }
  },
);
