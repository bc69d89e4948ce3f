import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { lockedPage } from '#node/plain-pages.ts';
import { type FileAnswer, plainAnswer, rendererFiles } from '#node/renderer-files.ts';
import { type Entrance, entrance } from './entrance.ts';
import { type PageSocket, pageSocket } from './page-socket.ts';
import { type RegisterHost, type ReportFault, reportToStderr } from './register-host.ts';
import { refuse, scriptApi } from './script-api.ts';

export interface WebHostOptions {
  /** Port on 127.0.0.1; 0 lets the system choose. */
  readonly port: number;
  /** The built renderer, `dist/renderer`. */
  readonly rendererDir: string;
  /** The token of the address; random when absent. */
  readonly token?: string;
  /** Longest message of a page, bytes; 4 MiB when absent. */
  readonly maxMessage?: number;
  /** Longest body of a script's call, bytes; 4 MiB when absent. */
  readonly maxBody?: number;
  /** Time between pings, ms; 15 s when absent. */
  readonly heartbeat?: number;
  readonly report?: ReportFault;
}

export interface WebHost {
  /** The address to open, its token in it. */
  readonly url: string;
  readonly origin: string;
  readonly port: number;
  /** Closes every line; the register itself goes on. */
  stop(): Promise<void>;
}

/**
 * Serves the renderer and the contract on the loopback interface only: pages over WebSocket at `/rpc`, scripts over
 * HTTP at `/api`. Throws when the port is taken.
 *
 * @example const web = await startWebHost(host, { port: 0, rendererDir: 'dist/renderer' }); // web.url
 */
export async function startWebHost(host: RegisterHost, options: WebHostOptions): Promise<WebHost> {
  const report = options.report ?? reportToStderr;
  const server = createServer({ requestTimeout: 60_000, headersTimeout: 10_000, maxHeaderSize: 16_384 });
  await new Promise<void>((listening, failed) => {
    server.once('error', failed);
    server.listen(options.port, '127.0.0.1', listening);
  });
  const { port } = server.address() as AddressInfo;
  const door = entrance(port, options.token);
  const files = rendererFiles({
    rendererDir: options.rendererDir,
    picture: host.picture,
    hostKind: 'loopback',
    sockets: [`ws://127.0.0.1:${port}`],
  });
  const api = scriptApi(host, { maxBody: options.maxBody ?? 4_194_304, report });
  const pages = pageSocket(host, {
    maxMessage: options.maxMessage ?? 4_194_304,
    maxPages: 32,
    heartbeat: options.heartbeat ?? 15_000,
    report,
  });
  server.on('request', (request, response) => {
    answer({ door, files, api }, request, response).catch((error: unknown) => {
      report('web host', error);
      if (!response.headersSent) refuse(response, 500, 'INTERNAL_SERVER_ERROR');
      else response.destroy();
    });
  });
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', (error) => {
      if (!isHangUp(error)) report('web host', error);
    });
    if (mayUpgrade(door, request)) pages.accept(request, socket, head);
    else socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  });
  return { url: door.address, origin: door.origin, port, stop: () => stopServing(server, pages) };
}

interface Serving {
  readonly door: Entrance;
  readonly files: (path: string) => Promise<FileAnswer>;
  readonly api: (request: IncomingMessage, response: ServerResponse, path: string) => Promise<void>;
}

async function answer(serving: Serving, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { door } = serving;
  if (!door.isOurHost(request) || !door.isOurOrigin(request)) return refuse(response, 403, 'FORBIDDEN');
  const target = request.url ?? '/';
  const [path, query] = splitOnce(target, '?');
  if (path === '/api' || path.startsWith('/api/')) return await serving.api(request, response, path);
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return refuse(response, 405, 'METHOD_NOT_SUPPORTED');
  const cookie = path === '/' ? door.exchange(new URLSearchParams(query).get('token') ?? '') : null;
  if (cookie !== null) {
    response
      .writeHead(303, {
        location: '/',
        'set-cookie': cookie,
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
      })
      .end();
    return;
  }
  const file = door.hasSession(request) ? await serving.files(path) : plainAnswer(401, lockedPage);
  response.writeHead(file.status, file.headers).end(request.method === 'HEAD' ? undefined : file.body);
}

/** The other side is gone without a goodbye, as browsers go. */
const isHangUp = (error: NodeJS.ErrnoException): boolean =>
  error.code === 'ECONNRESET' || error.code === 'EPIPE';

/** A page's socket comes from our own page only: here an origin must be named, as browsers always do. */
const mayUpgrade = (door: Entrance, request: IncomingMessage): boolean =>
  request.url === '/rpc' &&
  door.isOurHost(request) &&
  request.headers.origin === door.origin &&
  door.hasSession(request);

async function stopServing(server: Server, pages: PageSocket): Promise<void> {
  const closed = new Promise<void>((done) => server.close(() => done()));
  await pages.stop();
  server.closeAllConnections();
  await closed;
}

function splitOnce(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + mark.length)];
}
