import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type Context, onError } from '@orpc/server';
import { RPCHandler } from '@orpc/server/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { perRouter } from './per-router.ts';
import type { RegisterHost, ReportFault } from './register-host.ts';

export interface PageSocketOptions {
  /** Longest message a page may send, bytes; a longer one closes its socket with 1009. */
  readonly maxMessage: number;
  /** Most pages at once; the next is refused. */
  readonly maxPages: number;
  /** A page that does not answer a ping within this time is gone, ms. */
  readonly heartbeat: number;
  readonly report: ReportFault;
}

/** The contract over WebSocket: one socket is one page and one till session. */
export interface PageSocket {
  /** Takes over an upgrade whose sender has already been checked. */
  accept(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  stop(): Promise<void>;
}

export function pageSocket(host: RegisterHost, options: PageSocketOptions): PageSocket {
  const handlerOf = perRouter(
    (router) =>
      new RPCHandler<Context>(router, {
        interceptors: [onError((error) => reportUnlessRefusal(options.report, error))],
      }),
  );
  const server = new WebSocketServer({ noServer: true, maxPayload: options.maxMessage });
  const beat = setInterval(() => dropSilent(server.clients), options.heartbeat);
  beat.unref();
  return {
    accept: (request, socket, head) => {
      if (server.clients.size >= options.maxPages) {
        socket.end('HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\n\r\n');
        return;
      }
      server.handleUpgrade(request, socket, head, (page) =>
        serve(host, handlerOf(host.router), page, options.report),
      );
    },
    stop: async () => {
      clearInterval(beat);
      for (const page of server.clients) page.close(1001);
      await new Promise<void>((done) => {
        const force = setTimeout(() => {
          for (const page of server.clients) page.terminate();
        }, 500);
        server.close(() => {
          clearTimeout(force);
          done();
        });
        if (server.clients.size === 0) clearTimeout(force);
      });
    },
  };
}

/** A typed refusal is an answer, not a fault; only what the contract does not know is reported. */
export function reportUnlessRefusal(report: ReportFault, error: unknown): void {
  const status = (error as { status?: unknown } | null)?.status;
  if (typeof status !== 'number' || status >= 500) report('procedure', error);
}

function serve(host: RegisterHost, handler: RPCHandler<Context>, page: WebSocket, report: ReportFault): void {
  const gone = new AbortController();
  alive.add(page);
  page.on('pong', () => alive.add(page));
  page.on('message', () => alive.add(page));
  page.on('error', (error) => report('page socket', error));
  page.on('close', () => gone.abort());
  const context = host.contextFor({ id: randomUUID(), via: 'loopback', closed: gone.signal });
  handler.upgrade(page, { context }).catch((error: unknown) => {
    report('page socket', error);
    page.terminate();
  });
}

/** Pages heard of since the last beat. */
const alive = new WeakSet<WebSocket>();

function dropSilent(pages: Iterable<WebSocket>): void {
  for (const page of pages) {
    if (!alive.delete(page)) page.terminate();
    else page.ping();
  }
}
