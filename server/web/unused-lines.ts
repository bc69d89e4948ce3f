import type { IncomingMessage, Server as PlainServer } from 'node:http';
import { Server as TlsServer } from 'node:https';
import type { Socket } from 'node:net';

/** Lines over which nothing was asked yet. Node takes them for busy when a server closes, and waits until they time out. */
export interface UnusedLines {
  readonly cut: () => void;
}

export function unusedLines(server: PlainServer | TlsServer): UnusedLines {
  const unused = new Set<Socket>();
  const used = ({ socket }: IncomingMessage) => unused.delete(socket);
  server.on(server instanceof TlsServer ? 'secureConnection' : 'connection', (socket: Socket) => {
    unused.add(socket);
    socket.once('close', () => unused.delete(socket));
  });
  server.on('request', used);
  server.on('upgrade', used);
  return {
    cut: () => {
      for (const socket of unused) socket.destroy();
    },
  };
}
