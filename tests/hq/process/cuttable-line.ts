import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';

/** `answers`: what is asked arrives, and what comes back does not. `uploads`, `downloads`: calls of that kind never get through. */
type Cut = 'all' | 'answers' | 'uploads' | 'downloads';

/** A line of one register to headquarters that can be cut, lose what headquarters answers, or be forgotten by a router on the way. */
export interface CuttableLine {
  readonly address: string;
  readonly cut: (what: Cut) => void;
  readonly mend: () => void;
  /** Leads to another address from now on. */
  readonly lead: (to: string) => void;
  /** What is open now stays open and carries nothing any more, either way (half open); what is opened anew is as ever. */
  readonly forget: (which: 'all' | 'pokes') => void;
  /** How often the line for pokes was opened. */
  readonly pokeLines: () => number;
  /** Bytes both ways so far. */
  readonly carried: () => number;
  readonly close: () => Promise<void>;
}

/** Calls by the way facts go by them. Answers to all others go both ways. */
const CALLS: Partial<Record<Cut, RegExp>> = {
  uploads: /^POST \/link\/push\b/,
  downloads: /^GET \/link\/(feed|catalog|facts|people|pokes)\b/,
};
const POKES = /^GET \/link\/pokes\b/;

export async function cuttableLine(to: string): Promise<CuttableLine> {
  let target = new URL(to);
  const open = new Set<Socket>();
  const ofPokes = new Set<Socket>();
  const forgotten = new Set<Socket>();
  let lost: Cut | null = null;
  let carried = 0;
  let pokeLines = 0;
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
        for (const known of [open, ofPokes, forgotten]) known.delete(near);
        open.delete(far);
        near.destroy();
        far.destroy();
      });
    }
    near.on('data', (part) => {
      if (forgotten.has(near)) return;
      // A call begins where the one before was answered: nobody sends two at once.
      const text = part.toString('latin1', 0, 40);
      if (POKES.test(text)) {
        ofPokes.add(near);
        pokeLines += 1;
      }
      if (lost !== null && CALLS[lost]?.test(text)) {
        near.destroy();
        return;
      }
      carried += part.length;
      far.write(part);
    });
    far.on('data', (part) => {
      if (forgotten.has(near)) return;
      carried += part.length;
      if (lost === 'answers') near.destroy();
      else near.write(part);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut: (what) => {
      lost = what;
      if (what === 'all') hangUp();
      if (what === 'downloads') for (const socket of ofPokes) socket.destroy();
    },
    mend: () => {
      lost = null;
    },
    lead: (elsewhere) => {
      target = new URL(elsewhere);
      hangUp();
    },
    forget: (which) => {
      for (const socket of which === 'all' ? open : ofPokes) forgotten.add(socket);
    },
    pokeLines: () => pokeLines,
    carried: () => carried,
    close: async () => {
      hangUp();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
