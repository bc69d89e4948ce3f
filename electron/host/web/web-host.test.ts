import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { SCRIPT_TOKEN, type tinyContract, tinyHost } from '#tests/shell/tiny-host.ts';
import { startWebHost, type WebHost } from './web-host.ts';

const dir = mkdtempSync(join(tmpdir(), 'mallard-web-'));
const host = tinyHost(dir);
const faults: unknown[] = [];
const png = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
const pngName = createHash('sha256').update(png).digest('hex');
const svgName = createHash('sha256').update('<svg/>').digest('hex');
let web: WebHost;

beforeAll(async () => {
  const rendererDir = join(dir, 'renderer');
  mkdirSync(join(rendererDir, 'assets'), { recursive: true });
  mkdirSync(join(dir, 'pictures'));
  writeFileSync(
    join(rendererDir, 'index.html'),
    '<html><head><style nonce="__CSP_NONCE__"></style></head></html>',
  );
  writeFileSync(join(rendererDir, 'assets', 'main-1a2b.js'), 'export {}');
  writeFileSync(join(rendererDir, '.secret'), 'no');
  writeFileSync(join(dir, 'store.db'), 'the books');
  writeFileSync(join(dir, 'renderer-of-another'), 'no');
  writeFileSync(join(dir, 'pictures', pngName), png);
  writeFileSync(join(dir, 'pictures', svgName), '<svg/>');
  web = await startWebHost(host, {
    port: 0,
    rendererDir,
    maxBody: 2_000,
    maxMessage: 100_000,
    report: (_where, error) => faults.push(error),
  });
});

afterAll(async () => {
  await web.stop();
  rmSync(dir, { recursive: true });
});

interface Reply {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
}

/** A request exactly as given: no client mends the path, the host or the origin on its way. */
function ask(
  path: string,
  given: { headers?: Record<string, string>; method?: string; body?: string } = {},
): Promise<Reply> {
  return new Promise((answered, failed) => {
    const sent = httpRequest(
      {
        host: '127.0.0.1',
        port: web.port,
        path,
        method: given.method ?? 'GET',
        headers: given.headers ?? {},
      },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () =>
          answered({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(parts).toString('latin1'),
          }),
        );
      },
    );
    sent.on('error', failed);
    sent.end(given.body);
  });
}

async function signIn(): Promise<string> {
  const entry = await ask(new URL(web.url).pathname + new URL(web.url).search);
  return String(entry.headers['set-cookie']).split(';')[0] ?? '';
}

const asPage = async (path: string) => await ask(path, { headers: { cookie: await signIn() } });

describe('the door', () => {
  it('exchanges the token of the address for a cookie that scripts and other sites cannot use', async () => {
    const reply = await ask(`/?${web.url.split('?')[1]}`);
    expect({ status: reply.status, location: reply.headers['location'] }).toEqual({
      status: 303,
      location: '/',
    });
    expect(String(reply.headers['set-cookie'])).toMatch(
      new RegExp(`^mallard_${web.port}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`),
    );
    expect(String(reply.headers['set-cookie'])).not.toContain(new URL(web.url).searchParams.get('token'));
  });

  it.each([
    ['no cookie and no token', '/', {}],
    ['a wrong token', '/?token=wrong', {}],
    ['the token at another path', '/assets/main-1a2b.js?token=TOKEN', {}],
    ['a wrong cookie', '/', { cookie: 'mallard_PORT=wrong' }],
    ['a script token', '/', { authorization: `Bearer ${SCRIPT_TOKEN}` }],
    ['a picture without a session', `/pictures/${pngName}`, {}],
  ])('stays shut for %s', async (_what, path, headers: Record<string, string>) => {
    const token = new URL(web.url).searchParams.get('token') ?? '';
    const cookie = headers['cookie']?.replace('PORT', String(web.port));
    const reply = await ask(path.replace('TOKEN', token), { headers: cookie ? { cookie } : headers });
    expect(reply.status).toBe(401);
    expect(reply.headers['set-cookie']).toBeUndefined();
  });

  it.each([
    ['a name that was made to resolve here', { host: 'evil.example:80' }],
    ['the right name with another port', { host: '127.0.0.1:1' }],
    ['localhost, which is not the printed address', { host: 'localhost' }],
    ['a page of another site', { origin: 'https://evil.example' }],
    ['a page without an origin of its own', { origin: 'null' }],
  ])('refuses %s, even with the cookie', async (_what, headers: Record<string, string>) => {
    const reply = await ask('/', { headers: { cookie: await signIn(), ...headers } });
    expect(reply.status).toBe(403);
  });

  it('is on the loopback interface only', async () => {
    const outside = Object.values(networkInterfaces())
      .flat()
      .find((address) => address && !address.internal && address.family === 'IPv4')?.address;
    if (outside === undefined) return;
    await expect(fetch(`http://${outside}:${web.port}/`)).rejects.toThrow();
  });

  it('takes no other method', async () => {
    expect((await ask('/', { method: 'POST', headers: { cookie: await signIn() } })).status).toBe(405);
  });
});

describe('files', () => {
  it('gives the page a fresh nonce and the production policy', async () => {
    const [first, second] = [await asPage('/'), await asPage('/sales/today')];
    const nonce = /nonce="([^"]+)"/.exec(first.body)?.[1] ?? '';
    expect(first.body).toContain('<meta name="mallard-host" content="loopback">');
    expect(second.body).not.toContain(nonce);
    expect(first.headers).toMatchObject({
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'content-security-policy': `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'; style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; font-src 'self'; media-src 'self'; connect-src 'self' ws://127.0.0.1:${web.port}; worker-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
    });
  });

  it('lets hashed assets and pictures be kept for ever', async () => {
    const asset = await asPage('/assets/main-1a2b.js');
    const picture = await asPage(`/pictures/${pngName}`);
    expect(asset.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    expect(picture.headers).toMatchObject({
      'content-type': 'image/png',
      'cache-control': 'private, max-age=31536000, immutable',
    });
  });

  it.each([
    '/../store.db',
    '/assets/../../store.db',
    '/..%2fstore.db',
    '/%2e%2e/store.db',
    '/assets/%2e%2e%2f%2e%2e%2fstore.db',
    '/..%5cstore.db',
    '/../renderer-of-another',
    '/.secret',
    '/%00',
    '/%zz',
    '//etc/passwd.txt',
    '/pictures/../store.db',
    `/pictures/${'0'.repeat(64)}`,
    `/pictures/${svgName}`,
    '/assets/none.js',
    '/assets',
    `/${'a'.repeat(5_000)}.js`,
  ])('answers 404 for %s', async (path) => {
    const reply = await asPage(path);
    expect(reply.status).toBe(404);
    expect(reply.body).not.toContain('the books');
  });
});

describe('scripts over HTTP', () => {
  const call = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    ask(path, {
      method: 'POST',
      body: JSON.stringify(body),
      headers: { 'content-type': 'application/json', ...headers },
    });
  const bearer = { authorization: `Bearer ${SCRIPT_TOKEN}` };

  it('answers the holder of a token under that name', async () => {
    const who = await call('/api/who', undefined, bearer);
    const sum = await call('/api/add', { a: 2, b: 3 }, bearer);
    expect([who.status, who.body, sum.body]).toEqual([200, '"script"', '5']);
  });

  it.each([
    ['nobody', {}],
    ['a wrong token', { authorization: 'Bearer nope' }],
    ['another scheme', { authorization: `Basic ${SCRIPT_TOKEN}` }],
  ])('refuses %s', async (_who, headers: Record<string, string>) => {
    const reply = await call('/api/who', undefined, headers);
    expect([reply.status, JSON.parse(reply.body)]).toEqual([
      401,
      { defined: false, code: 'UNAUTHORIZED', status: 401, message: 'UNAUTHORIZED' },
    ]);
  });

  it('does not take the page cookie for a token', async () => {
    expect((await call('/api/who', undefined, { cookie: await signIn() })).status).toBe(401);
  });

  it('answers what is malformed, oversized, unknown or not for scripts with a typed error', async () => {
    const refused = async (path: string, body: unknown) => {
      const reply = await call(path, body, bearer);
      return [reply.status, (JSON.parse(reply.body) as { code: string }).code];
    };
    expect(await refused('/api/add', { a: 'x', b: 1 })).toEqual([400, 'BAD_REQUEST']);
    expect(await refused('/api/add', { a: 1, b: 1, c: 1 })).toEqual([400, 'BAD_REQUEST']);
    expect(await refused('/api/echo', { bytes: 'x'.repeat(3_000) })).toEqual([413, 'PAYLOAD_TOO_LARGE']);
    expect(await refused('/api/nothing', {})).toEqual([404, 'NOT_FOUND']);
    expect(await refused('/api/signIn', undefined)).toEqual([404, 'NOT_FOUND']);
    expect(await refused('/api/refuse', undefined)).toEqual([409, 'SHIFT_CLOSED']);
  });

  it('keeps the detail of a bug to its own log', async () => {
    faults.length = 0;
    const reply = await call('/api/crash', undefined, bearer);
    expect([reply.status, reply.body.includes('secret')]).toEqual([500, false]);
    expect(faults).toEqual([new Error('secret detail')]);
  });

  it('describes itself', async () => {
    const reply = await ask('/api/openapi.json');
    const document = JSON.parse(reply.body) as { openapi: string; paths: Record<string, unknown> };
    expect(document.openapi).toMatch(/^3\.1/);
    expect(Object.keys(document.paths)).toEqual([
      '/who',
      '/lines',
      '/add',
      '/count',
      '/echo',
      '/refuse',
      '/crash',
    ]);
  });
});

describe('pages over WebSocket', () => {
  const open = (headers: Record<string, string>, path = '/rpc') =>
    new WebSocket(`ws://127.0.0.1:${web.port}${path}`, { headers });
  const outcome = (socket: WebSocket) =>
    new Promise<string>((settled) => {
      socket.on('open', () => settled('open'));
      socket.on('error', (error) => settled(error.message));
    });

  it('speaks the contract, one session to a page, and tells the register when the page is gone', async () => {
    const before = host.connections.length;
    const socket = open({ cookie: await signIn(), origin: web.origin });
    const client: ContractRouterClient<typeof tinyContract> = createORPCClient(
      new RPCLink({ websocket: socket as never }),
    );
    expect(await client.who()).toBe('loopback');
    expect(await client.add({ a: 2, b: 40 })).toBe(42);
    const counted: number[] = [];
    for await (const n of await client.count({ to: 3 })) counted.push(n);
    expect(counted).toEqual([1, 2, 3]);
    await expect(client.refuse()).rejects.toMatchObject({ code: 'SHIFT_CLOSED', status: 409 });
    await expect(client.add({ a: 1.5, b: 1 })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    const [connection] = host.connections.slice(before);
    const gone = new Promise((resolve) => connection?.closed.addEventListener('abort', resolve));
    expect(connection?.closed.aborted).toBe(false);
    socket.close();
    await gone;
    expect(host.connections.length - before).toBe(1);
  });

  it.each([
    ['without a cookie', { origin: 'SELF' }, '/rpc'],
    ['without an origin', { cookie: 'SELF' }, '/rpc'],
    ['from another site', { cookie: 'SELF', origin: 'https://evil.example' }, '/rpc'],
    ['under another name', { cookie: 'SELF', origin: 'SELF', host: 'evil.example' }, '/rpc'],
    ['at another path', { cookie: 'SELF', origin: 'SELF' }, '/other'],
    ['with a script token', { origin: 'SELF', authorization: `Bearer ${SCRIPT_TOKEN}` }, '/rpc'],
  ])('stays shut %s', async (_what, given: Record<string, string>, path) => {
    const headers = { ...given };
    if (headers['cookie']) headers['cookie'] = await signIn();
    if (headers['origin'] === 'SELF') headers['origin'] = web.origin;
    expect(await outcome(open(headers, path))).toBe('Unexpected server response: 403');
  });

  it('drops a page that sends more than a message may hold', async () => {
    const socket = open({ cookie: await signIn(), origin: web.origin });
    await outcome(socket);
    const code = new Promise((closed) => socket.on('close', closed));
    socket.send('x'.repeat(100_001));
    expect(await code).toBe(1009);
  });

  it('drops a page that no longer answers, and says goodbye to the others when it stops', async () => {
    const other = await startWebHost(host, { port: 0, rendererDir: dir, heartbeat: 100 });
    const entry = await fetch(other.url, { redirect: 'manual' });
    const headers = {
      origin: other.origin,
      cookie: (entry.headers.get('set-cookie') ?? '').split(';')[0] ?? '',
    };
    const connect = (autoPong: boolean) =>
      new WebSocket(`ws://127.0.0.1:${other.port}/rpc`, { headers, autoPong });
    const closing = (socket: WebSocket) => new Promise((closed) => socket.on('close', closed));
    const [silent, well] = [connect(false), connect(true)];
    const wellClosed = closing(well);
    expect(await closing(silent)).toBe(1006);
    expect(well.readyState).toBe(WebSocket.OPEN);
    await other.stop();
    expect(await wellClosed).toBe(1001);
  });
});
