import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PgBinaries, pgBinaries } from '#server/cluster/binaries.ts';
import { type Cluster, startCluster } from '#server/cluster/cluster.ts';

const found = await pgBinaries();
const missing = 'missing' in found;
const binaries = found as PgBinaries;

async function ask(cluster: Cluster, sql: string): Promise<readonly unknown[]> {
  const client = new Client({ host: cluster.socket, user: 'mallard', database: 'postgres' });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

async function ended(pid: number): Promise<void> {
  for (;;) {
    try {
      process.kill(pid, 0);
    } catch {
      return;
    }
    await pause(5);
  }
}

describe.skipIf(missing)("headquarters' own cluster", () => {
  let dir: string;
  let cluster: Cluster;
  const start = () => startCluster({ dir, binaries, data: 'kept' });

  beforeAll(async () => {
    dir = mkdtempSync(join(tmpdir(), 'mlhq-'));
    cluster = await start();
    await ask(cluster, 'create table kept as select 7 as n');
  });
  afterAll(async () => {
    await cluster.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  test('syncs what is committed, and is used where it runs already', async () => {
    expect(await ask(cluster, 'show fsync')).toEqual([{ fsync: 'on' }]);
    expect(await ask(cluster, 'show synchronous_commit')).toEqual([{ synchronous_commit: 'on' }]);
    expect((await start()).pid).toBe(cluster.pid);
  });

  test('that was stopped comes back with what was committed', async () => {
    const { pid } = cluster;
    await cluster.stop();
    cluster = await start();
    expect(cluster.pid).not.toBe(pid);
    expect(await ask(cluster, 'select n from kept')).toEqual([{ n: 7 }]);
  });

  test.each([
    ['nobody', null],
    ['another program', process.pid],
  ])('that was killed comes back too, when %s has its process number now', async (_, stranger) => {
    const { pid } = cluster;
    process.kill(pid, 'SIGKILL');
    await ended(pid);
    if (stranger !== null) {
      for (const lock of [join(dir, 'data', 'postmaster.pid'), join(dir, '.s.PGSQL.5432.lock')])
        writeFileSync(lock, readFileSync(lock, 'utf8').replace(String(pid), String(stranger)));
    }
    cluster = await start();
    expect(cluster.pid).not.toBe(pid);
    expect(await ask(cluster, 'select n from kept')).toEqual([{ n: 7 }]);
  });
});

test.skipIf(missing)('a cluster whose making was cut short is made anew', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'mlhq-'));
  mkdirSync(join(dir, 'data', 'base'), { recursive: true });
  writeFileSync(join(dir, 'data', 'PG_VERSION'), '18');
  const cluster = await startCluster({ dir, binaries, data: 'throwaway' });
  try {
    expect(await ask(cluster, 'select 1 as n')).toEqual([{ n: 1 }]);
  } finally {
    await cluster.stop();
    rmSync(dir, { recursive: true, force: true });
  }
});
