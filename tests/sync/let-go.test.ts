import { copyFileSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { array, asyncProperty, assert as check, nat } from 'fast-check';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { baseHeads, heldByStoreBase } from '#electron/store/base/base-rows.ts';
import { copyStoreRows, createStoreFile, STORE_TABLES } from '#electron/store/base/store-file.ts';
import type { DataFolder } from '#electron/store/data-folder.ts';
import { readLinkFaults } from '#electron/store/link/link-rows.ts';
import { makeBackup, verifyBackup } from '#electron/store/maintenance/backup.ts';
import { examine } from '#electron/store/maintenance/doctor.ts';
import { restore } from '#electron/store/maintenance/restore.ts';
import type { RegisterStore } from '#electron/store/register-store.ts';
import { FULL } from '../crash/seeds.ts';
import { dropFolder, newFolder, openFounded, payIn } from '../store/founded.ts';
import { all, FEED, histories, LATER, type LivedStore, livedStore, rowsOf } from './lived-store.ts';

const SEED = Number(process.env['FC_SEED'] ?? 1);
const RUNS = { numRuns: Number(process.env['FC_RUNS'] ?? (FULL ? 30 : 5)), seed: SEED };

let lived: LivedStore;
let folder: DataFolder;
let store: RegisterStore;

beforeAll(async () => {
  lived = await livedStore(SEED);
}, 120_000);
afterAll(() => dropFolder(lived.folder));
beforeEach(async () => {
  folder = newFolder();
  store = await lived.openCopy(folder);
});
afterEach(async () => {
  await store.close();
  dropFolder(folder);
});

const reopen = async (between: () => void = () => {}) => {
  await store.close();
  between();
  store = await openFounded(folder);
};
const count = (sql: string, ...of: unknown[]) =>
  Number(
    store.writer
      .db()
      .prepare(sql)
      .pluck()
      .get(...of),
  );
const standing = () => count('select count(*) from journal');

describe('facts that are let go', () => {
  test('are what their tables say: all else is as it was', async () => {
    const before = rowsOf(store.reading);
    const held = standing();
    expect(await store.storeBase.letGo(all(store.reading))).toBe(true);
    expect(rowsOf(store.reading)).toEqual(before);
    // Of every history its last fact stays.
    expect(standing()).toBe(histories(store.reading).length);
    expect(store.storeBase.current()?.places).toBe(held - standing());
    const { findings, letGo } = examine(folder);
    expect([findings, letGo?.facts]).toEqual([[], held - standing()]);
    expect(await lived.differs(store)).toBe(0);
    await payIn(store);
    expect(examine(folder).findings).toEqual([]);
  });

  test('go at any point, as often as one likes, and no row, chain, number or digest tells the difference', async () => {
    await check(
      asyncProperty(
        array(array(nat(400), { minLength: 6, maxLength: 6 }), { maxLength: 3 }),
        async (turns) => {
          const place = newFolder();
          const ends = histories(store.reading);
          const before = rowsOf(store.reading);
          const kept = store;
          store = await lived.openCopy(place);
          try {
            for (const turn of turns) {
              const archived = ends.map((end, n) => ({ ...end, seq: Math.min(end.seq, turn[n] ?? 0) }));
              await store.storeBase.letGo({ ...all(store.reading), archived });
              expect(rowsOf(store.reading)).toEqual(before);
              expect(examine(place).findings).toEqual([]);
              expect(await lived.differs(store)).toBe(0);
            }
          } finally {
            await store.close();
            store = kept;
            dropFolder(place);
          }
        },
      ),
      RUNS,
    );
  });

  test.each([
    ['that are not in a verified backup', { archived: [] }],
    ['that are young', { before: 0 }],
    ['that are few', { least: 100_000 }],
    ['another headquarters speaks of', { incarnation: 'life-2' }],
  ])('none go %s', async (_what, but) => {
    const held = standing();
    expect(await store.storeBase.letGo({ ...all(store.reading), ...but })).toBe(false);
    expect([standing(), store.storeBase.current()]).toEqual([held, null]);
  });

  test.each([
    ['has never joined', 'delete from local_link'],
    ['hands its catalog over', "update local_link set state = 'handing-over'"],
    ['has a row no fact explains', "insert into series values ('R01', '9', '1-a', 'sale', 3)"],
    ['has a damaged fact', "update journal set body = cast('{}' as blob) where position = 20"],
  ])('none go from a store that %s', async (_what, sql) => {
    const may = all(store.reading);
    store.writer.within((db) => db.exec(sql));
    const held = standing();
    expect(await store.storeBase.letGo(may)).toBe(false);
    expect([standing(), store.storeBase.current()]).toEqual([held, null]);
  });

  test('none go from one on that was put aside', async () => {
    const aside = store.reading
      .prepare("select id, origin, epoch, seq from journal where origin = 'device-2' and seq > 10 limit 1")
      .get() as { id: string; origin: string; epoch: string; seq: number };
    const may = all(store.reading);
    store.writer.within((db) =>
      db
        .prepare(
          "insert into local_link_fault values (?, ?, 0, 'device-2', 'sale.completed', 'fork', 'of another life', 0, null, null, null)",
        )
        .run(aside.id, FEED),
    );
    await store.storeBase.letGo(may);
    const stands = 'select min(seq) from journal where origin = ? and epoch = ?';
    expect(count(stands, aside.origin, aside.epoch)).toBeLessThanOrEqual(aside.seq);
  });

  test('that come again are held, whatever life of headquarters sends them', async () => {
    await store.storeBase.letGo(all(store.reading));
    const before = [rowsOf(store.reading), standing()];
    const page = { feed: FEED, incarnation: 'life-2', from: 0, end: lived.facts.length, items: lived.facts };
    await store.receive(page);
    expect([rowsOf(store.reading), standing()]).toEqual(before);
    expect(readLinkFaults(store.reading)).toEqual([]);
    const [head] = heldByStoreBase(store.reading).heads.filter(({ origin }) => origin === 'device-2');
    const last = lived.facts.findLast(
      (fact) =>
        fact.head.origin === 'device-2' && fact.head.epoch === head?.epoch && fact.head.seq === head.seq,
    );
    if (!last) throw new Error('the last fact that was let go');
    const other = { ...last, head: { ...last.head, id: 'another' as never }, hash: new Uint8Array(32) };
    await store.receive({ ...page, items: [other], end: 1, incarnation: 'life-3' });
    expect(readLinkFaults(store.reading)).toMatchObject([{ entry: 'another', state: 'fork' }]);
  });

  test('come back with a backup, and stay gone from one that was made after', async () => {
    const before = rowsOf(store.reading);
    const early = `${folder.root}.early`;
    copyFileSync(makeBackup(folder, LATER, 'manual').path, early);
    await store.storeBase.letGo(all(store.reading));
    await payIn(store, 55);
    const late = makeBackup(folder, LATER + 1000, 'manual');
    expect(verifyBackup(late.path).position).toBe(store.head().position);
    const restored = (path: string) =>
      restore(folder, path, { now: LATER + 2000, newId: () => crypto.randomUUID() });
    await reopen(() => restored(late.path));
    expect(examine(folder)).toMatchObject({ findings: [], letGo: { facts: expect.any(Number) } });
    await payIn(store, 56);
    await reopen(() => restored(early));
    const { findings, letGo } = examine(folder);
    expect([findings, letGo]).toEqual([[], null]);
    const series = ([name]: (typeof before)[number]) => name !== 'epoch';
    expect(rowsOf(store.reading).filter(series)).toEqual(before.filter(series));
  });

  test('are missed by the doctor where the base is damaged, and one too many or too few in the journal too', async () => {
    await store.storeBase.letGo({ ...all(store.reading), before: 1_795_000_000_001 });
    const spoil = (sql: string) => store.writer.within((db) => db.exec(sql));
    const [{ origin, epoch, seq } = { origin: '', epoch: '', seq: 0 }] = heldByStoreBase(store.reading).heads;
    const kept = readLastOf(store.reading, { origin, epoch });
    expect(kept).toBeGreaterThan(seq);
    spoil("update local_base set places = places + 1 where room = 'store'");
    expect(examine(folder).findings[0]?.what).toMatch(/1 entries more than were left/);
    spoil("update local_base set places = places - 2 where room = 'store'");
    expect(examine(folder).findings[0]?.what).toMatch(/position \d+ follows/);
    spoil("update local_base set places = places + 1 where room = 'store'");
    expect(examine(folder).findings).toEqual([]);
    spoil("update local_base_chunk set bytes = x'00' where chunk = 0");
    expect(examine(folder).findings).toMatchObject([{ code: 'base-damaged' }]);
  });
});

const readLastOf = (db: Database, { origin, epoch }: { readonly origin: string; readonly epoch: string }) =>
  histories(db).find((each) => each.origin === origin && each.epoch === epoch)?.seq;

test('a base is known by what it holds', async () => {
  await store.storeBase.letGo(all(store.reading));
  const { covers, endAt, endsWith, through } = baseHeads(store.reading);
  const [head] = heldByStoreBase(store.reading).heads;
  if (!head) throw new Error('a head');
  const hash = Buffer.from(head.hash, 'hex');
  expect([through(head), covers(head, head.seq), covers(head, head.seq + 1)]).toEqual([
    head.seq,
    true,
    false,
  ]);
  expect([endAt(head, head.seq), endAt(head, head.seq - 1)]).toEqual([hash, null]);
  expect([endsWith(head, head.seq, hash), endsWith(head, head.seq, hash.subarray(1))]).toEqual([true, false]);
});

test('a base of an earlier program is read as the store itself was brought forward', () => {
  const path = `${folder.root}/earlier.db`;
  const made = createStoreFile(path);
  made.prepare("insert into series values ('R01', '1', '1-a', 'sale', 7)").run();
  const later = STORE_TABLES.filter(({ name }) => name.startsWith('transfer'));
  for (const { name } of later) made.exec(`drop table ${name}`);
  made.pragma('user_version = 100');
  made.close();
  const target = createStoreFile(`${folder.root}/target.db`);
  copyStoreRows(path, target);
  expect(target.prepare('select last from series').pluck().all()).toEqual([7]);
  expect(target.prepare('select count(*) from transfer').pluck().get()).toBe(0);
  target.close();
});
