import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import type { DataFolder } from '#electron/store/data-folder.ts';
import type { RegisterStore } from '#electron/store/register-store.ts';
import { catalogKind } from '#electron/sync/catalog-kind.ts';
import { FileFetch } from '#electron/sync/file-fetch.ts';
import type { CallFault } from '#electron/sync/hq-client.ts';
import { deviceKeys, newDeviceKey } from '#electron/sync/keys.ts';
import type { PullParts } from '#electron/sync/pull-lane.ts';
import { nodeCodec } from '#node/codec.ts';
import { err, ok } from '#shared/domain/result.ts';
import { HQ_CHAIN } from '#shared/journal/author.ts';
import { ENTRY_TYPES } from '#shared/journal/registry.ts';
import { toHex } from '#shared/link/bytes.ts';
import { type CatalogReply, catalogMessage } from '#shared/link/catalog-file.ts';
import { FAR_BEHIND, takesCatalog, wishesCatalog } from '#shared/link/device/catalog-wish.ts';
import { dropFolder, newFolder, openFounded } from '../store/founded.ts';
import { threeAuthors } from '../support/stories.ts';
import { type PackedCatalog, packedCatalog } from './packed-catalog.ts';
import { sealedRuns, tie } from './received.ts';

const hqKeys = deviceKeys(newDeviceKey());
let file: PackedCatalog;
let newer: PackedCatalog;
let folder: DataFolder;
let store: RegisterStore;

beforeAll(async () => {
  const chain = sealedRuns(
    (await threeAuthors(1))
      .filter(({ type }) => ENTRY_TYPES.get(type)?.scope === 'chain')
      .map((fact) => ({ ...fact, origin: HQ_CHAIN })),
    1,
  );
  file = await packedCatalog(chain.slice(0, -4));
  newer = await packedCatalog(chain);
});
beforeEach(async () => {
  folder = newFolder();
  store = await openFounded(folder);
  tie(store, 'joined');
  await store.renewCatalog('headquarters keeps it');
});
afterEach(async () => {
  await store.close();
  dropFolder(folder);
});

/** Headquarters' end: what it is asked for, and what it gives. */
class Hq {
  offers: PackedCatalog | null = file;
  readonly asked: (number | 'which')[] = [];
  sign = hqKeys.sign;
  /** What comes instead of a chunk. */
  chunk: (n: number, bytes: Uint8Array) => Uint8Array | CallFault = (_, bytes) => bytes;
  /** What it calls the file; null: by its name. */
  name: string | null = null;

  reply(): CatalogReply {
    if (this.offers === null) return { kind: 'none' };
    const { file: name, text } = this.offers.fetched;
    return {
      kind: 'file',
      file: this.name ?? name,
      manifest: text,
      signature: toHex(this.sign(catalogMessage(name, nodeCodec))),
    };
  }

  client(): PullParts['client'] {
    return {
      catalog: async () => {
        this.asked.push('which');
        return ok(this.reply());
      },
      chunk: async (_: string, at: { file: string; chunk: number }) => {
        this.asked.push(at.chunk);
        const bytes = this.offers?.fetched.file === at.file ? this.offers.chunks[at.chunk] : undefined;
        if (!bytes) return err({ code: 'GONE', retryAfter: 0 });
        const given = this.chunk(at.chunk, bytes);
        return given instanceof Uint8Array ? ok(given) : err(given);
      },
    } as never;
  }
}

const SESSION = { token: 'a', limits: { batchEntries: 1, batchBytes: 1 } };
const CHAIN = { feed: 'chain', incarnation: 'life-1', position: 0, end: 9000, stopped: false, due: true };

function fetchFrom(hq: Hq) {
  const reported: unknown[] = [];
  let now = 0;
  let chain = CHAIN;
  const parts = {
    store,
    ports: {
      timers: { now: () => now },
      report: (error: unknown) => reported.push(error),
      changed: () => {},
    },
    client: hq.client(),
    kept: { row: () => ({ state: 'joined', hq_key: hqKeys.publicKey }) },
    session: () => ({ failed: (fault: CallFault) => fault }),
  } as never;
  const fetch = new FileFetch(parts, catalogKind(parts));
  const step = () =>
    fetch.step(SESSION, chain, (position) => {
      chain = { ...chain, position, end: position };
    });
  return {
    reported,
    progress: () => fetch.progress(),
    position: () => chain.position,
    later: () => {
      now += 60_000;
    },
    step,
    /** Until there is nothing to do, or something to wait for. */
    run: async () => {
      for (;;) {
        const end = await step();
        if (end !== 'more') return end;
      }
    },
  };
}

const chunksAsked = (hq: Hq) =>
  hq.asked.filter((each) => each !== 'which').sort((a, b) => Number(a) - Number(b));
const all = (packed = file) => packed.chunks.map((_, n) => n);
const inForce = () => store.base.current()?.file ?? null;

test('it is asked for by who has nothing, is far behind, or stands still, and taken where it brings as much', () => {
  const at = { incarnation: 'a', position: 0, end: 10, stopped: false };
  const far = { ...at, position: 50, end: 50 + FAR_BEHIND };
  expect([at, far, { ...at, position: 9, stopped: true }].map(wishesCatalog)).toEqual([true, true, true]);
  expect(
    [
      { ...at, end: 0 },
      { ...far, end: far.end - 1 },
      { ...at, position: 9 },
    ].map(wishesCatalog),
  ).toEqual([false, false, false]);
  expect(takesCatalog(at, { incarnation: 'a', position: 1 })).toBe(true);
  expect(takesCatalog(at, { incarnation: 'b', position: 1 })).toBe(false);
  expect(takesCatalog(far, { incarnation: 'a', position: far.end - 1 })).toBe(false);
});

test('every chunk is fetched once, and the register stands where the file stands', async () => {
  const hq = new Hq();
  const fetch = fetchFrom(hq);
  await fetch.step();
  expect(fetch.progress()).toEqual({ chunks: 3, of: file.chunks.length });
  expect(await fetch.run()).toBeNull();
  expect([chunksAsked(hq), inForce(), fetch.position()]).toEqual([
    all(),
    file.fetched.file,
    file.fetched.manifest.position,
  ]);
});

test('cut anywhere, by the line or by the power, only what is missing is fetched again', async () => {
  const hq = new Hq();
  const down: CallFault = { code: 'UNREACHABLE', retryAfter: 0 };
  hq.chunk = (n, bytes) => (n >= 4 ? down : bytes);
  expect(await fetchFrom(hq).run()).toEqual(down);
  await store.close();
  store = await openFounded(folder);
  expect(store.base.held(file.fetched.file).size).toBe(4);
  const again = new Hq();
  expect(await fetchFrom(again).run()).toBeNull();
  expect([chunksAsked(again), inForce()]).toEqual([all().slice(4), file.fetched.file]);
});

test('a chunk that comes damaged or short is asked for again, the others are not', async () => {
  const hq = new Hq();
  const bad = new Map<number, Uint8Array>([
    [1, Buffer.from(file.chunks[1] ?? '').fill(9, 30, 31)],
    [4, file.chunks[4]?.subarray(2) ?? Buffer.alloc(0)],
  ]);
  hq.chunk = (n, bytes) => {
    const given = bad.get(n) ?? bytes;
    bad.delete(n);
    return given;
  };
  const fetch = fetchFrom(hq);
  for (let damages = 0; damages < 2; damages++) expect(await fetch.run()).toMatchObject({ code: 'NOT_HQ' });
  expect(await fetch.run()).toBeNull();
  expect([chunksAsked(hq), inForce()]).toEqual([[...all(), 1, 4].sort((a, b) => a - b), file.fetched.file]);
});

test('one that is damaged at headquarters does not hold the register up: the feed is there', async () => {
  const hq = new Hq();
  hq.chunk = (n, bytes) => (n === 2 ? bytes.subarray(1) : bytes);
  const fetch = fetchFrom(hq);
  let waits = 0;
  while ((await fetch.run()) !== null) waits += 1;
  expect([waits, inForce(), fetch.reported.length]).toEqual([4, null, 1]);
  fetch.later();
  expect([await fetch.run(), fetch.position()]).toEqual([null, 0]);
});

test.each([
  ['signed by somebody else', { sign: deviceKeys(newDeviceKey()).sign }],
  ['of another name than its manifest has', { name: 'a'.repeat(64) }],
  ['not there', { offers: null }],
])('a file %s is not taken, and the feed is followed', async (_what, change) => {
  const hq = Object.assign(new Hq(), change);
  const fetch = fetchFrom(hq);
  expect([await fetch.run(), await fetch.run()]).toEqual([null, null]);
  expect(hq.asked).toEqual(['which']);
  fetch.later();
  Object.assign(hq, { sign: hqKeys.sign, name: null, offers: file });
  expect([await fetch.run(), inForce()]).toEqual([null, file.fetched.file]);
});

test('when headquarters has made another meanwhile, that one is fetched, and nothing of the first is kept', async () => {
  const hq = new Hq();
  const fetch = fetchFrom(hq);
  hq.chunk = (n, bytes) => {
    if (n === 2) hq.offers = newer;
    return bytes;
  };
  expect([await fetch.run(), inForce()]).toEqual([null, newer.fetched.file]);
  expect(store.base.held(file.fetched.file).size).toBe(0);
});
