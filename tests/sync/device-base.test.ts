import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { UnsoundBase } from '#electron/store/base/unpack-base.ts';
import { catalogGenerations, type DataFolder } from '#electron/store/data-folder.ts';
import { readFeeds, readLink, readLinkFaults } from '#electron/store/link/link-rows.ts';
import { makeBackup } from '#electron/store/maintenance/backup.ts';
import { examine } from '#electron/store/maintenance/doctor.ts';
import { restore } from '#electron/store/maintenance/restore.ts';
import type { RegisterStore } from '#electron/store/register-store.ts';
import { HQ_CHAIN } from '#shared/journal/author.ts';
import { TABLES } from '#shared/journal/database.ts';
import { quote } from '#shared/journal/ddl.ts';
import type { Entry } from '#shared/journal/entry.ts';
import { ENTRY_TYPES } from '#shared/journal/registry.ts';
import type { ReceivedEntry } from '#shared/link/batch.ts';
import { dropFolder, newFolder, openFounded, payIn } from '../store/founded.ts';
import { threeAuthors } from '../support/stories.ts';
import { type PackedCatalog, packedCatalog } from './packed-catalog.ts';
import { follow, sealedRuns, tie } from './received.ts';

let chain: readonly ReceivedEntry[];
/** The file holds the facts before `at`. */
let at: number;
let file: PackedCatalog;
let folder: DataFolder;
let store: RegisterStore;

beforeAll(async () => {
  const told = await threeAuthors(Number(process.env['FC_SEED'] ?? 1));
  chain = sealedRuns(
    told
      .filter(({ type }) => ENTRY_TYPES.get(type)?.scope === 'chain')
      .map((fact) => ({ ...fact, origin: HQ_CHAIN })),
    1,
  );
  at = Math.floor(chain.length * 0.7);
  file = await packedCatalog(chain.slice(0, at));
});
beforeEach(async () => {
  folder = newFolder();
  store = await joined(folder);
});
afterEach(async () => {
  await store.close();
  dropFolder(folder);
});

async function joined(at: DataFolder): Promise<RegisterStore> {
  const opened = await openFounded(at);
  tie(opened, 'joined');
  await opened.renewCatalog('headquarters keeps it');
  return opened;
}

const keepAll = async ({ fetched, chunks }: PackedCatalog) =>
  await store.base.keep(fetched.file, [...chunks.entries()]);
const adopt = async (packed = file) => {
  await keepAll(packed);
  await store.base.adopt(packed.fetched);
};
const behind = (from = at) => follow(store, 'chain', chain.slice(from), { from });
const reopen = async (between: () => void = () => {}) => {
  await store.close();
  between();
  store = await openFounded(folder);
};
const cursor = () => readFeeds(store.reading).find(({ feed }) => feed === 'chain');
const rowsOf = (opened: RegisterStore) =>
  TABLES.filter(({ room }) => room === 'catalog').map(({ name, columns, key }) => [
    name,
    opened.reading
      .prepare(
        `select ${Object.keys(columns).map(quote).join(', ')} from ${quote(name)} order by ${key.map(quote).join(', ')}`,
      )
      .all(),
  ]);
/** What a register holds to which the same facts came one by one. */
const rowsByFeed = async (facts: readonly ReceivedEntry[]) => {
  const place = newFolder();
  const other = await joined(place);
  await follow(other, 'chain', facts);
  const rows = rowsOf(other);
  await other.close();
  dropFolder(place);
  return rows;
};
const newest = () => folder.catalog(catalogGenerations(folder)[0] ?? 0);
const tear = (path: string) => writeFileSync(path, readFileSync(path).fill(7, 4096, 4096 * 20));
const spoil = (sql: string) => store.writer.within((db) => db.exec(sql));

describe('a catalog that began as a file', () => {
  test('has the rows the facts make, and follows those behind it', async () => {
    await adopt();
    expect(rowsOf(store)).toEqual(await rowsByFeed(chain.slice(0, at)));
    expect(cursor()).toMatchObject({ position: at, incarnation: 'life-1', stopped: 0 });
    await payIn(store);
    await behind();
    expect(rowsOf(store)).toEqual(await rowsByFeed(chain));
    expect(readLinkFaults(store.reading)).toEqual([]);
    expect(examine(folder).findings).toEqual([]);
  });

  test('takes the place of what was read of the feed; the gap in the chain’s journal is explained', async () => {
    const read = Math.floor(at / 3);
    await follow(store, 'chain', chain.slice(0, read));
    await adopt();
    await behind();
    expect(rowsOf(store)).toEqual(await rowsByFeed(chain));
    const { findings, entries } = examine(folder);
    expect([findings, entries]).toEqual([[], 1 + read + chain.length - at]);
    const next = await packedCatalog(chain);
    await keepAll(next);
    // Somebody has begun to make the catalog anew of the file before.
    await Promise.all([store.renewCatalog('a person asked'), store.base.adopt(next.fetched)]);
    expect(store.base.held(file.fetched.file).size).toBe(0);
    expect(rowsOf(store)).toEqual(await rowsByFeed(chain));
    expect(examine(folder).findings).toEqual([]);
  });

  test('takes no fact behind it that does not follow its last one', async () => {
    await adopt();
    const [first] = chain.slice(at);
    if (!first) throw new Error('a fact behind the file');
    const { head, body } = first;
    const fact = { ...head, body: JSON.parse(new TextDecoder().decode(body)) } as Entry;
    const [strange] = sealedRuns([fact], head.seq);
    await follow(store, 'chain', [strange ?? null], { from: at });
    expect(readLinkFaults(store.reading)).toMatchObject([{ entry: head.id }]);
    expect(readLinkFaults(store.reading)[0]?.state).toMatch(/fork|stopping/);
  });

  test('is made again without the network when it is damaged, lost, or when its taking was cut short', async () => {
    const before = `${folder.root}.before`;
    await store.close();
    copyFileSync(newest(), before);
    store = await openFounded(folder);
    await adopt();
    await behind();
    const whole = rowsOf(store);
    await reopen(() => tear(newest()));
    expect(rowsOf(store)).toEqual(whole);
    await reopen(() => rmSync(newest()));
    expect(rowsOf(store)).toEqual(whole);
    // The file was in force, and the old catalog not replaced yet.
    await reopen(() => {
      rmSync(newest());
      copyFileSync(before, folder.catalog(50));
      writeFileSync(folder.catalog(51), file.chunks[0] ?? '');
      writeFileSync(folder.prepared, file.chunks[0] ?? '');
    });
    expect(rowsOf(store)).toEqual(whole);
    expect(examine(folder).findings).toEqual([]);
    rmSync(before);
  });

  test('comes back with a backup', async () => {
    await adopt();
    await behind();
    const whole = rowsOf(store);
    const backup = makeBackup(folder, 1_795_000_000_000, 'manual');
    await reopen(() => {
      restore(folder, `${folder.backups}/${backup.file}`, {
        now: 1_795_000_100_000,
        newId: () => crypto.randomUUID(),
      });
    });
    expect(rowsOf(store)).toEqual(whole);
    expect(examine(folder).findings).toEqual([]);
  });

  test('that is damaged together with its file is filled again from the feed, like a new one', async () => {
    await adopt();
    await behind();
    spoil("update local_base_chunk set bytes = x'00' where chunk = 1");
    expect(examine(folder).findings).toMatchObject([{ code: 'base-damaged', what: 'chunk 1 is damaged' }]);
    await reopen(() => rmSync(newest()));
    expect(readLink(store.reading)?.state).toBe('filling');
    expect(cursor()).toMatchObject({ position: 0 });
    await follow(store, 'chain', chain);
    expect(readLinkFaults(store.reading)).toEqual([]);
    expect(rowsOf(store)).toEqual(await rowsByFeed(chain));
    expect(examine(folder).findings).toEqual([]);
  });
});

describe('a file that is not what it should be', () => {
  const flipped = (chunks: readonly Buffer[]) => {
    const bytes = Buffer.from(chunks[2] ?? '');
    bytes[20] = (bytes[20] ?? 0) ^ 1;
    return bytes.toString('hex');
  };
  const truncated = (chunks: readonly Buffer[]) => chunks[1]?.subarray(0, -1).toString('hex') ?? '';
  test.each([
    [
      'a byte differs in a chunk',
      () => spoil(`update local_base_chunk set bytes = x'${flipped(file.chunks)}' where chunk = 2`),
    ],
    [
      'a chunk is cut short',
      () => spoil(`update local_base_chunk set bytes = x'${truncated(file.chunks)}' where chunk = 1`),
    ],
    [
      'the last chunk is missing',
      () => spoil(`delete from local_base_chunk where chunk = ${file.chunks.length - 1}`),
    ],
    [
      'two chunks changed places',
      () =>
        spoil(
          `update local_base_chunk set bytes = x'${file.chunks[3]?.toString('hex') ?? ''}' where chunk = 2`,
        ),
    ],
  ])('changes nothing: %s', async (_what, damage) => {
    await follow(store, 'chain', chain.slice(0, 3));
    const before = [rowsOf(store), cursor()];
    await keepAll(file);
    damage();
    await expect(store.base.adopt(file.fetched)).rejects.toThrow(UnsoundBase);
    expect([rowsOf(store), cursor()]).toEqual(before);
    expect(store.base.current()).toBeNull();
    await behind(3);
    expect(rowsOf(store)).toEqual(await rowsByFeed(chain));
  });

  test.each([
    ['another shape', (db: import('better-sqlite3').Database) => void db.pragma('user_version = 3')],
    [
      'no catalog at all',
      (db: import('better-sqlite3').Database) => void db.exec('drop table catalog_state'),
    ],
    ['no search index', (db: import('better-sqlite3').Database) => void db.exec('drop table product_search')],
  ])('changes nothing: %s', async (_what, change) => {
    const strange = await packedCatalog(chain.slice(0, at), { change });
    await expect(adopt(strange)).rejects.toThrow(UnsoundBase);
    expect([store.base.current(), cursor()]).toEqual([null, undefined]);
  });
});

describe('headquarters that was restored', () => {
  const inLife2 = (items: readonly (ReceivedEntry | null)[], from = 0) =>
    store.receive({ feed: 'chain', incarnation: 'life-2', from, end: from + items.length, items });
  const startedAfter = (parent: ReceivedEntry) => {
    const { epoch, seq } = parent.head;
    const hash = Buffer.from(parent.hash).toString('hex');
    const body = { reason: 'restored', parent: { epoch, seq, hash } };
    const begins = {
      ...parent.head,
      id: 'hq-2',
      epoch: '2-00000000000000b2',
      seq: 1,
      type: 'epoch.started',
      v: 1,
      body,
    };
    return sealedRuns([begins as unknown as Entry])[0] ?? null;
  };

  test('reads its feed from the start: what is in the file is passed over', async () => {
    await adopt();
    const before = rowsOf(store);
    await inLife2([...chain.slice(0, at), startedAfter(chain[at - 1] as ReceivedEntry)]);
    expect(rowsOf(store)).toEqual(before);
    expect(cursor()).toMatchObject({ incarnation: 'life-2', position: at + 1, stopped: 0 });
    expect(examine(folder).findings).toEqual([]);
  });

  test('takes back what the file holds: the feed stands still until there is the next file', async () => {
    await adopt();
    await behind();
    const kept = chain.slice(0, at - 5);
    const begins = startedAfter(kept.at(-1) as ReceivedEntry);
    await inLife2([...kept, begins]);
    expect(cursor()).toMatchObject({ position: kept.length, stopped: 1 });
    await adopt(await packedCatalog(kept, { incarnation: 'life-2' }));
    expect(rowsOf(store)).toEqual(await rowsByFeed(kept));
    await inLife2([begins], kept.length);
    expect(cursor()).toMatchObject({ incarnation: 'life-2', position: kept.length + 1, stopped: 0 });
    expect(examine(folder).findings).toEqual([]);
  });
});
