import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';

/** A line of one register to headquarters that can be cut, or lose what headquarters answers. */
export interface CuttableLine {
  readonly address: string;
  /** `answers`: what is asked arrives, and what comes back does not. */
  readonly cut: (what: 'all' | 'answers') => void;
  readonly mend: () => void;
  /** Bytes both ways so far. */
  readonly carried: () => number;
  readonly close: () => Promise<void>;
}

export async function cuttableLine(to: string): Promise<CuttableLine> {
  const target = new URL(to);
  const open = new Set<Socket>();
  let lost: 'all' | 'answers' | null = null;
  let carried = 0;
  const hangUp = () => {
    for (const socket of open) socket.destroy();
  };
  const server = createServer((near) => {
    if (lost === 'all') {
      near.destroy();
      return;
    }
    const far = connect(Number(target.port), target.hostname);
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        open.delete(socket);
        near.destroy();
        far.destroy();
      });
    }
    near.on('data', (part) => {
      carried += part.length;
    });
    near.pipe(far);
    far.on('data', (part) => {
      carried += part.length;
      if (lost === null) near.write(part);
      else near.destroy();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut: (what) => {
      lost = what;
      if (what === 'all') hangUp();
    },
    mend: () => {
      lost = null;
    },
    carried: () => carried,
    close: async () => {
      hangUp();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
