import { setTimeout as pause } from 'node:timers/promises';
import type { Client, Notification } from 'pg';
import type { HqArea } from '#shared/contract/hq/index.ts';
import type { HqChanges } from '../api/changes.ts';
import { DEVICE_CHANNEL } from '../link/devices.ts';
import { FEED_CHANNEL } from '../link/poke-hub.ts';

/** Pages are told of what changed at most so often, ms: a busy chain sells a thousand times a second. */
const EVERY = 500;
const AGAIN = 2000;

/** What a feed that has grown may have changed on a page. */
const OF_CHAIN: readonly HqArea[] = ['catalog', 'settings', 'people', 'session'];
const OF_STORE: readonly HqArea[] = ['sale', 'transfer', 'exceptions'];

/** Tells pages what registers hand over and other processes of headquarters write. What was missed is asked again by the minute. */
export function pageNews(ports: {
  readonly connect: () => Promise<Client>;
  readonly changes: HqChanges;
  readonly report: (error: unknown) => void;
}): { readonly stop: () => Promise<void> } {
  const pending = new Set<HqArea>();
  const stopping = new AbortController();
  let client: Client | null = null;
  const timer = setInterval(() => {
    if (pending.size === 0) return;
    ports.changes.tell([...pending]);
    pending.clear();
  }, EVERY);
  timer.unref();
  const hear = ({ channel, payload = '' }: Notification): void => {
    const areas =
      channel === DEVICE_CHANNEL
        ? (['devices'] as const)
        : payload.startsWith('chain ')
          ? OF_CHAIN
          : OF_STORE;
    for (const area of areas) pending.add(area);
  };
  const listen = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      try {
        client = await ports.connect();
        // Stopped while it was being connected: whoever stops had nothing to end yet.
        if (stopping.signal.aborted) {
          await client.end();
          break;
        }
        client.on('notification', hear);
        const gone = new Promise<void>((over) => {
          client?.once('error', () => over()).once('end', () => over());
        });
        await client.query(`listen ${FEED_CHANNEL}; listen ${DEVICE_CHANNEL}`);
        await gone;
      } catch (error) {
        ports.report(error);
      }
      await pause(AGAIN, undefined, { signal: stopping.signal, ref: false }).catch(() => {});
    }
  };
  const listening = listen();
  return {
    stop: async () => {
      stopping.abort();
      clearInterval(timer);
      await client?.end().catch(() => {});
      await listening;
    },
  };
}
