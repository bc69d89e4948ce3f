import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import DatabaseFile from 'better-sqlite3';
import { describe, expect, test, vi } from 'vitest';
import { createHost } from '#electron/host/create-host.ts';
import { dataFolder } from '#electron/store/data-folder.ts';
import { examine } from '#electron/store/maintenance/doctor.ts';
import { pgBinaries } from '#server/cluster/binaries.ts';
import { makeEnrolmentCode } from '#server/link/enrolment.ts';
import { setUpChain } from '#server/set-up/set-up-chain.ts';
import { createPool, type HqPool } from '#server/store/pool.ts';
import { HAND_OVER_KILLS, seeded } from '#tests/crash/seeds.ts';
import { as, OWN } from '#tests/host/open-host.ts';
import { sellUnlisted } from '#tests/support/own-store.ts';
import { newId } from '#tests/support/till.ts';
import { closeShift, saveProduct, signIn, until } from './lone-store.ts';
import { postmasterOf, type RunningHq, runHq } from './running-hq.ts';

const missing = 'missing' in (await pgBinaries());

/** Products and sales of the month alone; each is a fact. */
const PRODUCTS = 40 * Math.ceil(HAND_OVER_KILLS / 4);
const SALES = 60;

interface RunningRegister {
  readonly child: ChildProcess;
  readonly said: string[];
  readonly kill: () => Promise<void>;
}

function runRegister(args: readonly string[], said: string[]): RunningRegister {
  const child = spawn(process.execPath, ['tests/crash/hand-over.ts', ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  createInterface({ input: child.stdout }).on('line', (line) => said.push(line));
  return {
    child,
    said,
    kill: async () => {
      child.kill('SIGKILL');
      await closed;
    },
  };
}

/** A month of a store that is alone, in a folder. */
async function aMonth(dataDir: string): Promise<void> {
  const host = await createHost({ dataDir });
  const page = as(
    host,
    host.contextFor({ id: 'page', via: 'loopback', closed: new AbortController().signal }),
  );
  await page.setup.own({ ...OWN, store: 'SOLO' });
  await signIn(page);
  for (let n = 1; n <= PRODUCTS; n++)
    await saveProduct(page, `Product ${n}`, { barcodes: [String(2_000_000_000_000 + n)], price: n });
  await page.people.save({ commandId: newId(), person: null, name: 'Mei Chen', role: 'clerk', active: true });
  await page.shifts.open({ commandId: newId(), counted: [] });
  for (let n = 1; n <= SALES; n++) await sellUnlisted(page, { lines: [{ name: 'Tea', price: 100 * n }] });
  await closeShift(page);
  await host.stop();
}

describe.skipIf(missing)('a store that was alone hands over', () => {
  test(`and is whole when either end, or both, are killed at ${HAND_OVER_KILLS} points of it`, {
    timeout: 1_200_000,
  }, async () => {
    const { random, seed } = seeded('hand-over-kill');
    const base = mkdtempSync(join(tmpdir(), 'mlho-'));
    const folder = join(base, 'hq');
    const dir = join(base, 'register');
    let hq: RunningHq = await runHq(folder);
    const pool = createPool({ connection: { socket: folder }, size: 2 });
    const port = new URL(hq.address).port;
    const said: string[] = [];
    let register: RunningRegister | null = null;
    const words = (word: string) =>
      said.filter((line) => line.startsWith(`${word} `)).map((line) => line.split(' ')[1]);
    try {
      await aMonth(dir);
      const chain = { chain: 'Ducks', store: { code: 'R02', name: 'Lake' } };
      const made = await setUpChain({ pool, now: Date.now }, chain);
      if (!made.ok) throw new Error(made.error);
      const wanted = { store: 'R02', register: null, role: 'register', madeBy: 'test' } as const;
      const code = await makeEnrolmentCode({ pool, now: Date.now }, wanted);
      if (!code.ok) throw new Error(code.error.code);
      const args = ['--dir', dir, '--address', hq.address, '--code', code.value.code];
      register = runRegister(args, said);

      const all = PRODUCTS + SALES + PRODUCTS;
      const points = Array.from({ length: HAND_OVER_KILLS }, () => Math.floor(random() * all)).sort(
        (a, b) => a - b,
      );
      let amid = 0;
      for (const [kill, point] of points.entries()) {
        const at = await reached(pool, point, () => said.includes('JOINED'));
        await pause(random() * 60);
        const victim = random();
        if (at === 'amid' && !said.includes('JOINED')) amid += 1;
        if (victim < 0.6) {
          const server = postmasterOf(folder);
          const killed = hq.end('SIGKILL');
          if (victim < 0.15 && server !== null) process.kill(server, 'SIGKILL');
          await killed;
        }
        if (victim > 0.4) await register?.kill();
        if (victim < 0.6) hq = await runHq(folder, ['--port', port]);
        if (victim > 0.4) register = runRegister(args, said);
        expect(register?.child.exitCode, `seed ${seed}, kill ${kill + 1}`).toBe(null);
      }
      expect(amid, `seed ${seed}`).toBeGreaterThan(HAND_OVER_KILLS / 2);
      // After so many failures in a row either end may wait a minute, and a lost poke costs one more.
      await vi.waitFor(() => expect(said).toContain('JOINED'), { timeout: 180_000, interval: 50 });
      await until(async () => expect(await unsent(pool, dir)).toBe(0));
      await register?.kill();

      const store = new DatabaseFile(dataFolder(dir).store, { readonly: true });
      const here = (sql: string) => store.prepare(sql).pluck().all() as string[];
      const there = async (sql: string) => (await pool.once<{ id: string }>(sql)).rows.map(({ id }) => id);
      // The month and every sale since, at headquarters as here, and nothing that was acknowledged is missing.
      const sales = here('select sale from sale order by sale');
      expect(await there('select sale as id from sale order by sale'), `seed ${seed}`).toEqual(sales);
      expect(sales).toEqual(expect.arrayContaining(words('SOLD')));
      expect(sales.length).toBeGreaterThanOrEqual(SALES + words('SOLD').length);
      // Each product and person once, said once.
      const own = "select id from journal where type = 'product.changed' and origin <> 'hq/chain'";
      const productFacts = here(own).length;
      const products = await there('select id from product order by id');
      expect(products).toEqual(expect.arrayContaining(words('PRODUCT')));
      expect(products).toHaveLength(productFacts);
      expect(
        await there("select id from journal where store = 'chain' and type = 'product.changed'"),
      ).toHaveLength(productFacts);
      expect(await there('select name as id from product group by name having count(*) > 1')).toEqual([]);
      expect(await there('select id from person')).toHaveLength(2);
      for (const sql of NOTHING) expect(await there(sql), `seed ${seed}, ${sql}`).toEqual([]);
      store.close();
      // The catalog, which a kill may have left half made, is headquarters' from the next start on.
      const again = await createHost({ dataDir: dir });
      const count = again.register.store.reading.prepare('select count(*) from product').pluck();
      await until(() => expect(count.get()).toBe(products.length));
      await again.stop();
      expect(examine(dataFolder(dir)).findings, `seed ${seed}`).toEqual([]);
    } finally {
      await register?.kill();
      await pool.close();
      await hq.end('SIGTERM');
      rmSync(base, { recursive: true, force: true });
    }
  });
});

/** What headquarters must have none of: facts that do not count, twice, or with a hole before them, and anything to look at. */
const NOTHING = [
  "select id from journal where state <> 'posted'",
  'select id from journal group by id having count(*) > 1',
  'select store as id from journal group by store having count(*) <> max(position)',
  'select rule as id from exception',
  "select state as id from local_hand_over where state <> 'done'",
];

/** Waits until headquarters has taken in so much of the store's journal and of its catalog. */
async function reached(pool: HqPool, point: number, isOver: () => boolean): Promise<'amid' | 'over'> {
  for (;;) {
    if (isOver()) return 'over';
    const [row] = await pool
      .once<{ n: number; done: boolean }>(
        `select ((select count(*) from journal where store = 'R02')
           + (select coalesce(sum(done), 0) from local_hand_over))::bigint as n,
         exists (select 1 from local_hand_over where state = 'done') as done`,
      )
      .then(({ rows }) => rows)
      .catch(() => []);
    if (row && (row.n >= point || row.done)) return 'amid';
    await pause(5);
  }
}

/** Facts of the register that headquarters has not got. */
async function unsent(pool: HqPool, dir: string): Promise<number> {
  const db = new DatabaseFile(dataFolder(dir).store, { readonly: true });
  const own = db.prepare("select count(*) from journal where origin <> 'hq/chain'").pluck().get() as number;
  db.close();
  const { rows } = await pool.once<{ n: number }>(
    "select count(*)::bigint as n from journal where store = 'R02'",
  );
  return own - (rows[0]?.n ?? 0);
}
