import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readConfig } from './config.ts';

const dir = mkdtempSync(join(tmpdir(), 'mallard-config-'));
afterAll(() => rmSync(dir, { recursive: true }));

const complaints = (flags: Record<string, string>, env: Record<string, string> = {}): readonly string[] => {
  const read = readConfig(flags, env);
  return read.ok ? [] : read.error;
};

describe('the configuration', () => {
  test('of nothing is headquarters on this machine alone, with a PostgreSQL of its own', () => {
    const read = readConfig({}, { HOME: dir });
    expect(read.ok && read.value).toMatchObject({
      database: { kind: 'own', folder: expect.stringMatching(/\.mallard-hq$/) },
      roles: new Set(['api', 'sync', 'worker']),
      host: '127.0.0.1',
      port: 8420,
      tls: null,
      factorKey: null,
      logLevel: 'info',
    });
  });

  test('is taken from flags before the environment', () => {
    const env = {
      MALLARD_HQ_PORT: '1',
      DATABASE_URL: 'postgres://db/mallard',
      MALLARD_HQ_ROLES: 'sync, worker',
    };
    const read = readConfig({ port: '2', address: 'https://hq.example.com/' }, env);
    expect(read.ok && read.value).toMatchObject({
      port: 2,
      database: { kind: 'named', url: 'postgres://db/mallard' },
      roles: new Set(['sync', 'worker']),
      publicAddress: 'https://hq.example.com',
    });
  });

  test.each<[string, Record<string, string>, string]>([
    ['port', { port: '70000' }, "'70000' is no port"],
    ['port', { port: '-1' }, "'-1' is no port"],
    ['database', { database: 'mysql://root:secret@db/x' }, 'not an address of a PostgreSQL'],
    ['data', { database: 'postgres://db/x', data: '/srv/hq' }, 'only without --database'],
    ['data', { data: `/srv/${'x'.repeat(100)}` }, 'too long'],
    ['roles', { database: 'postgres://db/x', roles: 'api,cook' }, 'no role cook'],
    ['roles', { roles: 'api' }, 'share one PostgreSQL'],
    ['address', { address: 'hq.example.com' }, 'is no address'],
    ['address', { address: 'https://hq.example.com/?a=1' }, 'is no address'],
    ['host', { host: '0.0.0.0' }, 'could read along'],
    ['proxy', { host: '0.0.0.0', proxy: '10.0.0.0/33' }, 'is no address'],
    ['proxy', { host: '0.0.0.0', proxy: 'nginx' }, 'is no address'],
    ['log', { log: 'loud' }, "'loud' is none of"],
    ['factor-key', { 'factor-key': 'short' }, 'at least 32'],
    ['metrics-token', { 'metrics-token': 'short' }, 'at least 16'],
    ['tls-key', { 'tls-cert': '/nowhere' }, 'needs its key'],
    ['tls-cert', { 'tls-cert': '/nowhere/cert', 'tls-key': '/nowhere/key' }, "can't be read"],
  ])('complains about --%s given %j', (name, flags, words) => {
    const said = complaints(flags);
    expect(said[0]).toContain(`--${name} (`);
    expect(said.join('\n')).toContain(words);
    expect(said.join('\n')).not.toContain('secret');
  });

  test('says everything that is wrong at once', () => {
    expect(complaints({ port: 'x', log: 'loud', host: '0.0.0.0' })).toHaveLength(3);
  });

  test('refuses files that are no certificate and key', () => {
    const [cert, key] = [join(dir, 'cert.pem'), join(dir, 'key.pem')];
    writeFileSync(cert, 'no certificate');
    writeFileSync(key, 'no key');
    expect(complaints({ 'tls-cert': cert, 'tls-key': key })[0]).toContain("don't go together");
  });
});
