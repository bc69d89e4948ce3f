import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { zstdCompressSync } from 'node:zlib';
import type { Database } from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { heldByStoreBase } from '#electron/store/base/base-rows.ts';
import type { FetchedFile } from '#electron/store/base/fetched-file.ts';
import { createStoreFile, STORE_TABLES } from '#electron/store/base/store-file.ts';
import { UnsoundBase } from '#electron/store/base/unpack-base.ts';
import type { DataFolder } from '#electron/store/data-folder.ts';
import { readFeeds, readLinkFaults } from '#electron/store/link/link-rows.ts';
import { examine } from '#electron/store/maintenance/doctor.ts';
import type { RegisterStore } from '#electron/store/register-store.ts';
import { nodeCodec } from '#node/codec.ts';
import { STORE_SHAPE } from '#node/store-shape.ts';
import { quote } from '#shared/journal/ddl.ts';
import { readHeader } from '#shared/journal/entry.ts';
import type { ReceivedEntry } from '#shared/link/batch.ts';
import { toHex } from '#shared/link/bytes.ts';
import { takesStoreFile, wishesStoreFile } from '#shared/link/device/store-wish.ts';
import { type HqStoreManifest, storeFileName } from '#shared/link/store-base.ts';
import { dropFolder, newFolder, openFounded, payIn } from '../store/founded.ts';
import { survives } from '../support/dying-writer.ts';
import { all, FEED, histories, type LivedStore, livedStore, rowsOf } from './lived-store.ts';
import { follow, tie } from './received.ts';

const SEED = Number(process.env['FC_SEED'] ?? 1);
/** Small, so that a small store has many. */
const CHUNK = 16 * 1024;

interface PackedStore {
  readonly fetched: FetchedFile<HqStoreManifest>;
  readonly chunks: readonly Buffer[];
}

let lived: LivedStore;
/** The feed of the store, as headquarters has it: all that its first register holds. */
let feed: readonly ReceivedEntry[];
/** The file holds the facts before `at`. */
let at: number;
let file: PackedStore;
let folder: DataFolder;
let store: RegisterStore;

beforeAll(async () => {
  lived = await livedStore(SEED);
  const place = newFolder();
  const copy = await lived.openCopy(place);
  feed = (
    copy.reading.prepare('select header, body, prev, hash from journal order by position').all() as Omit<
      ReceivedEntry,
      'head'
    >[]
  ).map((sealed) => ({ ...sealed, head: readHeader(sealed.header, nodeCodec) as ReceivedEntry['head'] }));
  await copy.close();
  dropFolder(place);
  at = Math.floor(feed.length * 0.7);
  file = await packedStore(feed.slice(0, at));
}, 120_000);
afterAll(() => dropFolder(lived.folder));
beforeEach(async () => {
  folder = newFolder();
  store = await openFounded(folder);
  tie(store, 'filling');
  await store.renewCatalog('headquarters keeps it');
});
afterEach(async () => {
  await store.close();
  dropFolder(folder);
});

/** What these facts of the store's feed make, as headquarters packs it; `change`: what is done to it before. */
async function packedStore(
  facts: readonly ReceivedEntry[],
  given: { readonly incarnation?: string; readonly change?: (db: Database) => void } = {},
): Promise<PackedStore> {
  const place = newFolder();
  const made = await reader(place, facts);
  const path = join(place.root, 'packed.db');
  const db = createStoreFile(path);
  db.prepare('attach ? as live').run(place.store);
  const own = made.self().epoch;
  for (const { name, columns } of STORE_TABLES) {
    const list = Object.keys(columns).map(quote).join(', ');
    db.exec(`insert into main.${quote(name)} (${list}) select ${list} from live.${quote(name)}`);
  }
  db.prepare('delete from epoch where epoch = ?').run(own);
  db.exec('detach live');
  given.change?.(db);
  db.close();
  await made.close();
  const bytes = readFileSync(path);
  dropFolder(place);
  const parts = Array.from({ length: Math.ceil(bytes.length / CHUNK) }, (_, n) =>
    bytes.subarray(n * CHUNK, (n + 1) * CHUNK),
  );
  const chunks = parts.map((part) => zstdCompressSync(part));
  const ends = new Map(
    facts.map(({ head: { origin, epoch, seq }, hash }) => [
      `${origin} ${epoch}`,
      { origin, epoch, seq, hash: toHex(hash) },
    ]),
  );
  const manifest: HqStoreManifest = {
    v: 1,
    shape: STORE_SHAPE,
    store: 'R01',
    feed: { incarnation: given.incarnation ?? 'life-1', position: facts.length },
    heads: [...ends.values()],
    brought: [],
    bytes: bytes.length,
    chunks: chunks.map((chunk, n) => ({
      hash: toHex(nodeCodec.sha256(chunk)),
      packed: chunk.length,
      bytes: parts[n]?.length ?? 0,
    })),
    madeAt: 0,
  };
  const text = JSON.stringify(manifest);
  return { fetched: { file: storeFileName(text, nodeCodec), text, manifest }, chunks };
}

/** A register that reads the feed fact by fact. */
async function reader(place: DataFolder, facts: readonly ReceivedEntry[]): Promise<RegisterStore> {
  const opened = await openFounded(place);
  tie(opened, 'filling');
  await opened.renewCatalog('headquarters keeps it');
  await follow(opened, FEED, facts);
  return opened;
}

/** The rows of such a register, but for the beginning of its own history. */
async function rowsByFeed(facts: readonly ReceivedEntry[]) {
  const place = newFolder();
  const other = await reader(place, facts);
  const rows = butOwn(other);
  await other.close();
  dropFolder(place);
  return rows;
}

const butOwn = (opened: RegisterStore) =>
  rowsOf(opened.reading).map(([name, rows]) => [
    name,
    name === 'epoch' ? rows.filter((row) => row['epoch'] !== opened.self().epoch) : rows,
  ]);
const keepAll = async ({ fetched, chunks }: PackedStore) => {
  await store.storeBase.begin(fetched);
  await store.storeBase.keep(fetched.file, [...chunks.entries()]);
};
const adopt = async (packed = file) => {
  await keepAll(packed);
  await store.storeBase.adopt(packed.fetched);
};
const behind = () => follow(store, FEED, feed.slice(at), { from: at });
const reopen = async () => {
  await store.close();
  store = await openFounded(folder);
};
const cursor = () => readFeeds(store.reading).find(({ feed: name }) => name === FEED);
const becomeJoined = () => store.writer.within((db) => db.exec("update local_link set state = 'joined'"));

test('it is asked for by a new register that has nothing, or much to come', () => {
  const nothing = { incarnation: 'a', position: 0, end: 10 };
  const much = { ...nothing, position: 100, end: 5100 };
  expect([nothing, much].map(wishesStoreFile)).toEqual([true, true]);
  expect(
    [
      { ...nothing, end: 0 },
      { ...much, end: 5099 },
    ].map(wishesStoreFile),
  ).toEqual([false, false]);
  expect([
    takesStoreFile(nothing, { incarnation: 'a', position: 1 }),
    takesStoreFile(nothing, { incarnation: 'b', position: 1 }),
    takesStoreFile(much, { incarnation: 'a', position: 5099 }),
  ]).toEqual([true, false, false]);
});

describe('a register that begins with a file of its store', () => {
  test('has the rows of one that read the feed fact by fact, and follows what is behind', async () => {
    await adopt();
    expect(butOwn(store)).toEqual(await rowsByFeed(feed.slice(0, at)));
    expect(cursor()).toMatchObject({ position: at, incarnation: 'life-1', stopped: 0 });
    expect(examine(folder).findings).toEqual([]);
    await behind();
    expect(readLinkFaults(store.reading)).toEqual([]);
    expect(butOwn(store)).toEqual(await rowsByFeed(feed));
    expect(examine(folder).findings).toEqual([]);
    expect(await lived.differs(store)).toBe(0);
  });

  test('carries its own facts over, those headquarters has and those it has not', async () => {
    const own = () =>
      store.reading
        .prepare('select seq from journal where epoch = ? order by seq')
        .pluck()
        .all(store.self().epoch);
    for (let n = 0; n < 5; n++) await payIn(store, 700_000 + n);
    const mine = store.reading
      .prepare('select header, body, prev, hash from journal where epoch = ? and seq <= 3 order by seq')
      .all(store.self().epoch) as Omit<ReceivedEntry, 'head'>[];
    const sent = mine.map((sealed) => ({
      ...sealed,
      head: readHeader(sealed.header, nodeCodec) as ReceivedEntry['head'],
    }));
    const before = own();
    await adopt(await packedStore([...feed.slice(0, at), ...sent]));
    // Nothing of its own is deleted: headquarters may not have it in a backup yet.
    expect(own()).toEqual(before);
    const amounts = () =>
      store.reading
        .prepare('select amount from cash_move where amount >= 700000 order by amount')
        .pluck()
        .all();
    expect(amounts()).toEqual([0, 1, 2, 3, 4].map((n) => 700_000 + n));
    expect(examine(folder).findings).toEqual([]);
    await payIn(store, 700_005);
    await reopen();
    expect(examine(folder).findings).toEqual([]);
    // What is archived goes at last, and what was covered with it.
    becomeJoined();
    const archived = (seq: number) => [{ origin: store.self().device, epoch: store.self().epoch, seq }];
    for (const [seq, left] of [
      [2, [3, 4, 5, 6, 7]],
      [4, [5, 6, 7]],
    ] as const) {
      expect(await store.storeBase.letGo({ ...all(store.reading), archived: archived(seq) })).toBe(true);
      expect(own()).toEqual(left);
      expect(examine(folder).findings).toEqual([]);
    }
    expect(amounts()).toEqual([0, 1, 2, 3, 4, 5].map((n) => 700_000 + n));
  });

  test('lets go on top of it, and keeps what headquarters’ file holds', async () => {
    await adopt();
    await behind();
    becomeJoined();
    const before = rowsOf(store.reading);
    expect(await store.storeBase.letGo(all(store.reading))).toBe(true);
    expect(rowsOf(store.reading)).toEqual(before);
    expect(examine(folder).findings).toEqual([]);
    expect(heldByStoreBase(store.reading).heads).toHaveLength(
      new Set(feed.map(({ head }) => `${head.origin} ${head.epoch}`)).size,
    );
  });

  test('reads the feed of a restored headquarters from the start: what is in the file is passed over', async () => {
    await adopt();
    const before = rowsOf(store.reading);
    const page = { feed: FEED, incarnation: 'life-2', from: 0, end: at, items: feed.slice(0, at) };
    await store.receive(page);
    expect([rowsOf(store.reading), readLinkFaults(store.reading)]).toEqual([before, []]);
    expect(examine(folder).findings).toEqual([]);
  });

  test('cut anywhere goes on: it has nothing of the file, or all of it', async () => {
    const nothing = rowsOf(store.reading);
    const whole = await rowsByFeed(feed.slice(0, at));
    for (let writes = 0, ended = false; !ended; writes++) {
      ended = await survives(store.writer, writes, fetched);
      await reopen();
      if (cursor() === undefined) expect(rowsOf(store.reading)).toEqual(nothing);
      else expect(butOwn(store)).toEqual(whole);
      expect(examine(folder).findings).toEqual([]);
    }
    expect(cursor()).toMatchObject({ position: at });
    expect(store.storeBase.begun()).toBeNull();
  });

  /** As the link does it, a chunk at a time; what is held is not fetched again. */
  async function fetched(): Promise<void> {
    if (cursor() !== undefined) return;
    await store.storeBase.begin(file.fetched);
    const held = store.storeBase.held(file.fetched.file);
    for (const [chunk, bytes] of file.chunks.entries())
      if (!held.has(chunk)) await store.storeBase.keep(file.fetched.file, [[chunk, bytes]]);
    await store.storeBase.adopt(file.fetched);
  }
});

describe('a file that is not to be taken changes nothing', () => {
  test.each<[string, (db: Database) => void]>([
    ['of a later program', (db) => void db.pragma(`user_version = ${STORE_SHAPE + 1}`)],
    ['without a table', (db) => void db.exec('drop table sale')],
    ['without a column', (db) => void db.exec('alter table series drop column last')],
  ])('%s', async (_what, change) => {
    const before = rowsOf(store.reading);
    await expect(adopt(await packedStore(feed.slice(0, at), { change }))).rejects.toThrow(UnsoundBase);
    expect([rowsOf(store.reading), cursor(), store.storeBase.current()]).toEqual([before, undefined, null]);
    await store.storeBase.giveUp();
    await follow(store, FEED, feed);
    expect(butOwn(store)).toEqual(await rowsByFeed(feed));
  });

  test('of another life of headquarters, or for a register that sells already', async () => {
    const before = rowsOf(store.reading);
    await expect(adopt(await packedStore(feed.slice(0, 50), { incarnation: 'life-0' }))).rejects.toThrow(
      'not asked for',
    );
    becomeJoined();
    await expect(adopt()).rejects.toThrow('not asked for');
    expect([rowsOf(store.reading), store.storeBase.current()]).toEqual([before, null]);
  });

  test('that holds less than was let go here', async () => {
    await follow(store, FEED, feed);
    becomeJoined();
    await store.storeBase.letGo(all(store.reading));
    const [before, base] = [rowsOf(store.reading), store.storeBase.current()];
    store.writer.within((db) => db.exec("update local_link set state = 'filling'"));
    await expect(adopt()).rejects.toThrow('holds less');
    expect([rowsOf(store.reading), store.storeBase.current()]).toEqual([before, base]);
    expect(histories(store.reading).length).toBeGreaterThan(1);
    expect(examine(folder).findings).toEqual([]);
  });

  test('with a damaged chunk', async () => {
    await keepAll(file);
    store.writer.within((db) => db.exec("update local_base_chunk set bytes = x'00' where chunk = 1"));
    await expect(store.storeBase.adopt(file.fetched)).rejects.toThrow('chunk 1 is damaged');
    expect(store.storeBase.current()).toBeNull();
  });
});
