import { STORE_SHAPE } from '#node/store-shape.ts';
import { readStoreManifest, storeFileMessage, storeFileName } from '#shared/link/store-base.ts';
import type { HqPool } from '../store/pool.ts';
import { newestFile } from './catalog-files.ts';
import { type FilePorts, makeFile } from './make-file.ts';
import { FIT } from './write-store-file.ts';

/** From so many facts in its feed on a new register of a store is ready sooner by a file. */
export const LONG_FEED = 5_000;
/** One that was asked for is made anew when the facts behind it are this share of all. */
const STALE_SHARE = 0.05;
const LOOK_EVERY = 10_000;

/** Makes the base of a store as a file when a register has asked for it: stores have new registers seldom. */
export interface StoreFileMaker {
  /** Makes those that were asked for and are due. */
  readonly look: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface StoreFilePorts extends FilePorts {
  /** Of a shorter feed no file is made. */
  readonly longFrom: number;
  readonly made: (file: {
    readonly store: string;
    readonly position: number;
    readonly bytes: number;
  }) => void;
  readonly report: (error: unknown) => void;
}

/** A register of a store asks for one, whatever process of HQ it is linked to. */
const WANTED = 'store-file-wanted/';

export const wantStoreFile = (
  pool: HqPool,
  { store, incarnation }: { readonly store: string; readonly incarnation: string },
) =>
  pool.query(
    'insert into hq_state (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value',
    [`${WANTED}${store}`, incarnation],
  );

export function createStoreFileMaker(ports: StoreFilePorts): StoreFileMaker {
  const over = new AbortController();
  let looking: Promise<void> = Promise.resolve();
  const look = (): Promise<void> => {
    looking = looking
      .catch(() => {})
      .then(async () => {
        for (const store of await wanted(ports))
          if (!over.signal.aborted) await answer(ports, store, over.signal);
      });
    return looking;
  };
  const timer = setInterval(
    () => void look().catch((error: unknown) => over.signal.aborted || ports.report(error)),
    LOOK_EVERY,
  );
  timer.unref();
  return {
    look,
    stop: async () => {
      clearInterval(timer);
      over.abort();
      await looking.catch(() => {});
    },
  };
}

async function wanted({ pool, identity }: StoreFilePorts): Promise<readonly string[]> {
  const { rows } = await pool.query<{ key: string }>(
    'select key from hq_state where starts_with(key, $1) and value = $2 order by key',
    [WANTED, identity.incarnation],
  );
  return rows.map(({ key }) => key.slice(WANTED.length));
}

/** Makes the file where it is due; where another process is at one, the wish stands. */
async function answer(ports: StoreFilePorts, store: string, over: AbortSignal): Promise<void> {
  const { pool } = ports;
  if (await isDue(ports, store)) {
    const made = await makeFile(
      ports,
      {
        store,
        shape: STORE_SHAPE,
        read: readStoreManifest,
        name: storeFileName,
        message: storeFileMessage,
        position: ({ feed }) => feed?.position ?? 0,
      },
      over,
    );
    if (made === null) return;
    ports.made({ store, position: made.feed?.position ?? 0, bytes: made.bytes });
  }
  await pool.query('delete from hq_state where key = $1', [`${WANTED}${store}`]);
}

async function isDue({ pool, identity, longFrom }: StoreFilePorts, store: string): Promise<boolean> {
  const heads = await pool.query<{ position: number }>('select position from feed_head where store = $1', [
    store,
  ]);
  const position = heads.rows[0]?.position ?? 0;
  if (position < longFrom) return false;
  const newest = await newestFile(pool, { store, shape: STORE_SHAPE }, identity.incarnation);
  if (newest && position - newest.position <= position * STALE_SHARE) return false;
  const { rows } = await pool.query<{ fit: boolean }>(FIT, [store]);
  return rows[0]?.fit === true;
}
