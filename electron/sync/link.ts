import { readLink } from '#electron/store/link/link-rows.ts';
import type { RegisterStore } from '#electron/store/register-store.ts';
import type { TakingAnswer } from '#shared/services/tickets/recall-ticket.ts';
import type { AgreementView } from './agreement-keeper.ts';
import type { AskedTaking } from './ask-taking.ts';
import type { FileProgress } from './file-fetch.ts';
import type { HandOverView } from './hand-over.ts';
import type { CallFault } from './hq-client.ts';
import { deviceKeys, newDeviceKey } from './keys.ts';
import type { LaneTimers } from './lane.ts';
import { RunningLink } from './running-link.ts';

/** What the link needs of the machine. */
export interface LinkPorts {
  readonly timers: LaneTimers;
  readonly version: string;
  readonly newId: () => string;
  /** The device's private key (PKCS 8, PEM). */
  readonly key: () => Promise<string | null>;
  /** What HQ gave at the last hello, to be shown at the next. Writing it is durable when it resolves. */
  readonly lease: {
    readonly read: () => Promise<string | null>;
    readonly write: (lease: string) => Promise<void>;
  };
  /** Keeps headquarters' pepper where only this device can read it; durable when it resolves. */
  readonly keepPepper: (pepper: string) => Promise<void>;
  readonly report: (error: unknown) => void;
  /** What is shown of the link has changed. */
  readonly changed: () => void;
}

/** How a register stands with headquarters. */
export interface LinkView {
  readonly address: string;
  readonly chain: string;
  readonly state: 'filling' | 'handing-over' | 'joined';
  /** HQ answered last time, and nothing is being waited out. */
  readonly online: boolean;
  readonly trouble: CallFault['code'] | null;
  /** Own facts HQ has not acknowledged, and when the oldest was made. */
  readonly waiting: { readonly facts: number; readonly since: number | null };
  /** When HQ last answered. */
  readonly agreedAt: number | null;
  /** This clock less HQ's, ms. */
  readonly skew: number | null;
  /** The catalog's file while it is on its way. */
  readonly file: FileProgress | null;
  readonly feeds: readonly Pick<FeedView, 'feed' | 'position' | 'end' | 'currentAt' | 'stopped'>[];
  /** How the last comparison with what HQ holds came out; null before the first. */
  readonly compared: AgreementView | null;
  /** How much of the catalog headquarters has taken, while a store that was alone hands it over. */
  readonly handOver: HandOverView | null;
}

interface FeedView {
  readonly feed: string;
  readonly position: number;
  readonly end: number;
  /** When it was last known to be read to its end. */
  readonly currentAt: number | null;
  readonly stopped: boolean;
}

/** A register's end of the link: pushes what is written here, pulls what others wrote. Neither waits for the other, and no sale for either. */
export interface HqLink {
  /** Begins, where the register has joined; again after it joined. */
  readonly start: () => Promise<void>;
  /** Something was written. */
  readonly wake: () => void;
  /** A person asks: everything is tried now, stopped feeds too. */
  readonly tryNow: () => void;
  /** Compares all that is held with headquarters, and puts right what it can; why not, or null when that was done. */
  readonly compare: () => Promise<CallFault['code'] | null>;
  readonly isJoined: () => boolean;
  /** Asks headquarters who gets a parked ticket. */
  readonly askTaking: (asked: AskedTaking) => Promise<TakingAnswer>;
  /** Chain facts are made at headquarters and nowhere else. A store that hands over keeps its own until HQ has taken them. */
  readonly keepsChain: () => boolean;
  /** The time prices go by; null until the register has joined. */
  readonly priceTime: () => number | null;
  /** null until the register has joined. */
  readonly state: () => LinkView['state'] | null;
  /** null until the register has joined. */
  readonly view: () => LinkView | null;
  readonly stop: () => Promise<void>;
}

export function createHqLink(store: RegisterStore, ports: LinkPorts): HqLink {
  let running: RunningLink | null = null;
  let woken = false;
  return {
    start: async () => {
      const row = readLink(store.writer.db());
      if (running || !row) return;
      const pem = await ports.key();
      // Its store came back without it: headquarters turns it away, and it sells on.
      if (pem === null) ports.report(new Error('this device has joined, and its key is gone'));
      running = new RunningLink(store, ports, { row, keys: deviceKeys(pem ?? newDeviceKey()) });
      running.begin();
    },
    // After the answer to whoever wrote it: reading, signing and packing are not on a sale's way.
    wake: () => {
      if (woken || running === null) return;
      woken = true;
      setImmediate(() => {
        woken = false;
        running?.wake();
      });
    },
    tryNow: () => running?.tryNow(),
    compare: async () => (running === null ? 'UNREACHABLE' : await running.compare()),
    isJoined: () => running !== null,
    askTaking: async (asked) =>
      running === null ? { kind: 'alone' } : ((await running.askTaking(asked)) ?? { kind: 'away' }),
    keepsChain: () => running !== null && running.state() !== 'handing-over',
    priceTime: () => running?.priceTime() ?? null,
    state: () => running?.state() ?? null,
    view: () => running?.view() ?? null,
    stop: async () => {
      await running?.stop();
      running = null;
    },
  };
}
