import { copyFileSync, existsSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import DatabaseFile from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DataFolder } from '#electron/store/data-folder.ts';
import { ownDigest } from '#electron/store/link/own-digest.ts';
import { listBackups, makeBackup, newestBackup, verifyBackup } from '#electron/store/maintenance/backup.ts';
import { createBackupKeeper } from '#electron/store/maintenance/backup-keeper.ts';
import { examine } from '#electron/store/maintenance/doctor.ts';
import { runJob } from '#electron/store/maintenance/maintenance-job.ts';
import { restore } from '#electron/store/maintenance/restore.ts';
import { backupName } from '#electron/store/maintenance/retention.ts';
import { readMarker, writeMarker } from '#electron/store/marker.ts';
import { openStore } from '#electron/store/open-store.ts';
import type { PersonId } from '#shared/domain/ids.ts';
import { productChanged } from '#shared/journal/entries/catalog.ts';
import type { EntryType } from '#shared/journal/entry-type.ts';
import { epochOrdinal } from '#shared/journal/epoch.ts';
import { dropFolder, newFolder, openFounded, payIn } from './founded.ts';

let folder: DataFolder;
beforeEach(() => {
  folder = newFolder();
});
afterEach(() => dropFolder(folder));

const HOUR = 3_600_000;
/** A body as it was written before facts of products carried approvals. */
const PRODUCT_CHANGED_V1 =
  '{"product":{"id":"apple","name":"红富士苹果","names":{},"sku":null,"barcodes":["6901234567892"],"unit":"kg","price":1490,' +
  '"taxClass":"vat","category":null,"picture":null,"active":true,"minStock":null,"taxCode":null},"before":null,"how":"quick-add"}';
let ids = 0;
const newId = () => `00000000-0000-7000-8000-${String(++ids).padStart(12, '0')}`;

/** Writes into the store behind everybody's back. */
const tamper = (sql: string, ...values: unknown[]) => {
  const db = new DatabaseFile(folder.store);
  db.prepare(sql).run(...values);
  db.close();
};

async function aStoreOf(payIns: number): Promise<string[]> {
  const store = await openFounded(folder);
  const numbers: string[] = [];
  for (let i = 0; i < payIns; i++) numbers.push(await payIn(store, 100 + i));
  await store.close();
  return numbers;
}

it('a digest is the same from a thread of its own', async () => {
  await aStoreOf(3);
  const range = { feed: 'store/R01', device: 'another', through: [] };
  expect(await runJob(folder, { do: 'digest', range })).toEqual(ownDigest(folder.store, range));
  expect(ownDigest(folder.store, range)).toMatchObject([
    { through: 4, blocks: [[0, 4, expect.any(String)]] },
  ]);
});

describe('the doctor', () => {
  it('finds nothing wrong with a store that only Mallard wrote', async () => {
    await aStoreOf(20);
    expect(examine(folder)).toEqual({
      ok: true,
      entries: 21,
      tables: expect.any(Number),
      findings: [],
      letGo: null,
    });
  });

  it.each([
    [
      'a changed body',
      "update journal set body = cast('{}' as blob) where position = 5",
      /its bytes do not give its hash/,
    ],
    ['a removed entry', 'delete from journal where position = 5', /position 6 follows 4|seq \d+ follows/],
    [
      'a column that differs from its header',
      "update journal set type = 'drawer.opened' where position = 5",
      /header differs/,
    ],
    [
      'a total nobody earned',
      'update cash_total set pay_ins = pay_ins + 1',
      /pay_ins is 2191, entries give 2190/,
    ],
    [
      'a row no entry explains',
      "insert into series values ('R01', '9', '1-a', 'sale', 3)",
      /a row that no entry explains/,
    ],
    ['a missing row', 'delete from cash_move where amount = 103', /is missing/],
  ])('names the first difference: %s', async (_what, sql, found) => {
    await aStoreOf(20);
    tamper(sql);
    const report = examine(folder);
    expect(report.ok).toBe(false);
    expect(report.findings[0]?.what).toMatch(found);
  });

  it('reads entries of former versions as they were written', async () => {
    const store = await openFounded(folder);
    const command = { id: newId(), actor: 'p1' as PersonId, name: 'test', input: {} };
    const body: unknown = JSON.parse(PRODUCT_CHANGED_V1);
    const entry = { type: { ...productChanged, v: 1 } as EntryType, body, shift: null };
    await store.commitChain(command, async () => ({ ok: true, value: { entry, answer: {} } }));
    await store.close();
    expect(examine(folder)).toMatchObject({ ok: true, entries: 2, findings: [] });
    tamper(
      'update journal set body = ? where position = 2',
      Buffer.from(PRODUCT_CHANGED_V1.replace('1490', '1')),
    );
    expect(examine(folder).findings[0]?.what).toMatch(/its bytes do not give its hash/);
  });

  it('works beside a register that goes on selling', async () => {
    const store = await openFounded(folder);
    for (let i = 0; i < 50; i++) await payIn(store);
    const [report] = await Promise.all([
      runJob(folder, { do: 'doctor' }),
      ...Array.from({ length: 50 }, () => payIn(store)),
    ]);
    expect(report.findings).toEqual([]);
    await store.close();
  });
});

describe('a backup', () => {
  it('is a verified copy made while the register sells', async () => {
    const store = await openFounded(folder);
    for (let i = 0; i < 10; i++) await payIn(store);
    const keeper = createBackupKeeper(store, { now: () => Date.now(), newId });
    const [made] = await Promise.all([
      keeper.backup('manual'),
      ...Array.from({ length: 20 }, () => payIn(store)),
    ]);
    expect(verifyBackup(made.path).position).toBeGreaterThanOrEqual(11);
    expect(readdirSync(folder.backups).filter((f) => f.endsWith('.part'))).toEqual([]);
    await store.close();
  });

  it('comes by itself once an hour, and only when something changed', async () => {
    const store = await openFounded(folder);
    let now = Date.parse('2026-11-22T10:00:00Z');
    const keeper = createBackupKeeper(store, { now: () => now, newId });
    await keeper.tick();
    await keeper.tick();
    expect(listBackups(folder)).toHaveLength(1);
    now += HOUR;
    await keeper.tick();
    expect(listBackups(folder)).toHaveLength(1);
    await payIn(store);
    await keeper.tick();
    expect(listBackups(folder)).toHaveLength(2);
    await store.close();
  });

  it('made on a clock set back a year stays, is the newest, and does not push out those made before', async () => {
    await aStoreOf(1);
    const start = Date.parse('2026-11-22T10:00:00Z');
    for (let days = 1; days < 300; days++)
      writeFileSync(join(folder.backups, backupName(start - days * 24 * HOUR, 'hourly')), '');
    const old = makeBackup(folder, start, 'manual');
    const before = listBackups(folder).length;
    await aStoreOf(2);
    const made = makeBackup(folder, start - 365 * 24 * HOUR, 'manual');
    const again = makeBackup(folder, start - 365 * 24 * HOUR + 2 * HOUR, 'manual');
    for (const { path } of [old, made, again]) expect(existsSync(path)).toBe(true);
    expect(listBackups(folder)).toHaveLength(before + 2);
    expect(newestBackup(folder)?.file).toBe(made.position > again.position ? made.file : again.file);
    expect(newestBackup(folder)?.file).not.toBe(old.file);
  });

  it('leaves no half-made copies of long ago behind', async () => {
    await aStoreOf(1);
    const part = join(folder.backups, 'store-2026-11-20T10-00-00.000Z-hourly.db.part');
    writeFileSync(part, 'half');
    utimesSync(part, new Date('2026-11-20T10:00:00Z'), new Date('2026-11-20T10:00:00Z'));
    makeBackup(folder, Date.parse('2026-11-22T10:00:00Z'), 'manual');
    expect(existsSync(part)).toBe(false);
  });

  it('that fails stays said until one succeeds', async () => {
    const store = await openFounded(folder);
    const broken = createBackupKeeper(store, {
      now: () => Date.now(),
      newId,
      run: () => Promise.reject(new Error('no')),
    });
    await expect(broken.backup('manual')).rejects.toThrow('no');
    expect(broken.notices()).toEqual([{ code: 'backup-failed', data: { reason: 'Error: no' } }]);
    await store.close();
  });

  it('is refused when damaged or newer than this program', async () => {
    await aStoreOf(3);
    const made = makeBackup(folder, Date.now(), 'manual');
    const newer = new DatabaseFile(made.path);
    newer.pragma('user_version = 99999');
    newer.close();
    expect(() => verifyBackup(made.path)).toThrow(/of version 99999/);
    writeFileSync(made.path, Buffer.alloc(statSync(made.path).size, 7));
    expect(() => verifyBackup(made.path)).toThrow();
  });
});

describe('a restore', () => {
  it('sell, back up, sell, restore, sell, restore again, sell: no number and no (epoch, seq) ever twice', async () => {
    const printed = await aStoreOf(5);
    const backup = makeBackup(folder, Date.now(), 'manual').path;
    printed.push(...(await aStoreOf(3)));
    for (const round of [1, 2, 3]) {
      const restored = restore(folder, backup, { now: Date.now() + round * HOUR, newId });
      expect(epochOrdinal(restored.epoch)).toBe(round + 1);
      printed.push(...(await aStoreOf(4)));
      expect(examine(folder).findings).toEqual([]);
    }
    expect(new Set(printed).size).toBe(printed.length);
  });

  it('keeps the order of epochs when the replaced store is gone and only the marker remembers', async () => {
    await aStoreOf(2);
    const backup = makeBackup(folder, Date.now(), 'manual').path;
    writeMarker(folder.marker, { device: 'device-1', epoch: '6-00000000000000aa', seq: 9, head: '00' });
    expect(epochOrdinal(restore(folder, backup, { now: Date.now(), newId }).epoch)).toBe(7);
    expect(readMarker(folder.marker)?.seq).toBe(1);
  });

  it('cut short at any moment leaves the old store or the restored one', async () => {
    await aStoreOf(4);
    const backup = makeBackup(folder, Date.now(), 'manual').path;
    await aStoreOf(2);
    const before = examine(folder).entries;
    // The identity can't be branched off: the ids have run out half-way.
    const broken = () => {
      throw new Error('no id');
    };
    expect(() => restore(folder, backup, { now: Date.now(), newId: broken })).toThrow('no id');
    expect(examine(folder)).toMatchObject({ ok: true, entries: before });
    expect(epochOrdinal(restore(folder, backup, { now: Date.now(), newId }).epoch)).toBe(2);
    await aStoreOf(1);
    expect(examine(folder).findings).toEqual([]);
  });

  it('puts the replaced store aside and refuses a damaged backup without touching anything', async () => {
    await aStoreOf(4);
    const backup = makeBackup(folder, Date.now(), 'manual').path;
    const bad = join(folder.root, 'bad.db');
    copyFileSync(backup, bad);
    tamperFile(bad);
    expect(() => restore(folder, bad, { now: Date.now(), newId })).toThrow();
    expect(examine(folder).ok).toBe(true);
    const { aside } = restore(folder, backup, { now: Date.now(), newId });
    expect(aside !== null && existsSync(join(aside, 'store.db'))).toBe(true);
  });
});

const tamperFile = (path: string) => {
  const bytes = Buffer.alloc(8192, 0xab);
  writeFileSync(path, bytes, { flag: 'r+' });
};

describe('opening', () => {
  it('refuses a store from a newer version and leaves it untouched', async () => {
    await aStoreOf(1);
    tamper('pragma user_version = 99999');
    const before = statSync(folder.store).mtimeMs;
    expect(() => openStore(folder, () => {})).toThrow(
      expect.objectContaining({ problem: 'from-newer-version' }),
    );
    expect(statSync(folder.store).mtimeMs).toBe(before);
  });

  it('refuses a damaged file instead of making a new one', async () => {
    await aStoreOf(1);
    tamperFile(folder.store);
    expect(() => openStore(folder, () => {})).toThrow(expect.objectContaining({ problem: 'damaged' }));
    expect(existsSync(folder.store)).toBe(true);
  });

  it('runs at FULL, read after the first write', async () => {
    const store = await openFounded(folder);
    expect(store.writer.db().pragma('synchronous', { simple: true })).toBe(2);
    await store.close();
  });
});
