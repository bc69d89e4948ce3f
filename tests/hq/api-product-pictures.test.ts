import { createHash, randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { MOST_PICTURE_BYTES } from '#shared/domain/catalog/chain-picture.ts';
import { pgMissing } from '#tests/support/pg/shared-cluster.ts';
import { foundHq, member, openHq, serveHq } from './hq-place.ts';
import { smokedDuck } from './smoked-duck.ts';

const missing = await pgMissing();
const id = (): string => randomUUID();
const refused = (problem: string) => ({
  data: { code: 'SETTING_INVALID', data: { field: 'picture', problem } },
});

/** What begins as a JPEG; nobody draws it here. */
const jpeg = (bytes: number, seed = 1): Buffer =>
  Buffer.concat([Buffer.from([0xff, 0xd8, 0xff]), Buffer.alloc(bytes - 3, seed)]);
const based = (bytes: Buffer) => ({ commandId: id(), data: bytes.toString('base64') });

async function founded() {
  const place = await openHq();
  const { owner } = await foundHq(place);
  const { catalog } = owner.client;
  const value = await smokedDuck(owner.client);
  const facts = async () => (await place.pool.once('select 1 from journal')).rows.length;
  return { place, owner, catalog, value, facts };
}

describe.skipIf(missing !== null)(
  `pictures of a chain’s products${missing === null ? '' : ` (${missing})`}`,
  () => {
    test('a picture is kept once, named by products, served by its name and taken off again', async () => {
      const { place, catalog, value, facts } = await founded();
      const bytes = jpeg(MOST_PICTURE_BYTES);
      const { picture } = await catalog.keepPicture(based(bytes));
      expect(picture).toBe(createHash('sha256').update(bytes).digest('hex'));
      const before = await facts();
      expect(await catalog.keepPicture(based(bytes))).toEqual({ picture });
      expect(await facts()).toBe(before);

      const save = (product: string | null, named: string | null) =>
        catalog.save({ commandId: id(), product, value: { ...value, picture: named } });
      const duck = await save(null, picture);
      expect(await catalog.get({ product: duck.id })).toMatchObject({ picture });
      const { origin } = await serveHq(place, 'nowhere');
      const served = await fetch(`${origin}/pictures/${picture}`);
      expect([served.status, served.headers.get('content-type')]).toEqual([200, 'image/jpeg']);
      expect(Buffer.from(await served.arrayBuffer()).equals(bytes)).toBe(true);
      expect((await fetch(`${origin}/pictures/${'0'.repeat(64)}`)).status).toBe(404);
      await save(duck.id, null);
      expect(await catalog.get({ product: duck.id })).toMatchObject({ picture: null });
    });

    test('what is no picture, is too large, or was never kept here is refused', async () => {
      const { place, catalog, value, facts } = await founded();
      const before = await facts();
      const keep = (bytes: Buffer) => catalog.keepPicture(based(bytes));
      await expect(keep(Buffer.from('<svg xmlns="…"/>'))).rejects.toMatchObject(refused('not-a-picture'));
      await expect(keep(jpeg(MOST_PICTURE_BYTES + 1))).rejects.toMatchObject(refused('too-many-bytes'));
      const save = (product: string | null, picture: string) =>
        catalog.save({ commandId: id(), product, value: { ...value, picture } });
      await expect(save(null, '0'.repeat(64))).rejects.toMatchObject(refused('not-kept'));
      expect(await facts()).toBe(before);
      // A store that handed over names what lies at its registers; an edit of the price leaves that as it is.
      const duck = await catalog.save({ commandId: id(), product: null, value });
      await place.pool.once('update product set picture = $1 where id = $2', ['1'.repeat(64), duck.id]);
      expect(await save(duck.id, '1'.repeat(64))).toMatchObject({ picture: '1'.repeat(64) });
      await expect(save(duck.id, '2'.repeat(64))).rejects.toMatchObject(refused('not-kept'));
    });

    test('whoever may not change products keeps no pictures', async () => {
      const { place, owner } = await founded();
      const auditor = await member(place, owner, 'auditor');
      await expect(auditor.client.catalog.keepPicture(based(jpeg(64)))).rejects.toMatchObject({
        code: 'FORBIDDEN',
      });
    });
  },
);
