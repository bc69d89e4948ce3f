import { execFileSync } from 'node:child_process';
import { mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pgBinaries } from '#server/cluster/binaries.ts';
import { makeEnrolmentCode } from '#server/link/enrolment.ts';
import { setUpChain } from '#server/set-up/set-up-chain.ts';
import { createPool, type HqPool } from '#server/store/pool.ts';
import { transferDispatched } from '#shared/journal/entries/transfer.ts';
import { KILLS, seeded } from '#tests/crash/seeds.ts';
import { aDispatch } from '#tests/support/transfers.ts';
import { bareDevice } from './device.ts';
import { hqCommand, postmasterOf, type RunningHq, runHq } from './running-hq.ts';
import { createSeller, type Seller } from './seller.ts';

const missing = 'missing' in (await pgBinaries());

describe.skipIf(missing)('headquarters as a process with a PostgreSQL of its own', () => {
  let folder: string;
  let pool: HqPool;
  let hq: RunningHq;
  const count = async (sql: string) => (await pool.once<{ n: number }>(sql)).rows[0]?.n;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'mlhq-'));
    hq = await runHq(folder);
    pool = createPool({ connection: { socket: folder }, size: 2 });
    const made = await setUpChain(
      { pool, now: Date.now },
      { chain: 'Ducks', store: { code: 'R01', name: 'Pond' } },
    );
    if (!made.ok) throw new Error(made.error);
  });
  afterAll(async () => {
    await pool.close();
    await hq.end('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  });

  test('serves alone in its folder, beside commands that visit', async () => {
    const [taken, code, strange, wrong] = await Promise.all([
      hqCommand(['--data', folder, '--port', '0']),
      hqCommand(['code', '--data', folder, '--store', 'R01']),
      hqCommand(['code', '--data', folder, '--store', 'R09']),
      hqCommand(['--port', 'x']),
    ]);
    expect(taken).toEqual({ code: 1, said: expect.stringContaining('another headquarters serves from') });
    const words = /^[0-9A-Z]{5}-[0-9A-Z]{5} {2}\(store R01, register 1,/;
    expect(code).toEqual({ code: 0, said: expect.stringMatching(words) });
    expect(strange).toEqual({ code: 1, said: 'There is no store R09.\n' });
    expect(wrong).toEqual({ code: 2, said: expect.stringContaining('--port') });
  });

  const joined = async (random: () => number): Promise<Seller[]> => {
    const sellers: Seller[] = [];
    for (let n = 0; n < 4; n++) {
      const wanted = { store: 'R01', register: null, role: 'register', madeBy: 'test' } as const;
      const made = await makeEnrolmentCode({ pool, now: Date.now }, wanted);
      if (!made.ok) throw new Error(made.error.code);
      sellers.push(await createSeller(hq.address, made.value.code, random));
    }
    return sellers;
  };
  /** Selling goes on for a moment of chance. */
  const aWhile = (random: () => number) =>
    new Promise((resolve) => setTimeout(resolve, Math.floor(random() * 150)));
  const allIsThere = async () => {
    // Nothing twice, no position without a fact, and nobody taken for a copy.
    expect(await count(`select count(*) - max(position) as n from journal where store = 'R01'`)).toBe(0);
    expect(await count(`select count(*) - count(distinct id) as n from journal where store = 'R01'`)).toBe(0);
    expect(await count('select count(*) as n from exception')).toBe(0);
  };

  test('stops clean, its PostgreSQL with it', async () => {
    const server = postmasterOf(folder);
    expect(await hq.end('SIGTERM')).toBe(0);
    expect(hq.said.at(-1)).toContain('"stopped"');
    expect([server, postmasterOf(folder)]).toEqual([expect.any(Number), null]);
    hq = await runHq(folder);
  });

  test('restored from a copy of its folder is another incarnation, and is sent again what it lost', async () => {
    const incarnation = () => count(`select value as n from hq_state where key = 'incarnation'`);
    const before = await incarnation();
    const [seller] = await joined(seeded('hq-restore').random);
    if (!seller) throw new Error('four sellers');
    await seller.sell(hq.address, 2);
    await hq.end('SIGTERM');
    // As the run-book says it.
    execFileSync('cp', ['-a', folder, `${folder}.copy`]);
    hq = await runHq(folder);
    await seller.sell(hq.address, 3);
    await hq.end('SIGTERM');
    rmSync(folder, { recursive: true });
    renameSync(`${folder}.copy`, folder);
    expect(await hqCommand(['restored', '--data', folder])).toMatchObject({ code: 0 });
    hq = await runHq(folder);
    expect(await incarnation()).not.toBe(before);
    expect((await seller.lostAt(hq.address)).length).toBeGreaterThan(2);
    await seller.sell(hq.address, 1);
    expect(await seller.lostAt(hq.address)).toEqual([]);
    await allIsThere();
  });

  test('whose PostgreSQL is killed under load brings it back, with all it ever acknowledged', async () => {
    const { random, seed } = seeded('hq-postgres-kill');
    const sellers = await joined(random);
    for (let kill = 1; kill <= KILLS / 5; kill++) {
      const selling = sellers.map((seller) => seller.sellUntilCut(hq.address));
      await aWhile(random);
      process.kill(postmasterOf(folder) ?? 0, 'SIGKILL');
      await Promise.all(selling);
      for (const seller of sellers) {
        const lost = expect.poll(() => seller.lostAt(hq.address).catch(() => null), { timeout: 30_000 });
        await lost.toEqual([]);
      }
      expect(
        hq.said.some((line) => line.includes('runs again')),
        `seed ${seed}, kill ${kill}`,
      ).toBe(true);
    }
    await allIsThere();
  }, 600_000);

  test(`killed at ${KILLS} moments under load, with or without its PostgreSQL, it has all it ever acknowledged`, async () => {
    const { random, seed } = seeded('hq-kill');
    const sellers = await joined(random);
    const acknowledged = () => sellers.reduce((sum, seller) => sum + seller.acknowledged(), 0);
    for (let kill = 1; kill <= KILLS; kill++) {
      const where = `seed ${seed}, kill ${kill}`;
      const before = acknowledged();
      const selling = sellers.map((seller) => seller.sellUntilCut(hq.address));
      // Every other time amid what it takes in, however long it needs to come so far.
      if (kill % 2 === 0)
        await expect.poll(acknowledged, { timeout: 20_000, interval: 1 }).toBeGreaterThan(before + 2);
      await aWhile(random);
      const server = postmasterOf(folder);
      const killed = hq.end('SIGKILL');
      if (random() < 0.2 && server !== null) process.kill(server, 'SIGKILL');
      await Promise.all([killed, ...selling]);
      hq = await runHq(folder);
      for (const seller of sellers) expect(await seller.lostAt(hq.address), where).toEqual([]);
    }
    expect(acknowledged()).toBeGreaterThan(KILLS);
    await allIsThere();
  }, 1_200_000);

  test('killed between taking a transfer in and bringing it to the other store, it brings each there once', async () => {
    const { random, seed } = seeded('hq-relay-kill');
    await pool.query(
      `insert into hq_store (store, name, opened_at) values ('R02', 'Lake', 1) on conflict (store) do nothing`,
    );
    const wanted = { store: 'R01', register: null, role: 'register', madeBy: 'test' } as const;
    const code = await makeEnrolmentCode({ pool, now: Date.now }, wanted);
    if (!code.ok) throw new Error(code.error.code);
    const sender = bareDevice(hq.address);
    await sender.enrol(code.value.code);
    let sent = 0;
    let lease: string | null = null;
    const waiting = () => count('select count(*) as n from route');
    let caught = 0;
    for (let kill = 1; kill <= KILLS / 4; kill++) {
      sender.moveTo(hq.address);
      const greeted = await sender.hello({ lease });
      ({ lease } = greeted.body);
      const facts = Array.from({ length: 20 }, () => {
        sent += 1;
        const body = aDispatch(`t${sent}`, 'R02', [{ item: 'tea', pieces: 1 }]);
        return sender.fact(transferDispatched.type, body);
      });
      const answer = await sender.push(greeted.body.session, sender.batch(facts));
      expect(answer.body, `seed ${seed}, kill ${kill}`).toMatchObject({ kind: 'ack', seq: sent });
      // Now and then at once, now and then while it brings them.
      if (random() < 0.5) await expect.poll(waiting, { timeout: 20_000, interval: 1 }).toBeLessThan(20);
      await hq.end('SIGKILL');
      if ((await waiting()) ?? 0) caught += 1;
      hq = await runHq(folder);
    }
    await expect.poll(waiting, { timeout: 30_000 }).toBe(0);
    expect(caught).toBeGreaterThan(0);
    expect(await count(`select count(*) as n from transfer where store = 'R02'`)).toBe(sent);
    expect(await count(`select count(distinct id) as n from journal where store = 'R02'`)).toBe(sent);
    expect(await count(`select max(position) as n from journal where store = 'R02'`)).toBe(sent);
    expect(await count(`select count(*) as n from journal where store = 'R02'`)).toBe(sent);
  }, 600_000);
});
