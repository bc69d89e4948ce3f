import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeEnrolmentCode } from '#server/link/enrolment.ts';
import { setUpChain } from '#server/set-up/set-up-chain.ts';
import { createPool, type HqPool } from '#server/store/pool.ts';
import { runHq } from '#tests/hq/process/running-hq.ts';

/** Headquarters as a chain runs it: a process of its own with its own PostgreSQL, fsync on. */
export interface BenchHq {
  readonly address: string;
  /** Its process, and its PostgreSQL's. */
  readonly pids: { readonly hq: number; readonly postgres: number };
  /** A look into its database, beside it. */
  readonly pool: HqPool;
  readonly folder: string;
  readonly code: (store: string) => Promise<string>;
  readonly stop: () => Promise<void>;
}

/** Opens it with stores R1 … `stores`. */
export async function openBenchHq(stores: number): Promise<BenchHq> {
  const folder = mkdtempSync(join(tmpdir(), 'mlbhq-'));
  const hq = await runHq(folder);
  const pool = createPool({ connection: { socket: folder }, size: 2 });
  const first = { code: 'R1', name: 'R1' };
  const made = await setUpChain({ pool, now: Date.now }, { chain: 'Bench', store: first });
  if (!made.ok) throw new Error(made.error);
  for (let n = 2; n <= stores; n++)
    await pool.query('insert into hq_store (store, name, opened_at) values ($1, $1, 1)', [`R${n}`]);
  // What making it wrote lies on its disk before anything is timed.
  await pool.once('checkpoint');
  const postmaster = readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n')[0];
  return {
    address: hq.address,
    pids: { hq: hq.child.pid ?? 0, postgres: Number(postmaster) },
    pool,
    folder,
    code: async (store) => {
      const wanted = { store, register: null, role: 'register', madeBy: 'bench' } as const;
      const code = await makeEnrolmentCode({ pool, now: Date.now }, wanted);
      if (!code.ok) throw new Error(code.error.code);
      return code.value.code;
    },
    stop: async () => {
      await pool.close();
      await hq.end('SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
