import { setTimeout as pause } from 'node:timers/promises';
import type { Client, Notification } from 'pg';
import type { Appended } from '#shared/link/hq/hq-store.ts';
import { feedName } from '#shared/link/hq/serve-feed.ts';
import type { Metrics } from '../ops/metrics.ts';
import type { HqPool } from '../store/pool.ts';
import { DEVICE_CHANNEL } from './devices.ts';
import type { News } from './fresh-page.ts';

/** As much of a WebSocket as is needed. */
export interface PokedSocket {
  readonly send: (said: string | Buffer) => void;
  readonly terminate: () => void;
  /** Bytes that wait to be sent. */
  readonly bufferedAmount: number;
}

export interface Listener {
  readonly device: string;
  readonly store: string;
  readonly socket: PokedSocket;
}

/**
 * Tells registers that a feed has grown, in whichever process of headquarters that was. Between processes it goes by NOTIFY, after the
 * commit and not in it: within, every commit of the database would wait for the one before it to reach the disk. A poke is where a feed
 * ends, or the short page that is new in it, and may get lost; a register asks every minute anyway.
 */
export interface PokeHub {
  /**
   * A store's feed, or the chain's (`chain`), ends at this position now; its commit is through. `sent`: what is new, and the device it
   * came from, which is told by its answer.
   */
  readonly announce: (store: string, position: number, sent?: Sent) => void;
  /** Tells a register where its feeds end, now and from now on. Answers how to leave. */
  readonly join: (listener: Listener) => Promise<() => void>;
  /** Whether a store's feed ends here, as far as all processes of headquarters have told. */
  readonly endsAt: (store: string, position: number) => boolean;
  /** Whether what other processes do is heard. */
  readonly isListening: () => boolean;
  readonly stop: () => Promise<void>;
}

export interface Sent {
  readonly by: string;
  readonly facts: Appended['facts'];
}

export interface PokePorts {
  readonly pool: HqPool;
  /** A connection of its own to listen on. */
  readonly connect: () => Promise<Client>;
  readonly metrics: Pick<Metrics, 'sockets' | 'pokes'>;
  /** The page of what is new, where it is short and the same for everyone who is told of it. */
  readonly page: (news: News) => Promise<Buffer | null>;
  readonly report: (error: unknown) => void;
}

/** Payload: the store, a space, the position. */
export const FEED_CHANNEL = 'mallard_feed';

/** What a register that reads nothing may leave lying: then its line is cut, and it comes again. */
const MOST_BUFFERED = 64 * 1024;

export function pokeHub(ports: PokePorts): PokeHub {
  const { pool, metrics, report } = ports;
  /** Who listens, by store: a sale concerns the registers of its store, of thousands. */
  const listeners = new Map<string, Set<Listener>>();
  const everyone = function* () {
    for (const each of listeners.values()) yield* each;
  };
  let count = 0;
  /** Where feeds are known to end, and which of them have grown since the last round of pokes. */
  const known = new Map<string, number>();
  const grown = new Map<string, Growth>();
  let round: NodeJS.Immediate | null = null;

  const say = ({ socket }: Listener, said: string | Buffer): void => {
    if (socket.bufferedAmount > MOST_BUFFERED) socket.terminate();
    else socket.send(said);
    metrics.pokes.inc();
  };
  const poke = (store: string, position: number) => JSON.stringify({ feed: feedName(store), position });
  const pokeAll = async (): Promise<void> => {
    round = null;
    const stores = [...grown];
    grown.clear();
    for (const [store, { sent, from, position }] of stores) {
      const concerned = store === 'chain' ? everyone() : (listeners.get(store) ?? []);
      const told = [...concerned].filter(({ device }) => device !== sent?.by);
      if (told.length === 0) continue;
      const page = await ports.page({ store, from, position, facts: sent?.facts ?? null }).catch(report);
      const said = page ?? poke(store, known.get(store) ?? 0);
      for (const listener of told) say(listener, said);
    }
  };
  /** False when that was known: what this process announced comes back to it by NOTIFY. */
  const grow = (store: string, position: number, sent: Sent | null = null): boolean => {
    const ended = known.get(store) ?? 0;
    if (position <= ended) return false;
    known.set(store, position);
    const before = grown.get(store);
    const from = sent ? position - sent.facts.length : ended;
    grown.set(store, before ? grownOn(before, { from, position, sent }) : { from, position, sent });
    round ??= setImmediate(() => void pokeAll().catch(report));
    return true;
  };
  const others = announcer(ports);
  const hear = ({ channel, payload = '' }: Notification): void => {
    if (channel === DEVICE_CHANNEL) {
      for (const listener of everyone()) if (listener.device === payload) listener.socket.terminate();
      return;
    }
    const [store = '', position = ''] = payload.split(' ');
    grow(store, Number(position));
  };
  const ends = async (stores: readonly string[]) =>
    await pool.query<{ store: string; position: number }>(
      'select store, position from feed_head where store = any($1::text[])',
      [stores],
    );
  const ear = listen(ports, hear, async () => {
    // What was said while nobody listened is made up for.
    const { rows } = await ends(['chain', ...listeners.keys()]);
    for (const { store, position } of rows) grow(store, position);
  });
  return {
    announce: (store, position, sent) => {
      if (grow(store, position, sent)) others.tell(store, position);
    },
    join: async (listener) => {
      const { store } = listener;
      const ofStore = listeners.get(store) ?? new Set();
      listeners.set(store, ofStore.add(listener));
      metrics.sockets.set(++count);
      const leave = (): void => {
        if (!ofStore.delete(listener)) return;
        if (ofStore.size === 0 && listeners.get(store) === ofStore) listeners.delete(store);
        metrics.sockets.set(--count);
      };
      try {
        const { rows } = await ends(['chain', store]);
        for (const each of ['chain', store])
          say(listener, poke(each, rows.find((row) => row.store === each)?.position ?? 0));
      } catch (error) {
        leave();
        throw error;
      }
      return leave;
    },
    endsAt: (store, position) => ear.isListening() && known.get(store) === position,
    isListening: ear.isListening,
    stop: async () => {
      if (round !== null) clearImmediate(round);
      await others.idle();
      await ear.stop();
    },
  };
}

/** How far a feed has grown since the last round, and by what, where that is all of one device. */
interface Growth {
  readonly from: number;
  readonly position: number;
  readonly sent: Sent | null;
}

function grownOn(before: Growth, { from, position, sent }: Growth): Growth {
  const isOne = before.sent !== null && sent?.by === before.sent.by && from === before.position;
  const both = isOne ? { by: sent.by, facts: [...before.sent.facts, ...sent.facts] } : null;
  return { from: before.from, position, sent: both };
}

/** Tells the other processes, what has gathered while the last telling was on its way in one statement. */
function announcer({ pool, report }: PokePorts): {
  readonly tell: (store: string, position: number) => void;
  readonly idle: () => Promise<void>;
} {
  const news = new Map<string, number>();
  let telling: Promise<void> | null = null;
  const tellAll = async (): Promise<void> => {
    while (news.size > 0) {
      const said = [...news].map(([store, position]) => `${store} ${position}`);
      news.clear();
      await pool.query('select pg_notify($1, said) from unnest($2::text[]) said', [FEED_CHANNEL, said]);
    }
  };
  return {
    tell: (store, position) => {
      news.set(store, position);
      telling ??= tellAll()
        .catch(report)
        .finally(() => {
          telling = null;
        });
    },
    idle: async () => {
      await telling;
    },
  };
}

/** Listens, and when the connection is lost, again: at once, then at growing distances up to five seconds. */
function listen(
  { connect, report }: PokePorts,
  hear: (said: Notification) => void,
  caughtUp: () => Promise<void>,
): { readonly isListening: () => boolean; readonly stop: () => Promise<void> } {
  const stopped = new AbortController();
  let listening = false;
  let hangUp = (): void => {};
  const once = async (): Promise<void> => {
    const client = await connect();
    const lost = new Promise<void>((resolve) => {
      client.on('error', () => resolve());
      client.on('end', () => resolve());
      hangUp = resolve;
      if (stopped.signal.aborted) resolve();
    });
    client.on('notification', hear);
    try {
      await client.query(`listen ${FEED_CHANNEL}; listen ${DEVICE_CHANNEL}`);
      listening = true;
      await caughtUp();
      await lost;
    } finally {
      listening = false;
      await client.end().catch(() => {});
    }
  };
  const run = async (): Promise<void> => {
    for (let failures = 0; !stopped.signal.aborted; ) {
      try {
        await once();
        failures = 0;
      } catch (error) {
        if (failures === 0) report(error);
        failures += 1;
      }
      if (stopped.signal.aborted) return;
      await pause(Math.min(5000, 50 * 2 ** failures), undefined, { signal: stopped.signal }).catch(() => {});
    }
  };
  const done = run();
  return {
    isListening: () => listening,
    stop: async () => {
      stopped.abort();
      hangUp();
      await done;
    },
  };
}
