import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { pgMissing } from '#tests/support/pg/shared-cluster.ts';
import { foundHq, type HqClient, type HqPlace, member, openHq } from './hq-place.ts';

const missing = await pgMissing();
const id = (): string => randomUUID();
const refused = (code: string, data: object = {}) =>
  expect.objectContaining({ data: expect.objectContaining({ code, data: expect.objectContaining(data) }) });

async function founded() {
  const place = await openHq();
  const { owner } = await foundHq(place);
  return { place, owner, client: owner.client };
}

async function sent(client: HqClient, text: string, name = 'list.csv'): Promise<string> {
  const bytes = Buffer.from(text);
  const half = Math.floor(bytes.length / 2);
  const piece = (upload: string | null, from: number, to: number) =>
    client.imports.upload({
      upload,
      name,
      offset: from,
      data: bytes.subarray(from, to).toString('base64'),
      last: to === bytes.length,
    });
  const { upload } = await piece(null, 0, half);
  return (await piece(upload, half, bytes.length)).upload;
}

/** Imports a file by the plan that is proposed; answers how the job ended. */
async function imported(place: HqPlace, client: HqClient, text: string) {
  const upload = await sent(client, text);
  const { plan } = await client.imports.preview({ upload });
  const job = await client.imports.start({ commandId: id(), upload, plan });
  expect(job).toMatchObject({ state: 'running', by: 'wen.li', file: 'list.csv' });
  await place.hq.imports.idle();
  return await client.imports.get({ import: job.id });
}

const prices = async (client: HqClient) =>
  (await client.catalog.list({ state: 'all', limit: 100 })).rows.map(({ name, price }) => [name, price]);

const LIST = [
  'Name,Barcode,Price,Stock on hand,Cost,Department',
  'Rye bread,4006381333931,4.20,7,1.10,Bakery',
  'Oolong tea,,12.00,3,,Drinks',
  'Wrong code,4006381333930,1.00,,,Drinks',
  'No price,,dear,,,Drinks',
].join('\n');

describe.skipIf(missing !== null)(
  `imports into a chain’s catalog${missing === null ? '' : ` (${missing})`}`,
  () => {
    test('a file is looked at, tried, imported part by part, found, and taken back', async () => {
      const { place, client } = await founded();
      const upload = await sent(client, LIST);
      const { plan, rows } = await client.imports.preview({ upload });
      expect(rows).toHaveLength(5);
      // The chain has no shelf: neither stock nor cost is a column here.
      expect(plan.columns).toEqual({ name: 0, barcode: 1, price: 2, category: 5 });
      const trial = await client.imports.dryRun({
        upload,
        plan: { ...plan, columns: { ...plan.columns, 'on-hand': 3 } },
      });
      expect(trial).toMatchObject({ rows: 4, toAdd: 2, toChange: 0, refused: 2, withoutStock: 0 });
      expect(trial.errors.map(({ line, code }) => [line, code])).toEqual([
        [4, 'CHECK_DIGIT'],
        [5, 'PRICE_INVALID'],
      ]);
      expect(await prices(client)).toEqual([]);

      const done = await imported(place, client, LIST);
      expect(done).toMatchObject({
        state: 'done',
        added: 2,
        changed: 0,
        refused: 2,
        progress: 1,
        undoable: true,
      });
      expect(await prices(client)).toEqual([
        ['Oolong tea', 1200],
        ['Rye bread', 420],
      ]);
      expect((await client.catalog.search({ text: 'bread', limit: 5 })).rows).toMatchObject([{ price: 420 }]);
      expect((await client.catalog.categories()).map(({ name }) => name).toSorted()).toEqual(
        expect.arrayContaining(['Bakery', 'Drinks']),
      );
      const { csv } = await client.imports.errorsCsv({ import: done.id });
      expect(csv).toContain('4,barcode,CHECK_DIGIT,4006381333930');
      const moves = (await place.pool.once('select 1 from move')).rows;
      expect(moves).toEqual([]);

      place.clock.now += 1000;
      // Known again by its barcode; what nobody changed since goes back, what somebody did stays.
      const second = await imported(
        place,
        client,
        'Name,Barcode,Price\nRye bread,4006381333931,5.00\nSalt,,1.00',
      );
      expect(second).toMatchObject({ state: 'done', added: 1, changed: 1 });
      await client.imports.undo({ commandId: id(), import: second.id });
      await place.hq.imports.idle();
      expect(await client.imports.get({ import: second.id })).toMatchObject({ state: 'undone' });
      expect(await prices(client)).toEqual([
        ['Oolong tea', 1200],
        ['Rye bread', 420],
      ]);
      await expect(client.imports.undo({ commandId: id(), import: second.id })).rejects.toEqual(
        refused('NOTHING_TO_UNDO'),
      );
      expect((await client.imports.list()).map(({ state }) => state)).toEqual(['undone', 'done']);
      expect(place.reported).toEqual([]);
    });

    test('an import that is stopped keeps what it did, and goes on where it stood', async () => {
      const { place, client } = await founded();
      const rows = Array.from({ length: 9000 }, (_, n) => `Item ${n},${n}.00`);
      const upload = await sent(client, ['Name,Price', ...rows].join('\n'));
      const { plan } = await client.imports.preview({ upload });
      const { id: job } = await client.imports.start({ commandId: id(), upload, plan });
      await expect(client.imports.start({ commandId: id(), upload, plan })).rejects.toEqual(
        refused('IN_USE'),
      );
      await expect
        .poll(async () => (await client.imports.get({ import: job })).added, { timeout: 20_000, interval: 5 })
        .toBeGreaterThan(0);
      // Another process of headquarters starts meanwhile.
      await place.importsElsewhere().recover();
      expect(await client.imports.get({ import: job })).toMatchObject({ state: 'running' });
      const stopped = await client.imports.cancel({ import: job });
      expect(stopped).toMatchObject({ state: 'stopped', resumable: true, undoable: true });
      expect(stopped.added).toBeLessThan(9000);
      await client.imports.resume({ commandId: id(), import: job });
      await place.hq.imports.idle();
      expect(await client.imports.get({ import: job })).toMatchObject({ state: 'done', added: 9000 });
      expect((await place.pool.once<{ n: number }>('select count(*) as n from product')).rows).toEqual([
        { n: 9000 },
      ]);
    });

    test('a headquarters that was killed shows what was cut short; it is taken back, or run again', async () => {
      const { place, client } = await founded();
      const job = await imported(place, client, LIST);
      // What a kill leaves: a row that says it runs, and no process that does.
      const put = (state: string) =>
        place.pool.once('update local_import set state = $2 where id = $1', [job.id, state]);
      await put('running');
      // It is ended by who was at it, between the look and the lock: that stands.
      await place.importsElsewhere({ beforeClaim: () => put('done') }).recover();
      expect(await client.imports.get({ import: job.id })).toMatchObject({ state: 'done' });
      await put('running');
      await place.importsElsewhere().recover();
      expect(await client.imports.get({ import: job.id })).toMatchObject({
        state: 'stopped',
        reason: 'interrupted',
        undoable: true,
      });
      expect(await imported(place, client, LIST)).toMatchObject({ state: 'done', added: 1, changed: 0 });
      await client.imports.undo({ commandId: id(), import: job.id });
      await place.hq.imports.idle();
      expect(await client.imports.get({ import: job.id })).toMatchObject({ state: 'undone' });
    });

    test('what can’t be read is refused with its reason; files go away with the process that took them', async () => {
      const { place, owner, client } = await founded();
      const broken = await sent(client, 'PK\u0003\u0004 no archive', 'list.xlsx');
      await expect(client.imports.preview({ upload: broken })).rejects.toEqual(
        refused('SETTING_INVALID', { field: 'file' }),
      );
      await expect(client.imports.preview({ upload: 'none' })).rejects.toEqual(refused('NOT_FOUND'));
      const upload = await sent(client, LIST);
      const path = place.hq.imports.uploads.complete(upload)?.path ?? '';
      expect(existsSync(path)).toBe(true);
      const auditor = await member(place, owner, 'auditor');
      await expect(auditor.client.imports.list()).rejects.toMatchObject({ code: 'FORBIDDEN' });
      await place.hq.imports.close();
      expect(existsSync(path)).toBe(false);
    });
  },
);
