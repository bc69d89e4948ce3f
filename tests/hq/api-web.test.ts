import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { describe, expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { pgMissing } from '#tests/support/pg/shared-cluster.ts';
import { foundHq, type HqClient, openHq, overHttp, SET_UP, serveHq } from './hq-place.ts';

const missing = await pgMissing();

async function served() {
  const dir = mkdtempSync(join(tmpdir(), 'mallard-hq-web-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  writeFileSync(join(dir, 'index.html'), '<html><head><style nonce="__CSP_NONCE__"></style></head></html>');
  const place = await openHq();
  const { owner } = await foundHq(place);
  const { origin } = await serveHq(place, dir);
  return { place, origin, cookie: `mallard_hq=${owner.token() ?? ''}` };
}

/** What a socket comes to: `open`, or how it was refused. */
const outcome = (socket: WebSocket) =>
  new Promise<string>((settled) => {
    socket.once('open', () => settled('open')).once('error', (error) => settled(error.message));
  });

function socketOf(origin: string, headers: Record<string, string>, path = '/rpc'): WebSocket {
  const socket = new WebSocket(origin.replace('http', 'ws') + path, { headers });
  onTestFinished(() => socket.terminate());
  return socket;
}

describe.skipIf(missing !== null)(
  `the pages of headquarters${missing === null ? '' : ` (${missing})`}`,
  () => {
    test('come with the production policy, a fresh nonce and guard headers', async () => {
      const { origin } = await served();
      const page = await fetch(`${origin}/hq/overview`);
      const html = await page.text();
      const nonce = /nonce="([^"]+)"/.exec(html)?.[1] ?? '';
      expect(html).toContain('<meta name="mallard-host" content="hq">');
      expect(Object.fromEntries(page.headers)).toMatchObject({
        'content-security-policy': `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; media-src 'self'; connect-src 'self' ${origin.replace('http', 'ws')}; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
      });
      expect(await (await fetch(`${origin}/hq/overview`)).text()).not.toContain(nonce);
      expect((await fetch(`${origin}/`, { method: 'POST' })).status).toBe(405);
    });

    test('signing in gives a cookie that scripts and other sites cannot use', async () => {
      const { origin } = await served();
      const answer = await fetch(`${origin}/api/session/signIn`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', origin },
        body: JSON.stringify(SET_UP.owner),
      });
      expect([answer.status, answer.headers.get('set-cookie')]).toEqual([
        200,
        expect.stringMatching(/^mallard_hq=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/),
      ]);
    });

    test('a call over HTTP is made by who the cookie says, from our own pages or from no page', async () => {
      const { origin, cookie } = await served();
      expect(await overHttp(origin, { cookie, origin }).stores.list()).toHaveLength(1);
      expect(await overHttp(origin, { cookie }).stores.list()).toHaveLength(1);
      for (const headers of [
        { cookie, origin: 'https://evil.example' },
        { cookie, origin: 'null' },
      ])
        await expect(overHttp(origin, headers).stores.list()).rejects.toMatchObject({ status: 403 });
      await expect(overHttp(origin, { origin }).stores.list()).rejects.toMatchObject({
        code: 'UNAUTHORIZED',
      });
      await expect(
        overHttp(origin, { origin, cookie: 'mallard_hq=wrong' }).stores.list(),
      ).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
    });

    test('a socket speaks the contract and tells what changed; without a cookie it is nobody', async () => {
      const { origin, cookie, place } = await served();
      const socket = socketOf(origin, { cookie, origin });
      expect(await outcome(socket)).toBe('open');
      const client: HqClient = createORPCClient(new RPCLink({ websocket: socket as never }));
      const changes = await client.events.changes();
      const next = changes.next();
      await client.stores.add({ commandId: crypto.randomUUID(), store: 'H02', name: 'Hill Market' });
      expect((await next).value).toEqual({ areas: ['stores'] });
      const stranger = socketOf(origin, { origin });
      await outcome(stranger);
      const nobody: HqClient = createORPCClient(new RPCLink({ websocket: stranger as never }));
      expect(await nobody.session.get()).toMatchObject({ mode: 'locked', person: null });
      await expect(nobody.stores.list()).rejects.toMatchObject({ code: 'UNAUTHORIZED' });
      await expect(nobody.session.signIn(SET_UP.owner)).rejects.toMatchObject({ code: 'FORBIDDEN' });
      expect(place.reported).toEqual([]);
    });

    test.each([
      ['from another site', { cookie: 'OWN', origin: 'https://evil.example' }, '/rpc'],
      ['without an origin', { cookie: 'OWN' }, '/rpc'],
      ['at another path', { cookie: 'OWN', origin: 'OWN' }, '/other'],
    ])('no socket %s', async (_what, given: Record<string, string>, path) => {
      const { origin, cookie } = await served();
      const own: Record<string, string> = { cookie, origin };
      const headers = Object.fromEntries(
        Object.entries(given).map(([name, value]) => [name, value === 'OWN' ? (own[name] ?? '') : value]),
      );
      expect(await outcome(socketOf(origin, headers, path))).toBe('Unexpected server response: 403');
    });

    test('a foreign name that was made to resolve here is refused, whatever it asks', async () => {
      const { origin, cookie } = await served();
      const port = new URL(origin).port;
      const status = (path: string) =>
        new Promise<number>((answered) => {
          const headers = { host: `evil.example:${port}`, origin: `http://evil.example:${port}`, cookie };
          get(`${origin}${path}`, { headers }, (response) => {
            response.resume();
            answered(response.statusCode ?? 0);
          });
        });
      expect([await status('/'), await status('/api/setup/options')]).toEqual([403, 403]);
      const socket = socketOf(origin, {
        host: `evil.example:${port}`,
        origin: `http://evil.example:${port}`,
        cookie,
      });
      expect(await outcome(socket)).toBe('Unexpected server response: 403');
    });

    test('what is oversized, malformed or unknown is refused typed, and a fault keeps its detail to the log', async () => {
      const { origin, cookie, place } = await served();
      const call = async (path: string, body: string) => {
        const answer = await fetch(`${origin}/api/${path}`, {
          method: 'POST',
          headers: { 'content-type': 'application/json', origin, cookie },
          body,
        });
        return [answer.status, ((await answer.json()) as { code: string }).code];
      };
      expect(await call('stores/add', 'x'.repeat(5_000_000))).toEqual([413, 'PAYLOAD_TOO_LARGE']);
      expect(await call('stores/add', '{"store":')).toEqual([400, 'BAD_REQUEST']);
      expect(await call('stores/add', '{"store":7}')).toEqual([400, 'BAD_REQUEST']);
      expect(await call('stores/nothing', '{}')).toEqual([404, 'NOT_FOUND']);
      expect(place.reported).toEqual([]);
      await place.pool.once('alter table hq_store rename to gone');
      expect(await call('stores/list', '{}')).toEqual([500, 'INTERNAL_SERVER_ERROR']);
      expect(String(place.reported[0])).toContain('hq_store');
      await place.pool.once('alter table gone rename to hq_store');
    });

    test('describes itself', async () => {
      const { origin } = await served();
      const document = (await (await fetch(`${origin}/api/openapi.json`)).json()) as { paths: object };
      expect(Object.keys(document.paths)).toEqual(
        expect.arrayContaining(['/stores/list', '/session/signIn', '/catalog/products']),
      );
    });
  },
);
