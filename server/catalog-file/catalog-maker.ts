import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Client } from 'pg';
import type { Codec } from '#shared/journal/entry.ts';
import { toHex } from '#shared/link/bytes.ts';
import { catalogFileName, catalogMessage, readManifest } from '#shared/link/catalog-file.ts';
import { CHAIN_STORE } from '#shared/link/hq/serve-feed.ts';
import type { HqIdentity } from '../set-up/identity.ts';
import { connectOnce, type HqPool, type PoolPlan } from '../store/pool.ts';
import { newestFile, publish, sweepChunks } from './catalog-files.ts';

/** From so many products on a new register is ready sooner by a file than by the feed. */
export const WORTH_A_FILE = 20_000;
/** A file is made anew when the facts behind it are this share of it, and when there are any and it is so old, ms. */
const STALE = { share: 0.05, ms: 6 * 3_600_000 } as const;
const LOOK_EVERY = 300_000;
/** Names the lock of who makes one: "catalo" in ASCII. */
const LOCK = 0x63_61_74_61_6c_6f;

/** Keeps a file of the chain's catalog ready for registers that are new or far behind. */
export interface CatalogMaker {
  /** Makes one where it is due, or in any case; resolves when it is there. Another process may be at it: then nothing is done. */
  readonly look: (given?: { readonly inAnyCase: boolean }) => Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface CatalogMakerPorts {
  readonly pool: HqPool;
  readonly plan: PoolPlan;
  readonly identity: Pick<HqIdentity, 'incarnation' | 'sign'>;
  readonly codec: Codec;
  readonly now: () => number;
  readonly worthFrom: number;
  readonly made: (file: {
    readonly position: number;
    readonly products: number;
    readonly bytes: number;
  }) => void;
  readonly report: (error: unknown) => void;
}

/** What the thread is given. `name`: what its chunks are called until the file has its own name. */
export interface MakerTask {
  readonly plan: Omit<PoolPlan, 'size'>;
  readonly incarnation: string;
  readonly at: number;
  readonly name: string;
  /** Where the file is written before it is packed. */
  readonly path: string;
}

export interface MakerNews {
  readonly manifest: string;
}

export function createCatalogMaker(ports: CatalogMakerPorts): CatalogMaker {
  const over = new AbortController();
  let looking: Promise<void> = Promise.resolve();
  const look: CatalogMaker['look'] = (given = { inAnyCase: false }) => {
    looking = looking
      .catch(() => {})
      .then(async () => {
        if (!over.signal.aborted && (given.inAnyCase || (await isDue(ports)))) await make(ports, over.signal);
      });
    return looking;
  };
  const soon = () => void look().catch((error: unknown) => over.signal.aborted || ports.report(error));
  const timer = setInterval(soon, LOOK_EVERY);
  timer.unref();
  soon();
  return {
    look,
    stop: async () => {
      clearInterval(timer);
      over.abort();
      await looking.catch(() => {});
    },
  };
}

/** A register that can't go on without a file says so by this row, whatever process of HQ it is linked to. */
const WANTED = 'catalog-wanted';

export const wantFile = (pool: HqPool, incarnation: string) =>
  pool.query(
    'insert into hq_state (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value',
    [WANTED, incarnation],
  );

async function isDue({ pool, identity, now, worthFrom }: CatalogMakerPorts): Promise<boolean> {
  const newest = await newestFile(pool, identity.incarnation);
  if (!newest) return (await isWanted(pool, identity.incarnation)) || (await isWorthIt(pool, worthFrom));
  const { rows } = await pool.query<{ facts: number; bytes: number }>(
    `select count(*) as facts, coalesce(sum(octet_length(body)), 0) as bytes from journal
     where store = $1 and position > $2`,
    [CHAIN_STORE, newest.position],
  );
  const { facts = 0, bytes = 0 } = rows[0] ?? {};
  const size = readManifest(newest.manifest)?.bytes ?? 0;
  return bytes > size * STALE.share || (facts > 0 && now() - newest.made_at > STALE.ms);
}

async function isWanted(pool: HqPool, incarnation: string): Promise<boolean> {
  const { rows } = await pool.query('select 1 from hq_state where key = $1 and value = $2', [
    WANTED,
    incarnation,
  ]);
  return rows.length > 0;
}

async function isWorthIt(pool: HqPool, from: number): Promise<boolean> {
  const { rows } = await pool.query<{ products: number }>(
    'select count(*) as products from (select 1 from product limit $1) p',
    [from],
  );
  return (rows[0]?.products ?? 0) >= from;
}

async function make(ports: CatalogMakerPorts, over: AbortSignal): Promise<void> {
  const { pool, plan, identity, codec, now } = ports;
  const folder = await mkdtemp(join(tmpdir(), 'mallard-hq-file-'));
  const turn = await connectOnce(plan);
  try {
    if (!(await isOurTurn(turn))) return;
    await sweepChunks(pool);
    const at = now();
    const under = randomUUID();
    const text = await inThread(
      { plan, incarnation: identity.incarnation, at, name: under, path: join(folder, 'catalog.db') },
      over,
    );
    const manifest = readManifest(text);
    if (manifest === null) throw new Error('a manifest that contradicts itself was made');
    const file = catalogFileName(text, codec);
    const signature = toHex(identity.sign(catalogMessage(file, codec)));
    const { incarnation, position, products, bytes } = manifest;
    await publish(pool, { under, file, manifest: text, signature, incarnation, position, at });
    ports.made({ position, products, bytes });
  } finally {
    await rm(folder, { recursive: true, force: true });
    await turn.end();
  }
}

/** One process at a time, for as long as the connection lasts. */
async function isOurTurn(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ ours: boolean }>('select pg_try_advisory_lock($1) as ours', [LOCK]);
  return rows[0]?.ours === true;
}

async function inThread(task: MakerTask, over: AbortSignal): Promise<string> {
  const worker = new Worker(new URL('./make-catalog.worker.ts', import.meta.url), {
    name: 'catalog file',
    workerData: task,
  });
  const cut = () => void worker.terminate();
  over.addEventListener('abort', cut);
  try {
    return await new Promise<string>((resolve, reject) => {
      worker.on('message', ({ manifest }: MakerNews) => resolve(manifest));
      worker.on('error', reject);
      worker.on('exit', () => reject(new Error('the thread ended without a file')));
    });
  } finally {
    over.removeEventListener('abort', cut);
  }
}
