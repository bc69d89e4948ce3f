import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Client } from 'pg';
import type { Codec } from '#shared/journal/entry.ts';
import { toHex } from '#shared/link/bytes.ts';
import type { HqIdentity } from '../set-up/identity.ts';
import { connectOnce, type HqPool, type PoolPlan } from '../store/pool.ts';
import { type FileKind, publish, sweepChunks } from './catalog-files.ts';

/** Names the lock of who makes a file: "catalo" in ASCII. */
const LOCK = 0x63_61_74_61_6c_6f;

export interface FilePorts {
  readonly pool: HqPool;
  readonly plan: PoolPlan;
  readonly identity: Pick<HqIdentity, 'incarnation' | 'sign'>;
  readonly codec: Codec;
  readonly now: () => number;
}

/** What the thread is given. `name`: what its chunks are called until the file has its own name. */
export interface MakerTask {
  readonly store: string;
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

/** How a manifest of a kind is read, named and signed. */
export interface ManifestKind<M> extends FileKind {
  readonly read: (text: string) => M | null;
  readonly name: (text: string, codec: Codec) => string;
  readonly message: (file: string, codec: Codec) => Uint8Array;
  readonly position: (manifest: M) => number;
}

/** Makes a file in a thread of its own and publishes it; null where another process is at one. */
export async function makeFile<M>(
  { pool, plan, identity, codec, now }: FilePorts,
  kind: ManifestKind<M>,
  over: AbortSignal,
): Promise<M | null> {
  const folder = await mkdtemp(join(tmpdir(), 'mallard-hq-file-'));
  const turn = await connectOnce(plan);
  try {
    if (!(await isOurTurn(turn))) return null;
    await sweepChunks(pool, kind.store);
    const at = now();
    const under = randomUUID();
    const { incarnation } = identity;
    const path = join(folder, 'made.db');
    const text = await inThread({ store: kind.store, plan, incarnation, at, name: under, path }, over);
    const manifest = kind.read(text);
    if (manifest === null) throw new Error('a manifest that contradicts itself was made');
    const file = kind.name(text, codec);
    const signature = toHex(identity.sign(kind.message(file, codec)));
    const position = kind.position(manifest);
    await publish(pool, kind, { under, file, manifest: text, signature, incarnation, position, at });
    return manifest;
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
  const worker = new Worker(new URL('./make-file.worker.ts', import.meta.url), {
    name: `file of ${task.store}`,
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
