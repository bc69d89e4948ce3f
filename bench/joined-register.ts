import { setTimeout as pause } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import { joinHq } from '#electron/sync/join.ts';
import { createHqLink, type HqLink, type LinkView } from '#electron/sync/link.ts';
import type { TestRegister } from '#tests/support/register.ts';
import type { BenchHq } from './bench-hq.ts';

/** A register that sold alone and has joined headquarters; its link does not run yet. */
export interface JoinedRegister {
  readonly link: HqLink;
  /** Resolves as soon as the link's state is so, within a turn of what changed it. */
  readonly until: (is: (view: LinkView) => boolean) => Promise<void>;
  /** Resolves when everything it has is at headquarters, and all of headquarters' feeds is here. */
  readonly settled: () => Promise<void>;
}

/** Joins by the very code of the program; key and lease are kept in memory, as an OS keystore would keep them. */
export async function joinBenchHq(
  register: TestRegister,
  hq: Pick<BenchHq, 'address' | 'code'>,
  store: string,
): Promise<JoinedRegister> {
  const kept = { key: null as string | null, lease: null as string | null };
  const heard = new Set<() => void>();
  const key = {
    read: async () => kept.key,
    write: async (pem: string) => {
      kept.key = pem;
    },
  };
  const asked = { address: hq.address, code: await hq.code(store), turnedAway: false };
  const machine = { version: 'bench', newId: uuidv7 };
  const reply = await joinHq(register.store, { ...machine, now: Date.now, key }, asked);
  if (!reply.ok) throw new Error(reply.error);
  const link = createHqLink(register.store, {
    ...machine,
    timers: { now: Date.now, random: Math.random, after },
    key: key.read,
    lease: {
      read: async () => kept.lease,
      write: async (lease) => {
        kept.lease = lease;
      },
    },
    keepPepper: async () => {},
    report: (error) => console.error('link', error),
    changed: () => {
      for (const hear of heard) hear();
    },
  });
  const until = (is: (view: LinkView) => boolean) =>
    new Promise<void>((resolve) => {
      const hear = () => {
        const view = link.view();
        if (!view || !is(view)) return;
        heard.delete(hear);
        resolve();
      };
      heard.add(hear);
      hear();
    });
  return {
    link,
    until,
    settled: async () => {
      for (;;) {
        const view = link.view();
        if (view?.online && view.waiting.facts === 0 && view.feeds.every(isRead)) return;
        await pause(20);
      }
    },
  };
}

const isRead = ({ position, end }: LinkView['feeds'][number]): boolean => position >= end;

function after(ms: number, run: () => void): () => void {
  const timer = setTimeout(run, ms);
  return () => clearTimeout(timer);
}
