import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { type BenchHq, openBenchHq } from './bench-hq.ts';
import { atLeast, type Figure, quantile, shown, within } from './figure.ts';
import type { FleetOrders } from './fleet-child.ts';
import { modelSale } from './pushed-sales.ts';

const STORES = 2500;
const EACH = 2;
const EVERY = 20_000;
const SECONDS = 40;

/**
 * 5,000 registers, two to a store, in a process of their own: each has proven its key, listens for pokes, sells once in 20 s, pushes the
 * sale and pulls what the other one sold. Then a thousand lose their line, sell on, and come back within ten seconds.
 */
export async function measure(): Promise<readonly Figure[]> {
  const hq = await openBenchHq(STORES);
  const fleet = fork(new URL('fleet-child.ts', import.meta.url), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const over = once(fleet, 'exit');
  try {
    await enrol(
      hq,
      await ask(fleet, 'make', { address: hq.address, model: await modelSale(), stores: STORES, each: EACH }),
    );
    await ask(fleet, 'connect', { atOnce: 16 });
    const before = secondsOf(hq);
    const begun = performance.now();
    const sold = await ask(fleet, 'sell', { every: EVERY, seconds: SECONDS });
    const seconds = (performance.now() - begun) / 1000;
    const used = secondsOf(hq);
    const memory = megabytes(hq.pids.hq);
    const rate = sold.acks.length / seconds;
    const [node, postgres] = [(used.hq - before.hq) / seconds, (used.postgres - before.postgres) / seconds];
    const drained = await ask(fleet, 'reconnect', { count: 1000, within: 10_000 });
    const share = (cores: number) => (100 * cores) / cpus().length;
    return [
      atLeast('fleet', '5,000 registers, sales acknowledged', {
        value: rate,
        unit: '/s',
        // What was asked for, less what is still on its way when the clock stops.
        least: 0.97 * ((STORES * EACH * 1000) / EVERY),
      }),
      within('fleet', 'p99 from a sale to its acknowledgement', {
        value: quantile(sold.acks, 0.99),
        unit: 'ms',
        most: 1000,
      }),
      within('fleet', 'most memory of headquarters', { value: memory, unit: 'MB', most: 1024 }),
      within('fleet', '1,000 come back within 10 s: until all have drained', {
        value: drained.ms / 1000,
        unit: 's',
        most: 20,
      }),
      shown(
        'fleet',
        'sales of the other register: pages taken as they were said',
        sold.taken / seconds,
        '/s',
      ),
      shown('fleet', 'sales of the other register: pulls behind pokes', sold.pulls / seconds, '/s'),
      shown('fleet', 'sales begun over a second late', sold.late, 'sales'),
      shown('fleet', 'headquarters, share of the machine', share(node), '%'),
      shown('fleet', 'PostgreSQL, share of the machine', share(postgres), '%'),
      shown('fleet', 'the registers themselves, share of the machine', share(sold.cpuSeconds / seconds), '%'),
      shown('fleet', 'sales a second for each core it takes', rate / (node + postgres), '/s'),
    ];
  } finally {
    if (fleet.connected) fleet.disconnect();
    await over;
    await hq.stop();
  }
}

type Said<K extends keyof FleetOrders> =
  | { readonly answer: FleetOrders[K]['answer'] }
  | { readonly error: string };

async function ask<K extends keyof FleetOrders>(
  fleet: ChildProcess,
  order: K,
  given: FleetOrders[K]['given'],
): Promise<FleetOrders[K]['answer']> {
  fleet.send({ order, given });
  const heard = new AbortController();
  const said = await Promise.race([
    once(fleet, 'message', heard).then(([said]) => said as Said<K>),
    once(fleet, 'exit', heard).then((): Said<K> => ({ error: 'it has ended' })),
  ]).finally(() => heard.abort());
  if ('error' in said) throw new Error(`the fleet: ${said.error}`);
  return said.answer;
}

/** Joining is not what is measured: their keys are entered as an enrolment would enter them. */
async function enrol({ pool }: BenchHq, devices: FleetOrders['make']['answer']): Promise<void> {
  await pool.once(
    `insert into device (device, store, register, name, public_key, state, version, seq, waiting_facts, enrolled_at, former_stores)
     select device, store, row_number() over (partition by store)::text, device, decode(key, 'base64'), 'active', 'bench', 0, 0, 0, '[]'
     from unnest($1::text[], $2::text[], $3::text[]) as u(device, store, key)`,
    [
      devices.map(({ device }) => device),
      devices.map(({ store }) => store),
      devices.map(({ publicKey }) => publicKey),
    ],
  );
}

/** Processor time so far, s: of headquarters' own process, and of its PostgreSQL with all it started. */
function secondsOf({ pids }: BenchHq): { readonly hq: number; readonly postgres: number } {
  const children = readdirSync('/proc').filter(
    (name) => /^\d+$/.test(name) && parentOf(name) === pids.postgres,
  );
  const living = children.reduce((sum, pid) => sum + (ticksOf(pid, 2) ?? 0), 0);
  return {
    hq: (ticksOf(pids.hq, 2) ?? 0) / 100,
    postgres: (living + (ticksOf(pids.postgres, 4) ?? 0)) / 100,
  };
}

const statOf = (pid: number | string): readonly string[] | null => {
  try {
    const said = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return said.slice(said.lastIndexOf(')') + 2).split(' ');
  } catch {
    return null;
  }
};
const parentOf = (pid: string): number => Number(statOf(pid)?.[1]);
/** user and system; with 4, of ended children too. */
const ticksOf = (pid: number | string, fields: 2 | 4): number | null =>
  statOf(pid)
    ?.slice(11, 11 + fields)
    .reduce((sum, ticks) => sum + Number(ticks), 0) ?? null;

const megabytes = (pid: number): number =>
  Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
