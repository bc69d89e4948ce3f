import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pgBinaries } from '#server/cluster/binaries.ts';
import { makeEnrolmentCode } from '#server/link/enrolment.ts';
import { setUpChain } from '#server/set-up/set-up-chain.ts';
import { createPool, type HqPool } from '#server/store/pool.ts';
import { backOff } from '#shared/link/device/back-off.ts';
import { COMING_BACK, FULL, seeded } from '#tests/crash/seeds.ts';
import { type Answer, type BareDevice, bareDevice, call } from './device.ts';
import { type RunningHq, runHq } from './running-hq.ts';

const missing = 'missing' in (await pgBinaries());
/** More than may be on its way in at once, over all of them. */
const ALL_BYTES = 110 * 1024 * 1024;
const FACTS = 4;
/** They come back so often, each time within so long, ms: all at once more is brought than may be on its way. */
const WAVES = FULL ? [10_000, 0, 0] : [0, 0];
/** MiB: what all of them bring is more than may be on its way at once, and headquarters never comes near this. */
const MOST_MEMORY = 1024;

describe.skipIf(missing)('registers that come back all at once', () => {
  const { random, seed } = seeded('coming-back');
  let folder: string;
  let pool: HqPool;
  let hq: RunningHq;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'mlhq-'));
    hq = await runHq(folder);
    pool = createPool({ connection: { socket: folder }, size: 2 });
    const named = { chain: 'Ducks', store: { code: 'R01', name: 'Pond' } };
    const made = await setUpChain({ pool, now: Date.now }, named);
    if (!made.ok) throw new Error(made.error);
  });
  afterAll(async () => {
    await pool.close();
    await hq.end('SIGTERM');
    rmSync(folder, { recursive: true, force: true });
  });
  const count = async (sql: string) => (await pool.once<{ n: number }>(sql)).rows[0]?.n;

  /** How often what was asked was turned away. */
  const turnedAway = { strangers: 0, pushes: 0 };
  /** Asks as a register does: what headquarters turns away it brings again, after the wait that was asked for, spread by chance. */
  const persist = async <T>(
    ask: () => Promise<Answer<T>>,
    as: keyof typeof turnedAway = 'strangers',
  ): Promise<T> => {
    for (let failures = 1; failures < 30; failures++) {
      const { status, body } = await ask();
      if (status === 200) return body;
      if (status !== 429) throw new Error(`${status} ${JSON.stringify(body)}`);
      turnedAway[as] += 1;
      const { retryAfter = 0 } = body as { retryAfter?: number };
      await pause(backOff({ failures, asked: retryAfter * 1000 }, random()));
    }
    throw new Error('turned away thirty times');
  };
  const json = (path: string, body: object) =>
    call<Readonly<Record<string, string>>>(
      `${hq.address}${path}`,
      { 'content-type': 'application/json' },
      Buffer.from(JSON.stringify(body)),
    );
  const joined = async (): Promise<BareDevice> => {
    const wanted = { store: 'R01', register: null, role: 'register', madeBy: 'test' } as const;
    const code = await makeEnrolmentCode({ pool, now: Date.now }, wanted);
    if (!code.ok) throw new Error(code.error.code);
    const device = bareDevice(hq.address);
    await persist(() => json('/link/enrol', device.enrolment(code.value.code)));
    return device;
  };
  const memory = async () => {
    const { body } = await call<Buffer>(`${hq.address}/metrics`);
    const [, bytes] = /^process_resident_memory_bytes (\d+)/m.exec(body.toString()) ?? [];
    return Number(bytes) / 1024 / 1024;
  };

  test(
    `${COMING_BACK} of them are let in a few at a time: all drain, none is lost or refused, and memory does not grow`,
    async () => {
      const devices: BareDevice[] = [];
      for (let n = 0; n < COMING_BACK; n++) devices.push(await joined());
      const leases = new Map<string, string | null>();
      const bytes = Math.floor(ALL_BYTES / COMING_BACK / FACTS);
      /** Says hello; answers how what it has is brought. */
      const comeBack = async (device: BareDevice, within: number): Promise<() => Promise<void>> => {
        await pause(random() * within);
        const { challenge = '' } = await persist(() => json('/link/challenge', { device: device.id }));
        const lease = leases.get(device.id) ?? null;
        const { session, lease: next } = await persist(() => device.hello({ challenge, lease }));
        leases.set(device.id, next);
        const facts = Array.from({ length: FACTS }, () =>
          device.fact('thing.happened', { long: randomBytes((bytes * 3) / 4).toString('base64') }),
        );
        const packed = device.batch(facts);
        return async () => {
          const answer = await persist(() => device.push(session, packed), 'pushes');
          expect(answer).toMatchObject({ kind: 'ack', seq: facts.at(-1)?.head.seq });
        };
      };
      const drain = async (within: number): Promise<void> => {
        const pushes = await Promise.all(devices.map((device) => comeBack(device, within)));
        await Promise.all(pushes.map((push) => push()));
      };
      const highest: number[] = [];
      for (const within of WAVES) {
        let most = 0;
        let isOver = false;
        const watching = (async () => {
          while (!isOver) {
            expect(await call(`${hq.address}/health`)).toMatchObject({ status: 200 });
            most = Math.max(most, await memory());
          }
        })();
        const drained = drain(within).finally(() => {
          isOver = true;
        });
        await Promise.all([drained, watching]);
        await expect.poll(async () => (await call(`${hq.address}/ready`)).status).toBe(200);
        highest.push(most);
      }
      const where = `seed ${seed}, memory ${highest.map(Math.round).join(', ')} MiB`;
      const [before = 0, last = 0] = highest.slice(-2);
      expect(turnedAway.pushes, where).toBeGreaterThan(0);
      expect(last, where).toBeLessThan(before + MOST_MEMORY / 4);
      expect(Math.max(...highest), where).toBeLessThan(MOST_MEMORY);
      expect(await count(`select count(distinct id) as n from journal where origin not like 'hq/%'`)).toBe(
        COMING_BACK * FACTS * WAVES.length,
      );
      expect(await count(`select count(*) - max(position) as n from journal where store = 'R01'`)).toBe(0);
      expect(await count('select count(*) as n from exception')).toBe(0);
    },
    FULL ? 1_200_000 : 120_000,
  );
});
