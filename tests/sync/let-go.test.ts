import { copyFileSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { array, asyncProperty, assert as check, nat } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { baseHeads, heldByStoreBase } from '#electron/store/base/base-rows.ts';
import { copyStoreRows, createStoreFile, STORE_TABLES } from '#electron/store/base/store-file.ts';
import { readLinkFaults } from '#electron/store/link/link-rows.ts';
import { makeBackup, verifyBackup } from '#electron/store/maintenance/backup.ts';
import { examine } from '#electron/store/maintenance/doctor.ts';
import { restore } from '#electron/store/maintenance/restore.ts';
import { nodeCodec } from '#node/codec.ts';
import type { EntryId } from '#shared/domain/ids.ts';
import { receiptReprinted } from '#shared/journal/entries/ticket.ts';
import { seal } from '#shared/journal/entry.ts';
import type { ReceivedEntry } from '#shared/link/batch.ts';
import { dropFolder, newFolder, payIn } from '../store/founded.ts';
import { all, FEED, histories, LATER, rowsOf } from './lived-store.ts';
import { onLivedStore, RUNS } from './on-lived-store.ts';
import { follow } from './received.ts';

const at = onLivedStore();

describe('facts that are let go', () => {
  test('are what their tables say: all else is as it was', async () => {
    const before = rowsOf(at.store.reading);
    const held = at.standing();
    expect(await at.store.storeBase.letGo(all(at.store.reading))).toBe(true);
    expect(rowsOf(at.store.reading)).toEqual(before);
    // Of every history its last fact stays.
    expect(at.standing()).toBe(histories(at.store.reading).length);
    expect(at.store.storeBase.current()?.places).toBe(held - at.standing());
    const { findings, letGo } = examine(at.folder);
    expect([findings, letGo?.facts]).toEqual([[], held - at.standing()]);
    expect(await at.lived.differs(at.store)).toBe(0);
    await payIn(at.store);
    expect(examine(at.folder).findings).toEqual([]);
  });

  test('go at any point, as often as one likes, and no row, chain, number or digest tells the difference', async () => {
    await check(
      asyncProperty(
        array(array(nat(400), { minLength: 6, maxLength: 6 }), { maxLength: 3 }),
        async (turns) => {
          const place = newFolder();
          const ends = histories(at.store.reading);
          const before = rowsOf(at.store.reading);
          const kept = at.store;
          at.store = await at.lived.openCopy(place);
          try {
            for (const turn of turns) {
              const archived = ends.map((end, n) => ({ ...end, seq: Math.min(end.seq, turn[n] ?? 0) }));
              await at.store.storeBase.letGo({ ...all(at.store.reading), archived });
              expect(rowsOf(at.store.reading)).toEqual(before);
              expect(examine(place).findings).toEqual([]);
              expect(await at.lived.differs(at.store)).toBe(0);
            }
          } finally {
            await at.store.close();
            at.store = kept;
            dropFolder(place);
          }
        },
      ),
      RUNS,
    );
  });

  test('and what a disk lost besides are told apart: that comes again to places behind the base, or where one was lost', async () => {
    await at.store.storeBase.letGo(all(at.store.reading));
    // Behind the base: what every register of the store says next.
    const heads = histories(at.store.reading).filter(({ origin }) => origin !== at.store.self().device);
    const [of] = heads;
    if (!of) throw new Error('others');
    const last = at.lived.facts.findLast(({ head }) => head.origin === of.origin && head.epoch === of.epoch);
    if (!last) throw new Error('a history');
    const next = goOn(last, 4);
    await follow(at.store, FEED, next, { from: at.lived.facts.length });
    const before = rowsOf(at.store.reading);
    const lose = 'delete from journal where id = ?';
    at.store.writer.within((db) => {
      for (const fact of [last, next[1]]) db.prepare(lose).run(fact?.head.id);
    });
    const feed = [...at.lived.facts, ...next];
    const page = { feed: FEED, incarnation: 'life-2', from: 0, end: feed.length, items: feed };
    await at.store.receive(page);
    expect(rowsOf(at.store.reading)).toEqual(before);
    expect(examine(at.folder).findings).toEqual([]);
    verifyBackup(makeBackup(at.folder, LATER, 'manual').path);
  });

  test.each([
    ['that are not in a verified backup', { archived: [] }],
    ['that are young', { before: 0 }],
    ['that are few', { least: 100_000 }],
    ['another headquarters speaks of', { incarnation: 'life-2' }],
  ])('none go %s', async (_what, but) => {
    const held = at.standing();
    expect(await at.store.storeBase.letGo({ ...all(at.store.reading), ...but })).toBe(false);
    expect([at.standing(), at.store.storeBase.current()]).toEqual([held, null]);
  });

  test.each([
    ['has never joined', 'delete from local_link'],
    ['hands its catalog over', "update local_link set state = 'handing-over'"],
    ['has a row no fact explains', "insert into series values ('R01', '9', '1-a', 'sale', 3)"],
    ['has a damaged fact', "update journal set body = cast('{}' as blob) where position = 20"],
  ])('none go from a store that %s', async (_what, sql) => {
    const may = all(at.store.reading);
    at.store.writer.within((db) => db.exec(sql));
    const held = at.standing();
    expect(await at.store.storeBase.letGo(may)).toBe(false);
    expect([at.standing(), at.store.storeBase.current()]).toEqual([held, null]);
  });

  test('none go from one on that was put aside', async () => {
    const aside = at.store.reading
      .prepare("select id, origin, epoch, seq from journal where origin = 'device-2' and seq > 10 limit 1")
      .get() as { id: string; origin: string; epoch: string; seq: number };
    const may = all(at.store.reading);
    at.store.writer.within((db) =>
      db
        .prepare(
          "insert into local_link_fault values (?, ?, 0, 'device-2', 'sale.completed', 'fork', 'of another life', 0, null, null, null)",
        )
        .run(aside.id, FEED),
    );
    await at.store.storeBase.letGo(may);
    const stands = 'select min(seq) from journal where origin = ? and epoch = ?';
    expect(at.count(stands, aside.origin, aside.epoch)).toBeLessThanOrEqual(aside.seq);
  });

  test('that come again are held, whatever life of headquarters sends them', async () => {
    await at.store.storeBase.letGo(all(at.store.reading));
    const before = [rowsOf(at.store.reading), at.standing()];
    const page = {
      feed: FEED,
      incarnation: 'life-2',
      from: 0,
      end: at.lived.facts.length,
      items: at.lived.facts,
    };
    await at.store.receive(page);
    expect([rowsOf(at.store.reading), at.standing()]).toEqual(before);
    expect(readLinkFaults(at.store.reading)).toEqual([]);
    const [head] = heldByStoreBase(at.store.reading).heads.filter(({ origin }) => origin === 'device-2');
    const last = at.lived.facts.findLast(
      (fact) =>
        fact.head.origin === 'device-2' && fact.head.epoch === head?.epoch && fact.head.seq === head.seq,
    );
    if (!last) throw new Error('the last fact that was let go');
    const other = { ...last, head: { ...last.head, id: 'another' as never }, hash: new Uint8Array(32) };
    await at.store.receive({ ...page, items: [other], end: 1, incarnation: 'life-3' });
    expect(readLinkFaults(at.store.reading)).toMatchObject([{ entry: 'another', state: 'fork' }]);
  });

  test('come back with a backup, and stay gone from one that was made after', async () => {
    const before = rowsOf(at.store.reading);
    const early = `${at.folder.root}.early`;
    copyFileSync(makeBackup(at.folder, LATER, 'manual').path, early);
    await at.store.storeBase.letGo(all(at.store.reading));
    await payIn(at.store, 55);
    const late = makeBackup(at.folder, LATER + 1000, 'manual');
    expect(verifyBackup(late.path).position).toBe(at.store.head().position);
    const restored = (path: string) =>
      restore(at.folder, path, { now: LATER + 2000, newId: () => crypto.randomUUID() });
    await at.reopen(() => restored(late.path));
    expect(examine(at.folder)).toMatchObject({ findings: [], letGo: { facts: expect.any(Number) } });
    await payIn(at.store, 56);
    await at.reopen(() => restored(early));
    const { findings, letGo } = examine(at.folder);
    expect([findings, letGo]).toEqual([[], null]);
    const series = ([name]: (typeof before)[number]) => name !== 'epoch';
    expect(rowsOf(at.store.reading).filter(series)).toEqual(before.filter(series));
  });

  test('are missed by the doctor where the base is damaged, and one too many or too few in the journal too', async () => {
    await at.store.storeBase.letGo({ ...all(at.store.reading), before: 1_795_000_000_001 });
    const spoil = (sql: string) => at.store.writer.within((db) => db.exec(sql));
    const [{ origin, epoch, seq } = { origin: '', epoch: '', seq: 0 }] = heldByStoreBase(
      at.store.reading,
    ).heads;
    const kept = readLastOf(at.store.reading, { origin, epoch });
    expect(kept).toBeGreaterThan(seq);
    spoil("update local_base set places = places + 1 where room = 'store'");
    expect(examine(at.folder).findings[0]?.what).toMatch(/1 entries more than were left/);
    spoil("update local_base set places = places - 2 where room = 'store'");
    expect(examine(at.folder).findings[0]?.what).toMatch(/position \d+ follows/);
    spoil("update local_base set places = places + 1 where room = 'store'");
    expect(examine(at.folder).findings).toEqual([]);
    spoil("update local_base_chunk set bytes = x'00' where chunk = 0");
    expect(examine(at.folder).findings).toMatchObject([{ code: 'base-damaged' }]);
  });
});

const readLastOf = (db: Database, { origin, epoch }: { readonly origin: string; readonly epoch: string }) =>
  histories(db).find((each) => each.origin === origin && each.epoch === epoch)?.seq;

test('a base is known by what it holds', async () => {
  await at.store.storeBase.letGo(all(at.store.reading));
  const { covers, endAt, endsWith, through } = baseHeads(at.store.reading);
  const [head] = heldByStoreBase(at.store.reading).heads;
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
  const path = `${at.folder.root}/earlier.db`;
  const made = createStoreFile(path);
  made.prepare("insert into series values ('R01', '1', '1-a', 'sale', 7)").run();
  const later = STORE_TABLES.filter(({ name }) => name.startsWith('transfer'));
  for (const { name } of later) made.exec(`drop table ${name}`);
  made.pragma('user_version = 100');
  made.close();
  const target = createStoreFile(`${at.folder.root}/target.db`);
  copyStoreRows(path, target);
  expect(target.prepare('select last from series').pluck().all()).toEqual([7]);
  expect(target.prepare('select count(*) from transfer').pluck().get()).toBe(0);
  target.close();
});

/** What an author says after a fact: reprints, of which no row tells whether they have counted. */
function goOn(last: ReceivedEntry, times: number): ReceivedEntry[] {
  const facts: ReceivedEntry[] = [];
  for (let before = last; facts.length < times; before = facts.at(-1) ?? last) {
    const seq = before.head.seq + 1;
    const kind = { type: receiptReprinted.type, v: receiptReprinted.v, shift: null };
    const head = { ...before.head, ...kind, id: `after-${seq}` as EntryId, seq };
    const body = { document: `sale-${seq}`, number: 'R01-2-1', by: 'clerk', approvals: [] };
    facts.push({ ...seal({ ...head, body }, before.hash, nodeCodec), head });
  }
  return facts;
}
