import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { PrintEvent } from './events.ts';
import { PAGE } from './page-html.ts';
import type { Slip } from './slips.ts';
import type { Behaviour } from './virtual-printer.ts';

/** What the page needs of the printer. */
export interface PrinterView {
  slips(): readonly Slip[];
  watch(listener: (event: PrintEvent) => void): () => void;
  onSlip(listener: (slip: Slip) => void): () => void;
  behave(behaviour: Behaviour): Promise<void>;
  behaviour(): Behaviour['kind'];
}

export interface LivePage {
  readonly url: string;
  close(): Promise<void>;
}

/** A page on this machine that shows each slip as it comes out, and takes paper away on request. */
export async function servePage(port: number, printer: PrinterView): Promise<LivePage> {
  const server = createServer((request, response) => {
    route(request, response, printer).catch((error: unknown) => {
      response.statusCode = 500;
      response.end(String(error));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address();
  const taken = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://127.0.0.1:${taken}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function route(
  request: IncomingMessage,
  response: ServerResponse,
  printer: PrinterView,
): Promise<void> {
  const path = request.url ?? '/';
  if (request.method === 'GET' && path === '/') return send(response, 'text/html; charset=utf-8', PAGE);
  if (request.method === 'GET' && path === '/events') return stream(response, printer);
  const font = /^\/fonts\/(index\.css|files\/[\w-]+\.woff2)$/.exec(path)?.[1];
  if (request.method === 'GET' && font !== undefined) return sendFont(response, font);
  const wanted = BEHAVIOURS.find((kind) => path === `/behave/${kind}`);
  if (request.method === 'POST' && wanted !== undefined && sameOrigin(request)) {
    await printer.behave({ kind: wanted });
    return send(response, 'text/plain', wanted);
  }
  response.statusCode = 404;
  response.end();
}

const BEHAVIOURS = ['ok', 'off', 'paper-out', 'cover-open', 'silent'] as const;

const sameOrigin = ({ headers }: IncomingMessage): boolean =>
  headers.origin === undefined || headers.origin === `http://${headers.host}`;

/** The fonts npm brought, because many a Linux machine has no Chinese one. */
async function sendFont(response: ServerResponse, file: string): Promise<void> {
  const folder = dirname(
    createRequire(import.meta.url).resolve('@fontsource-variable/noto-sans-sc/index.css'),
  );
  send(response, file.endsWith('.css') ? 'text/css' : 'font/woff2', await readFile(join(folder, file)));
}

function send(response: ServerResponse, type: string, body: string | Buffer): void {
  response.writeHead(200, {
    'content-type': type,
    'content-security-policy': POLICY,
    'cache-control': 'no-store',
  });
  response.end(body);
}

/** Server-sent events: the last slips, then each new one, and drawer pulses as they happen. */
function stream(response: ServerResponse, printer: PrinterView): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const tell = (event: string, data: unknown): void => {
    response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  };
  const show = ({ number, svg }: Slip): void => tell('slip', { number, svg });
  tell('behaviour', printer.behaviour());
  printer.slips().slice(-SHOWN).forEach(show);
  const stops = [
    printer.onSlip(show),
    printer.watch((event) => {
      if (event.kind === 'drawer') tell('drawer', event);
    }),
  ];
  response.on('close', () => {
    for (const stop of stops) stop();
  });
}

const SHOWN = 20;
const POLICY =
  "default-src 'none'; img-src data:; style-src 'self' 'unsafe-inline'; font-src 'self'; script-src 'unsafe-inline'; connect-src 'self'";
