import type { ClientLink } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import { hostKind } from './kind.ts';

/** One living connection to the register. */
export interface Line {
  readonly link: ClientLink<Record<never, never>>;
  /** Settles when it is gone. */
  readonly closed: Promise<void>;
  readonly close: () => void;
}

/** Opens a connection; rejects when it can't be had now. */
export type OpenLine = () => Promise<Line>;

/** Over a socket to where the page came from. */
export const openSocket: OpenLine = () =>
  new Promise((resolve, reject) => {
    const address = new URL('/rpc', location.href);
    address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
    const socket = new WebSocket(address);
    const closed = new Promise<void>((gone) => socket.addEventListener('close', () => gone()));
    socket.addEventListener('open', () =>
      resolve({ link: new SocketLink({ websocket: socket }), closed, close: () => socket.close() }),
    );
    socket.addEventListener('error', () => {
      reject(new Error('the register does not answer'));
      void leaveWhenShutOut();
    });
  });

/** A register that was started anew knows no page from before: loading it again shows the words that say so. */
async function leaveWhenShutOut(): Promise<void> {
  const answer = await fetch('/', { method: 'HEAD', cache: 'no-store' }).catch(() => null);
  if (answer?.status === 401) location.reload();
}

/** What the page says to the preload of the desktop app, and what it answers with a port (electron/shell/names.ts). */
const CONNECT = 'mallard:connect';
const PORT = 'mallard:port';
const PATIENCE_MS = 5000;

/** Over the message port that the desktop app hands to its own page. */
export const openPort: OpenLine = () =>
  new Promise((resolve, reject) => {
    const hear = (event: MessageEvent): void => {
      const port = event.ports[0];
      if (event.source !== window || event.data !== PORT || port === undefined) return;
      stop();
      const closed = new Promise<void>((gone) => port.addEventListener('close', () => gone()));
      const link = new PortLink({ port });
      port.start();
      resolve({ link, closed, close: () => port.close() });
    };
    const stop = (): void => {
      window.removeEventListener('message', hear);
      clearTimeout(timer);
    };
    const timer = setTimeout(() => {
      stop();
      reject(new Error('the desktop app hands over no port'));
    }, PATIENCE_MS);
    window.addEventListener('message', hear);
    window.postMessage(CONNECT, location.origin);
  });

/** The host tells its kind in the page it serves; a page of the development server speaks to a socket. */
export const lineOfThisPage = (): OpenLine => (hostKind() === 'desktop' ? openPort : openSocket);
