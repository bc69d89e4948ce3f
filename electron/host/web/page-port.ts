import { randomUUID } from 'node:crypto';
import { type Context, onError } from '@orpc/server';
import { RPCHandler } from '@orpc/server/message-port';
import { reportUnlessRefusal } from './page-socket.ts';
import { perRouter } from './per-router.ts';
import type { RegisterHost, ReportFault } from './register-host.ts';

/** A message port as Electron's main process and Node both know it. */
export interface PagePort {
  on(event: 'message' | 'close', listener: (event: { data: unknown }) => void): unknown;
  postMessage(message: unknown): void;
  start(): void;
  close(): void;
}

/** Longest message a page may send over its port, bytes (characters for text): as over the socket. */
const MAX_MESSAGE = 4_194_304;

/**
 * The contract over message ports: `serve(port)` makes one page's session, which ends with the port.
 * A message that is too long, or neither text nor bytes, closes the port: no page of ours sends one.
 */
export function pagePorts(host: RegisterHost, report: ReportFault): (port: PagePort) => void {
  const handlerOf = perRouter(
    (router) =>
      new RPCHandler<Context>(router, {
        interceptors: [onError((error) => reportUnlessRefusal(report, error))],
      }),
  );
  return (port) => {
    const gone = new AbortController();
    const guarded = {
      postMessage: (message: unknown) => port.postMessage(message),
      on: (event: string, listener: (event?: { data: unknown }) => void) => {
        if (event === 'close') port.on('close', () => listener());
        else
          port.on('message', (message) => {
            if (isAcceptable(message.data)) return listener(message);
            report('page port', new Error('message refused: too long or of an unknown kind'));
            port.close();
          });
      },
    };
    port.on('close', () => gone.abort());
    const context = host.contextFor({ id: randomUUID(), via: 'window', closed: gone.signal });
    handlerOf(host.router).upgrade(guarded, { context });
    port.start();
  };
}

function isAcceptable(data: unknown): boolean {
  if (typeof data === 'string') return data.length <= MAX_MESSAGE;
  return (data instanceof ArrayBuffer || ArrayBuffer.isView(data)) && data.byteLength <= MAX_MESSAGE;
}
