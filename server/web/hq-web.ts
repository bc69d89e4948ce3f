import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { OpenAPIHandler } from '@orpc/openapi/node';
import { type AnyRouter, onError } from '@orpc/server';
import { BodyLimitPlugin, RPCHandler } from '@orpc/server/node';
import { RPCHandler as SocketHandler } from '@orpc/server/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { GUARD_HEADERS } from '#node/content-security.ts';
import { rendererFiles } from '#node/renderer-files.ts';
import type { Caller, HqContext } from '../api/caller.ts';
import { setCookie, tokenOf } from './cookies.ts';
import { openApiDocument } from './open-api.ts';

export interface HqWebOptions {
  readonly router: AnyRouter;
  /** The built renderer, `dist/renderer`. */
  readonly rendererDir: string;
  /** A picture by its name: what is printed on every slip or stands on every shelf is no secret. */
  readonly picture: (name: string) => Promise<Uint8Array | null>;
  /** How browsers reach headquarters, e.g. `https://hq.example.com`; null: under whatever name they call it. */
  readonly publicAddress: string | null;
  /** Only this machine reaches it: under no other name than its own, so that no page of another site can make one lead here. */
  readonly local: boolean;
  /** It is reached over TLS, by itself or by a proxy before it. */
  readonly secure: boolean;
  /** Where a request comes from, as far as headquarters can know. */
  readonly addressOf: (request: IncomingMessage) => string;
  /** Longest call, bytes; 4 MiB when absent. */
  readonly maxBody?: number;
  readonly report: (where: string, error: unknown) => void;
}

/** The pages of headquarters: the renderer, the contract over WebSocket at `/rpc`, over HTTP at `/rpc` and, described, at `/api`. */
export interface HqWeb {
  readonly request: (request: IncomingMessage, response: ServerResponse) => Promise<void>;
  readonly upgrade: (request: IncomingMessage, socket: Duplex, head: Buffer) => void;
  readonly stop: () => Promise<void>;
}

const HEARTBEAT = 20_000;
const LONGEST = 4_194_304;
/** More pages than the largest chain has people at headquarters. */
const MOST_PAGES = 1000;

export function createHqWeb(options: HqWebOptions): HqWeb {
  const { router, report, maxBody = LONGEST } = options;
  const told = (error: unknown): void => reportUnlessRefusal(report, error);
  const plugins = [new BodyLimitPlugin<HqContext>({ maxBodySize: maxBody })];
  const rpc = new RPCHandler<HqContext>(router, { plugins, interceptors: [onError(told)] });
  const api = new OpenAPIHandler<HqContext>(router, { plugins, interceptors: [onError(told)] });
  const sockets = new SocketHandler<HqContext>(router, { interceptors: [onError(told)] });
  const files = (request: IncomingMessage) =>
    rendererFiles({
      rendererDir: options.rendererDir,
      picture: options.picture,
      hostKind: 'hq',
      sockets: [originOf(options, request).replace(/^http/, 'ws')],
    });
  const server = new WebSocketServer({ noServer: true, maxPayload: maxBody });
  const beat = setInterval(() => dropSilent(server.clients), HEARTBEAT);
  beat.unref();
  return {
    request: async (request, response) => {
      for (const [name, value] of Object.entries(headersOf(options))) response.setHeader(name, value);
      if (!isCalledRightly(options, request)) return refuse(response, 403, 'FORBIDDEN');
      const path = (request.url ?? '/').split('?')[0] ?? '/';
      if (path === '/api/openapi.json') return json(response, 200, await openApiDocument(router));
      const call = path.startsWith('/rpc/') ? rpc : path.startsWith('/api/') ? api : null;
      if (call === null) return await page(files(request), request, response);
      // A page of another site can make a browser send a form here; it can't make it say that it comes from ours.
      if (!isOurs(options, request)) return refuse(response, 403, 'FORBIDDEN');
      const prefix = path.startsWith('/rpc/') ? '/rpc' : '/api';
      const context = { caller: callerOf(options, request, response) };
      const { matched } = await call.handle(request, response, { prefix, context });
      if (!matched) refuse(response, 404, 'NOT_FOUND');
    },
    upgrade: (request, socket, head) => {
      socket.on('error', () => socket.destroy());
      const isPage = request.url === '/rpc' && request.headers.origin !== undefined;
      if (!isPage || !isCalledRightly(options, request) || !isOurs(options, request))
        return closeWith(socket, '403 Forbidden');
      if (server.clients.size >= MOST_PAGES) return closeWith(socket, '503 Service Unavailable');
      server.handleUpgrade(request, socket, head, (line) =>
        serve({ line, sockets, report }, callerOn(options, request, line)),
      );
    },
    stop: async () => {
      clearInterval(beat);
      for (const line of server.clients) line.close(1001);
      const force = setTimeout(() => {
        for (const line of server.clients) line.terminate();
      }, 500);
      await new Promise<void>((done) => server.close(() => done()));
      clearTimeout(force);
    },
  };
}

/** Hands what belongs to the pages to them, before whoever else answers on this server. */
export function serveBeside(
  server: Server,
  web: HqWeb,
  given: { isTheirs: (path: string) => boolean },
): void {
  for (const event of ['request', 'upgrade'] as const) {
    const others = server.listeners(event);
    server.removeAllListeners(event);
    server.on(event, (request: IncomingMessage, ...rest: unknown[]) => {
      if (given.isTheirs((request.url ?? '/').split('?')[0] ?? '/'))
        for (const other of others) Reflect.apply(other, server, [request, ...rest]);
      else if (event === 'upgrade') web.upgrade(request, rest[0] as Duplex, rest[1] as Buffer);
      else void answer(web, request, rest[0] as ServerResponse);
    });
  }
}

async function answer(web: HqWeb, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    await web.request(request, response);
  } catch {
    if (response.headersSent) response.destroy();
    else refuse(response, 500, 'INTERNAL_SERVER_ERROR');
  }
}

async function page(
  files: ReturnType<typeof rendererFiles>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return refuse(response, 405, 'METHOD_NOT_SUPPORTED');
  const file = await files((request.url ?? '/').split('?')[0] ?? '/');
  response.writeHead(file.status, file.headers).end(request.method === 'HEAD' ? undefined : file.body);
}

/** The origin pages of ours have: the public address, or whatever name this request called. */
const originOf = ({ publicAddress, secure }: HqWebOptions, request: IncomingMessage): string =>
  publicAddress ?? `${secure ? 'https' : 'http'}://${request.headers.host ?? ''}`;

/** A foreign name that was made to resolve to this machine (DNS rebinding) is refused. */
const isCalledRightly = ({ local }: HqWebOptions, { headers }: IncomingMessage): boolean =>
  !local || /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(headers.host ?? '');

/** No origin is named by what is no browser: a script, which has no cookie that it did not ask for itself. */
const isOurs = (options: HqWebOptions, request: IncomingMessage): boolean =>
  request.headers.origin === undefined || request.headers.origin === originOf(options, request);

function callerOf(options: HqWebOptions, request: IncomingMessage, response: ServerResponse): Caller {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  let token = tokenOf(request, options.secure);
  return {
    address: options.addressOf(request),
    origin: originOf(options, request),
    closed: gone.signal,
    token: () => token,
    setToken: (next) => {
      token = next;
      response.setHeader('set-cookie', setCookie(next, options.secure));
    },
  };
}

function callerOn(options: HqWebOptions, request: IncomingMessage, line: WebSocket): Caller {
  const gone = new AbortController();
  line.on('close', () => gone.abort());
  const token = tokenOf(request, options.secure);
  return {
    address: options.addressOf(request),
    origin: originOf(options, request),
    closed: gone.signal,
    token: () => token,
    setToken: null,
  };
}

function serve(
  {
    line,
    sockets,
    report,
  }: { line: WebSocket; sockets: SocketHandler<HqContext>; report: HqWebOptions['report'] },
  caller: Caller,
): void {
  alive.add(line);
  line.on('pong', () => alive.add(line));
  line.on('message', () => alive.add(line));
  line.on('error', (error) => report('page socket', error));
  sockets.upgrade(line, { context: { caller } }).catch((error: unknown) => {
    report('page socket', error);
    line.terminate();
  });
}

/** Pages heard of since the last beat. */
const alive = new WeakSet<WebSocket>();

function dropSilent(lines: Iterable<WebSocket>): void {
  for (const line of lines) {
    if (!alive.delete(line)) line.terminate();
    else line.ping();
  }
}

/** A typed refusal is an answer, not a fault; only what the contract does not know is reported. */
function reportUnlessRefusal(report: HqWebOptions['report'], error: unknown): void {
  // What is no JSON throws before any procedure is called; theirs come wrapped.
  if (error instanceof SyntaxError) return;
  const { status, data, cause } = error as {
    readonly status?: unknown;
    readonly data?: { readonly trace?: unknown };
    readonly cause?: unknown;
  };
  if (typeof status === 'number' && status < 500) return;
  // The trace is what the person was shown: whoever reads the log finds it by that.
  report(typeof data?.trace === 'string' ? `procedure ${data.trace}` : 'procedure', cause ?? error);
}

const headersOf = ({ secure }: HqWebOptions) => ({
  ...GUARD_HEADERS,
  'cache-control': 'no-store',
  'x-frame-options': 'DENY',
  ...(secure ? { 'strict-transport-security': 'max-age=31536000' } : {}),
});

function json(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' }).end(body);
}

/** An error in the shape oRPC gives its own. */
const refuse = (response: ServerResponse, status: number, code: string): void =>
  json(response, status, JSON.stringify({ defined: false, code, status, message: code }));

const closeWith = (socket: Duplex, status: string): void => {
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
};
