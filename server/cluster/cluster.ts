import { type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { PgBinaries } from './binaries.ts';

/** A PostgreSQL of one's own, reached over the Unix socket in `socket` as user `mallard`, database `postgres`. */
export interface Cluster {
  readonly socket: string;
  /** The postmaster. It outlives whoever started it. */
  readonly pid: number;
  /** Ends open connections, writes everything down and answers when the process is gone. */
  readonly stop: () => Promise<void>;
}

export interface ClusterPlan {
  /** Folder of the data, the log and the socket; short, since a socket's path has about 107 bytes. */
  readonly dir: string;
  readonly binaries: PgBinaries;
  /** `kept`: what is committed survives a power cut. `throwaway`: nothing is synced to the disk, for tests that kill no power. */
  readonly data: 'kept' | 'throwaway';
}

/** User and group `nobody`: PostgreSQL refuses to run as root. */
const NOBODY = 65_534;

const SETTINGS = {
  kept: {
    max_connections: '100',
    shared_buffers: '128MB',
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',
    jit: 'off',
  },
  throwaway: {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '200',
    shared_buffers: '32MB',
  },
} satisfies Record<ClusterPlan['data'], Record<string, string>>;

/** Makes the cluster in `dir` where there is none, starts it, and answers once it takes connections. One that runs already is used. */
export async function startCluster(plan: ClusterPlan): Promise<Cluster> {
  const { dir } = plan;
  const running = await runningIn(dir);
  if (running !== null) return clusterOf(dir, running);
  const data = join(dir, 'data');
  // Making it was cut short: nothing was ever kept in there.
  if (!existsSync(made(dir))) rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { recursive: true, mode: 0o700 });
  const user = await runnerOf(dir, plan.binaries);
  if (!existsSync(made(dir))) await make(plan, user);
  dropStaleLocks(dir);
  return clusterOf(dir, await launch(plan, user));
}

/** Starts the server. After a kill its children may hold the shared memory for a moment more: then it is tried again. */
async function launch(plan: ClusterPlan, user: Runner): Promise<number> {
  const { dir } = plan;
  const until = performance.now() + ORPHANS_MS;
  for (;;) {
    const log = openSync(join(dir, 'postgres.log'), 'a');
    const from = fstatSync(log).size;
    // Detached: a Ctrl-C meant for the program that uses it must not stop it under that program's last commits.
    const server = spawnAs(user, plan.binaries.postgres, postgresArguments(plan), {
      detached: true,
      stdio: ['ignore', log, log],
    });
    closeSync(log);
    server.unref();
    const { pid } = server;
    if (pid === undefined) throw new Error('postgres did not start');
    const said = () => readFileSync(join(dir, 'postgres.log')).subarray(from).toString().slice(-4000);
    if (await ready(dir, { pid, exited: () => server.exitCode, said })) return pid;
    const orphans = said().includes('pre-existing shared memory block');
    if (!orphans || performance.now() > until) throw new Error(`postgres stopped: ${said()}`);
    await pause(100);
  }
}

/** How long children of a killed server are waited for. */
const ORPHANS_MS = 20_000;

/**
 * Takes away the locks of a server that was killed, of its data and of its socket. PostgreSQL does that itself, except where another
 * program has got the process number since, which in a container is soon, or where the killed one is not quite gone.
 */
function dropStaleLocks(dir: string): void {
  for (const lock of [join(dir, 'data', 'postmaster.pid'), join(dir, '.s.PGSQL.5432.lock')]) {
    const pid = pidIn(lock);
    if (pid !== null && !isOurs(dir, pid)) rmSync(lock, { force: true });
  }
}

/** Whether the process is the server of this folder. Where there is no /proc a living process is believed to be it. */
function isOurs(dir: string, pid: number): boolean {
  if (!isAlive(pid)) return false;
  if (!existsSync('/proc/self/cmdline')) return true;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes(join(dir, 'data'));
  } catch {
    return false;
  }
}

const clusterOf = (dir: string, pid: number): Cluster => ({ socket: dir, pid, stop: () => stop(dir, pid) });

/** Written when initdb is through: data without it was cut short while it was made. */
const made = (dir: string) => join(dir, 'made');

async function make({ dir, binaries, data }: ClusterPlan, user: Runner): Promise<void> {
  const options = [
    '--auth=trust',
    '--username=mallard',
    '--encoding=UTF8',
    '--locale=C',
    '--no-instructions',
  ];
  if (data === 'throwaway') options.push('--no-sync');
  const { code, said } = await run(user, binaries.initdb, ['-D', join(dir, 'data'), ...options]);
  if (code !== 0) throw new Error(`initdb: ${said}`);
  writeFileSync(made(dir), '');
}

const postgresArguments = ({ dir, data }: ClusterPlan): string[] => {
  const settings = { listen_addresses: '', unix_socket_directories: dir, ...SETTINGS[data] };
  return ['-D', join(dir, 'data'), ...Object.entries(settings).flatMap(([k, v]) => ['-c', `${k}=${v}`])];
};

/** The server of this folder once it takes connections; null when there is none, or it was about to end and has. */
async function runningIn(dir: string): Promise<number | null> {
  const { pid } = lockOf(dir);
  if (pid === null || !isOurs(dir, pid)) return null;
  const exited = () => (isAlive(pid) && lockOf(dir).pid === pid ? null : 0);
  return (await ready(dir, { pid, exited, said: () => 'it was running already' })) ? pid : null;
}

async function stop(dir: string, pid: number): Promise<void> {
  if (isAlive(pid)) process.kill(pid, 'SIGINT');
  for (let waited = 0; waited < 60_000; waited += 20) {
    if (!isAlive(pid) || lockOf(dir).pid !== pid) return;
    await pause(20);
  }
  throw new Error(`postgres ${pid} has not stopped in 60 s`);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Waits until the server takes connections; false when it has ended instead. After a crash it first reads its log again. */
async function ready(
  dir: string,
  server: { readonly pid: number; readonly exited: () => number | null; readonly said: () => string },
): Promise<boolean> {
  for (let waited = 0; waited < 600_000; waited += 20) {
    if (server.exited() !== null) return false;
    const lock = lockOf(dir);
    if (lock.pid === server.pid && lock.status === 'ready') return true;
    await pause(20);
  }
  throw new Error(`postgres is not ready after 10 minutes: ${server.said()}`);
}

/** What postmaster.pid says: the process on its first line, `ready` on its last when connections are taken. */
function lockOf(dir: string): { readonly pid: number | null; readonly status: string } {
  const lock = join(dir, 'data', 'postmaster.pid');
  return { pid: pidIn(lock), status: linesOf(lock).at(-1)?.trim() ?? '' };
}

/** The process a lock file names; null when there is no such file. */
function pidIn(lock: string): number | null {
  const pid = Number(linesOf(lock)[0]);
  return pid > 1 ? pid : null;
}

function linesOf(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').trim().split('\n');
  } catch {
    return [];
  }
}

/** As oneself; as nobody when oneself is root; inside a user namespace where nobody may not walk to the programs or to the folder. */
type Runner = 'self' | 'nobody' | 'namespace';

async function runnerOf(dir: string, binaries: PgBinaries): Promise<Runner> {
  if (process.getuid?.() !== 0) return 'self';
  if (isReached(dir)) {
    own(dir, NOBODY);
    chmodSync(dir, 0o755);
    const tried = await run('nobody', binaries.postgres, ['--version']).catch(() => null);
    if (tried?.code === 0) return 'nobody';
  }
  own(dir, 0);
  return 'namespace';
}

/** Whether everybody may walk down to this folder. */
function isReached(dir: string): boolean {
  const above = dirname(resolve(dir));
  return (statSync(above).mode & 0o001) !== 0 && (above === dirname(above) || isReached(above));
}

function own(dir: string, user: number): void {
  chownSync(dir, user, user);
  chownSync(join(dir, 'data'), user, user);
}

function spawnAs(user: Runner, program: string, args: readonly string[], options: SpawnOptions) {
  if (user === 'namespace') {
    const mapped = ['--user', `--map-user=${NOBODY}`, `--map-group=${NOBODY}`, program, ...args];
    return spawn('unshare', mapped, options);
  }
  return spawn(
    program,
    args,
    user === 'nobody' ? { ...options, uid: NOBODY, gid: NOBODY, cwd: '/' } : options,
  );
}

async function run(user: Runner, program: string, args: readonly string[]) {
  const child = spawnAs(user, program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (piece: Buffer) => {
      said += piece.toString();
    });
  const [code] = await once(child, 'close');
  return { code: typeof code === 'number' ? code : null, said };
}
