import type { ReceivedEntry } from '#shared/link/batch.ts';
import { bareDevice } from './device.ts';

/** A register that sells and pushes without a pause, and knows what was acknowledged to it. */
export interface Seller {
  /** Sells until its line is cut, or headquarters can't take any more. Throws where headquarters answers what it never should. */
  readonly sellUntilCut: (address: string) => Promise<void>;
  /** Sells and pushes so many times. */
  readonly sell: (address: string, times: number) => Promise<void>;
  /** Seqs that were acknowledged and that headquarters no longer has. Says hello, and goes on from what headquarters holds. */
  readonly lostAt: (address: string) => Promise<readonly number[]>;
  readonly acknowledged: () => number;
}

export async function createSeller(address: string, code: string, random: () => number): Promise<Seller> {
  const device = bareDevice(address);
  const { status, body } = await device.enrol(code);
  if (status !== 200) throw new Error(JSON.stringify(body));
  const journal: ReceivedEntry[] = [];
  let acked = 0;
  /** What headquarters is known to hold: pushing goes on behind it. */
  let held = 0;
  let lease: string | null = null;

  const hello = async (at: string) => {
    device.moveTo(at);
    const greeted = await device.hello({ lease });
    if (greeted.status === 503) throw new Cut();
    if (greeted.status !== 200) throw new Error(JSON.stringify(greeted.body));
    lease = greeted.body.lease;
    return greeted.body;
  };
  const sell = async (at: string, times: number): Promise<void> => {
    const { session } = await hello(at);
    for (let time = 0; time < times; time++) {
      journal.push(...device.facts(1 + Math.floor(random() * 5)));
      const packed = device.batch(journal.slice(held, held + 500));
      const { status, body } = await device.push(session, packed);
      if (status === 503) throw new Cut();
      if (status !== 200 || body.kind !== 'ack') throw new Error(JSON.stringify(body));
      acked = body.seq;
      held = acked;
    }
  };
  return {
    acknowledged: () => acked,
    sell,
    sellUntilCut: (at) => sell(at, Number.POSITIVE_INFINITY).catch(unlessCut),
    lostAt: async (at) => {
      const [head] = (await hello(at)).heads;
      held = head?.seq ?? 0;
      const hash = Buffer.from(journal[held - 1]?.hash ?? []).toString('hex');
      if (held > 0 && head?.hash !== hash) throw new Error(`seq ${held} is another one than was sent`);
      return Array.from({ length: Math.max(0, acked - held) }, (_, lost) => held + lost + 1);
    },
  };
}

/** Headquarters has lost its PostgreSQL, and says so. */
class Cut extends Error {}

/** The other end is gone in the middle of a word, or was gone before the first. */
function unlessCut(error: unknown): void {
  if (error instanceof Cut) return;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!['ECONNRESET', 'ECONNREFUSED', 'EPIPE'].includes(code)) throw error;
}
