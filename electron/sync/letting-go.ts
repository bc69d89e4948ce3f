import type { MayGo } from '#electron/store/base/make-store-base.ts';
import { type OwnEntries, ownEntries } from '#electron/store/link/own-journal.ts';
import type { RegisterStore } from '#electron/store/register-store.ts';
import { toHex } from '#shared/link/bytes.ts';
import { KEPT_MS } from '#shared/link/device/let-go.ts';
import type { HelloReply } from '#shared/link/hello.ts';
import type { KeptLink } from './kept-link.ts';
import type { LinkPorts } from './link.ts';

/** Looked at daily. */
const EVERY_MS = 24 * 3_600_000;
/** With fewer facts to let go a new base is not worth its writing: of a busy till those of some days, of a quiet one of a month. */
const LEAST = 5_000;

/** Lets facts of the store go that are old, acknowledged and in a verified backup of headquarters, as it said at the last hello. */
export class LettingGo {
  readonly #parts: LettingGoParts;
  #told: Told | null = null;
  #last: number | null = null;
  #running: Promise<void> | null = null;

  constructor(parts: LettingGoParts) {
    this.#parts = parts;
  }

  met(reply: Told): void {
    this.#told = reply;
  }

  /** Looks when a day has gone by. */
  wake(): void {
    const { ports, over } = this.#parts;
    const now = ports.timers.now();
    const isDue = this.#last === null || now - this.#last >= EVERY_MS || now < this.#last;
    if (!isDue || this.#running !== null || this.#told === null) return;
    this.#last = now;
    this.#running = this.#letGo(this.#told, now)
      .catch((error: unknown) => {
        if (!over.aborted) ports.report(error);
      })
      .finally(() => {
        this.#running = null;
      });
  }

  async idle(): Promise<void> {
    await this.#running;
  }

  async #letGo(told: Told, now: number): Promise<void> {
    const { store, kept, over } = this.#parts;
    const { device } = store.self();
    const acked = JSON.parse(kept.row().acked) as Record<string, number>;
    const { hashAt } = ownEntries(store.reading, store.self);
    const may = {
      ...archivedEnds(told, { device, acked, hashAt }),
      before: now - KEPT_MS,
      least: LEAST,
      at: now,
    };
    if (await store.storeBase.letGo(may, over)) store.announce(['maintenance']);
  }
}

/**
 * Up to where each history of the store is in a verified backup, as HQ told; of its own also acknowledged, and only where HQ's history is
 * this disk's: of a second one beside it, it tells nothing.
 */
export function archivedEnds(
  { incarnation, heads, archived = [] }: Told,
  {
    device,
    acked,
    hashAt,
  }: Pick<OwnEntries, 'hashAt'> & {
    readonly device: string;
    readonly acked: Readonly<Record<string, number>>;
  },
): Pick<MayGo, 'archived' | 'incarnation'> {
  const own = heads.flatMap(({ epoch, seq: end, hash, archived: seq = 0 }) => {
    const mine = hashAt(epoch, end);
    const isMine = mine !== undefined && toHex(mine) === hash;
    return isMine ? [{ origin: device, epoch, seq: Math.min(seq, acked[epoch] ?? 0) }] : [];
  });
  return { incarnation, archived: [...own, ...archived.filter(({ origin }) => origin !== device)] };
}

/** What a hello was answered with, as far as it speaks of backups. */
export type Told = Pick<HelloReply, 'incarnation' | 'heads' | 'archived'>;

export interface LettingGoParts {
  readonly store: RegisterStore;
  readonly ports: Pick<LinkPorts, 'report'> & { readonly timers: Pick<LinkPorts['timers'], 'now'> };
  readonly kept: Pick<KeptLink, 'row'>;
  readonly over: AbortSignal;
}
