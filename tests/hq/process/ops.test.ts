import { once } from 'node:events';
import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { type ClientRequest, request as httpRequest } from 'node:http';
import { Agent, get as httpsGet } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { pgMissing } from '#tests/support/pg/shared-cluster.ts';
import { CERTIFICATES } from './certificate.ts';
import { bareDevice, call } from './device.ts';
import { openHq } from './open-hq.ts';
import { until } from './till.ts';

const missing = await pgMissing();

describe.skipIf(missing !== null)('headquarters, to those who run it', () => {
  test('says that it lives, whether it is ready, and what it counts', async () => {
    const hq = await openHq();
    try {
      const device = await hq.joined();
      const { session } = (await device.hello()).body;
      await device.push(session, device.batch(device.facts(2)));
      await device.push(session, Buffer.from('nonsense'));
      const ask = async (path: string) => await call(`${hq.address}${path}`);
      expect((await ask('/health')).body).toMatchObject({
        status: 'alive',
        roles: ['api', 'sync', 'worker'],
      });
      expect(await ask('/ready')).toMatchObject({ status: 200, body: { status: 'ready', obstacles: [] } });
      expect(await ask('/link/nothing')).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
      const { body: counted } = await call<Buffer>(`${hq.address}/metrics`);
      for (const line of [
        'mallard_requests_total{route="/link/push",answer="ok"} 1',
        'mallard_requests_total{route="/link/push",answer="MALFORMED"} 1',
        'mallard_requests_total{route="unknown",answer="NOT_FOUND"} 1',
        'mallard_batches_total{kind="ack"} 1',
        'mallard_database_connections{state="idle"}',
      ])
        expect(counted.toString()).toContain(line);
    } finally {
      await hq.stop();
    }
  });

  test('tells machines that watch what it tells a manager', async () => {
    const clock = { now: Date.now() };
    const hq = await openHq({ now: () => clock.now });
    try {
      const metrics = async () => (await call<Buffer>(`${hq.address}/metrics`)).body.toString().split('\n');
      expect(await metrics()).toContain('mallard_facts_not_counted 0');
      const device = await hq.joined();
      await device.hello({ waiting: { facts: 3, since: clock.now - 60_000 } });
      await hq.rows(
        "insert into exception (store, rule, subject, detail, raised_at) values ('R01', 'FORK', 'd', '{}', 1), ('R01', 'FORK', 'e', '{}', 1)",
      );
      await hq.rows(
        "insert into archived (store, origin, epoch, seq, at) values ('R01', 'd', '1-a', 1, $1)",
        [clock.now - 30_000],
      );
      const lately = (lines: string[]) =>
        lines.filter((line) => /^mallard_(reg|exc|oldest_w|long|back)/.test(line));
      await until(async () =>
        expect(lately(await metrics())).toEqual([
          'mallard_exceptions_open{rule="FORK"} 2',
          'mallard_registers{state="online"} 1',
          'mallard_registers{state="silent"} 0',
          'mallard_registers{state="revoked"} 0',
          'mallard_oldest_waiting_seconds 60',
          'mallard_longest_unseen_seconds 0',
          'mallard_backup_age_seconds 30',
        ]),
      );
      clock.now += 3_600_000;
      await until(async () =>
        expect(lately(await metrics())).toEqual([
          'mallard_exceptions_open{rule="FORK"} 2',
          'mallard_registers{state="online"} 0',
          'mallard_registers{state="silent"} 1',
          'mallard_registers{state="revoked"} 0',
          'mallard_oldest_waiting_seconds 0',
          'mallard_longest_unseen_seconds 3600',
          'mallard_backup_age_seconds 3630',
        ]),
      );
      const told = new Set((await metrics()).map((line) => /^\w+/.exec(line)?.[0]));
      const asked = readFileSync('docs/prometheus-alerts.yml', 'utf8').match(/mallard_\w+/g) ?? [];
      expect(asked.filter((name) => !told.has(name))).toEqual([]);
    } finally {
      await hq.stop();
    }
  });

  test('does what its roles say and nothing else', async () => {
    const hq = await openHq({}, { roles: new Set(['api', 'worker']) });
    try {
      expect((await call(`${hq.address}/health`)).body).toMatchObject({ roles: ['api', 'worker'] });
      const answer = await call(`${hq.address}/link/feed?name=chain&from=0`);
      expect(answer).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
    } finally {
      await hq.stop();
    }
  });

  test('shows metrics to this machine or by the token, and nobody’s through a proxy it was not told of', async () => {
    const token = 'a-token-of-some-length';
    const hq = await openHq({}, { metricsToken: token });
    try {
      const status = async (headers: Record<string, string>) =>
        (await call(`${hq.address}/metrics`, headers)).status;
      expect(await status({})).toBe(200);
      expect(await status({ authorization: `Bearer ${token}` })).toBe(200);
      expect(await status({ authorization: 'Bearer wrong' })).toBe(403);
      expect(await status({ 'x-forwarded-for': '203.0.113.9' })).toBe(403);
      expect(await status({ 'x-forwarded-for': '203.0.113.9', authorization: `Bearer ${token}` })).toBe(200);
    } finally {
      await hq.stop();
    }
  });

  test('believes a proxy it was told of, so that one caller’s failures lock out that one', async () => {
    const hq = await openHq({}, { proxies: ['127.0.0.1'] });
    try {
      const thief = bareDevice(hq.address);
      const guess = (from: string) =>
        call<{ code: string }>(
          `${hq.address}/link/enrol`,
          { 'content-type': 'application/json', 'x-forwarded-for': from },
          Buffer.from(JSON.stringify(thief.enrolment('AAAAA-AAAAA'))),
        );
      for (let tries = 0; tries < 10; tries++)
        expect((await guess('203.0.113.9')).body.code).toBe('CODE_UNKNOWN');
      expect((await guess('203.0.113.9')).body.code).toBe('BUSY');
      expect((await guess('203.0.113.10')).body.code).toBe('CODE_UNKNOWN');
    } finally {
      await hq.stop();
    }
  });

  test('turns strangers away who come too fast, and registers when too many bring too much at once', async () => {
    const hq = await openHq({ strangerRate: { perSecond: 1, burst: 4 }, admitted: 1 });
    try {
      const device = await hq.joined();
      const { session } = (await device.hello()).body;
      await device.challenge();
      expect(await device.hello({ challenge: '0'.repeat(64) })).toMatchObject({
        status: 429,
        body: { code: 'BUSY' },
      });
      // One whose body never comes holds all the room there is. It may come second, and be the one that is turned away.
      let slow = slowPush(hq.address, session);
      const held = async () => {
        if (slow.destroyed) slow = slowPush(hq.address, session);
        return (await device.push(session, packed)).status;
      };
      const packed = device.batch(device.facts(1));
      await expect.poll(held, { timeout: 10_000 }).toBe(429);
      slow.destroy();
      await expect.poll(async () => (await device.push(session, packed)).status).toBe(200);
    } finally {
      await hq.stop();
    }
  });

  test('finishes what it has begun when it is asked to stop, and takes nothing new', async () => {
    const hq = await openHq();
    const device = await hq.joined();
    const { session } = (await device.hello()).body;
    const socket = device.pokes(session);
    await once(socket, 'message');
    const gone = once(socket, 'close');
    // Others hold the feed's end: a push is under way until they let go.
    const other = await hq.database.connect();
    await other.query(`begin; insert into feed_head (store, position) values ('R01', 0); `);
    const pushed = device.push(session, device.batch(device.facts(1)));
    await expect
      .poll(async () => (await other.query('select 1 from pg_locks where not granted')).rowCount)
      .toBeGreaterThan(0);
    const stopped = hq.stop();
    await gone;
    await expect.poll(() => call(`${hq.address}/ready`).then(String, () => 'closed')).toBe('closed');
    await other.query('rollback');
    await other.end();
    expect((await pushed).body).toMatchObject({ kind: 'ack', seq: 1 });
    await stopped;
  });

  test('says that PostgreSQL is gone, and registers come back later; when it is back, so is headquarters', async () => {
    const hq = await openHq();
    try {
      const device = await hq.joined();
      const { session } = (await device.hello()).body;
      const packed = device.batch(device.facts(1));
      const killer = await hq.database.connect();
      const statuses: number[] = [];
      // At least until a line was cut while it was at work.
      for (let round = 0; round < 5 || (round < 200 && !statuses.includes(503)); round++) {
        const pushes = Array.from({ length: 8 }, () => device.push(session, packed));
        await killer.query(
          'select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()',
        );
        for (const { status } of await Promise.all(pushes)) statuses.push(status);
      }
      await killer.end();
      expect(statuses.filter((status) => status !== 200 && status !== 503)).toEqual([]);
      expect(statuses).toContain(503);
      await expect.poll(async () => (await device.push(session, packed)).status).toBe(200);
      await expect.poll(async () => (await call(`${hq.address}/ready`)).status).toBe(200);
      expect(await hq.rows('select 1 from journal where origin = $1', [device.id])).toHaveLength(1);
    } finally {
      await hq.stop();
    }
  });

  test('does its own TLS by certificate files; new ones are taken without a line cut, half of them is not', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mallard-tls-'));
    const files = { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') };
    const [first, second] = CERTIFICATES;
    const [cert, key] = [Buffer.from(first.cert), Buffer.from(first.key)];
    writeFileSync(files.cert, cert);
    writeFileSync(files.key, key);
    const hq = await openHq({ certificateMs: 10 }, { tls: { cert, key, files } });
    const replace = (file: string, text: string) => {
      writeFileSync(`${file}.new`, text);
      renameSync(`${file}.new`, file);
    };
    // Whoever comes now, trusting this one alone.
    const come = async (ca: string, agent: Agent | false = false) => {
      const asked = httpsGet(`${hq.address}/ready`, { ca, agent });
      const [response] = await once(asked, 'response');
      response.resume();
      await once(response, 'end');
      return { status: response.statusCode, reused: asked.reusedSocket };
    };
    const broken = () => hq.said().filter(({ where }) => where === 'certificate');
    const stays = new Agent({ keepAlive: true, maxSockets: 1 });
    try {
      expect(await come(first.cert, stays)).toEqual({ status: 200, reused: false });
      replace(files.cert, second.cert);
      await expect.poll(broken).toHaveLength(1);
      expect(await come(first.cert)).toMatchObject({ status: 200 });
      replace(files.key, second.key);
      await expect.poll(() => come(second.cert).catch(() => null)).toMatchObject({ status: 200 });
      await expect(come(first.cert)).rejects.toThrow();
      expect(await come(first.cert, stays)).toEqual({ status: 200, reused: true });
      const until = expect.stringContaining('2126');
      expect(hq.said().filter(({ msg }) => msg === 'certificate')).toMatchObject([{ until }]);
      expect(broken()).toHaveLength(1);
    } finally {
      stays.destroy();
      await hq.stop();
      rmSync(folder, { recursive: true });
    }
  });
});

/** A push of which only the head comes; destroyed once it is answered. */
function slowPush(address: string, session: string): ClientRequest {
  const slow = httpRequest(`${address}/link/push`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${session}`,
      'content-type': 'application/octet-stream',
      'content-length': '1000',
    },
  });
  slow.on('error', () => {}).on('response', () => slow.destroy());
  slow.flushHeaders();
  return slow;
}
