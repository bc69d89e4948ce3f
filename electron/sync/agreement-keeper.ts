import { keptAgreement, readAgreements } from '#electron/store/link/agreement-rows.ts';
import type { RegisterStore } from '#electron/store/register-store.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { type Agreement, differing } from '#shared/link/digest.ts';
import { comparedAt, compareFeeds, isReadToEnd } from './compare.ts';
import type { CallFault, HqClient } from './hq-client.ts';
import type { KeptLink } from './kept-link.ts';
import type { LinkPorts } from './link.ts';
import type { LinkSession } from './session.ts';

/** How the last comparison of all feeds came out. */
export interface AgreementView {
  readonly at: number;
  /** Facts that were compared. */
  readonly facts: number;
  /** How many differed, and how many of them were put right. */
  readonly differed: number;
  readonly repaired: number;
  /** How many of them headquarters had lost by a restore and holds again now. */
  readonly regained: number;
}

/** Every day, and a little more for each register than for the next, so that a chain's do not all come in one minute. */
const EVERY_MS = 24 * 3_600_000;
const SPREAD_MS = 3_600_000;
/**
 * So long a register that has not compared yet waits, and up to as much again: of another life of headquarters all is read anew first, and
 * whoever else is there sends by itself what a restore took.
 */
const SETTLE_MS = 600_000;

/** Compares what this register holds with headquarters, daily and when a person asks, and tells both sides what came of it. */
export class AgreementKeeper {
  readonly #parts: AgreementParts;
  readonly #every: number;
  readonly #settle: number;
  /** Since when a comparison is lacking, as far as is known. */
  #lackingSince: number | null = null;
  #running: Promise<Result<null, CallFault>> | null = null;

  constructor(parts: AgreementParts) {
    this.#parts = parts;
    this.#every = EVERY_MS + parts.ports.timers.random() * SPREAD_MS;
    this.#settle = SETTLE_MS * (1 + parts.ports.timers.random());
  }

  view(): AgreementView | null {
    const all = readAgreements(this.#parts.store.reading);
    if (all.length === 0) return null;
    const sum = (of: (each: Agreement) => number) => all.reduce((total, each) => total + of(each), 0);
    return {
      at: Math.min(...all.map(({ at }) => at)),
      facts: sum(({ facts }) => facts),
      differed: sum(differing),
      repaired: sum(({ repaired }) => repaired),
      regained: sum(({ regained }) => regained),
    };
  }

  /** Compares when a day has gone by, and in each life of headquarters; troubles of the line are left to the next minute. */
  wake(): void {
    if (this.#isDue()) void this.compare().catch(this.#parts.ports.report);
  }

  #isDue(): boolean {
    const { store, ports } = this.#parts;
    const now = ports.timers.now();
    const last = comparedAt(store);
    if (last !== null) {
      this.#lackingSince = null;
      return now - last >= this.#every;
    }
    this.#lackingSince ??= now;
    return now - this.#lackingSince >= this.#settle && isReadToEnd(store);
  }

  /** Compares now; asked twice, it is one comparison. */
  async compare(): Promise<Result<null, CallFault>> {
    this.#running ??= this.#compare().finally(() => {
      this.#running = null;
    });
    return await this.#running;
  }

  async idle(): Promise<void> {
    await this.#running?.catch(() => {});
  }

  async #compare(): Promise<Result<null, CallFault>> {
    const { store, client, kept, ports, session, over } = this.#parts;
    const greeted = await session().greeted();
    if (!greeted.ok) return greeted;
    const { incarnation, acked } = kept.row();
    if (incarnation === null) return err({ code: 'NO_SESSION', retryAfter: 0 });
    const { token } = greeted.value;
    const found = await compareFeeds({
      store,
      client,
      session: token,
      incarnation,
      acked: JSON.parse(acked) as Record<string, number>,
      now: () => ports.timers.now(),
    });
    if (over.aborted) return err({ code: 'UNREACHABLE', retryAfter: 0 });
    if (!found.ok || found.value.length === 0) return found.ok ? ok(null) : found;
    const local = found.value.map(keptAgreement);
    await store.queue.bulk(async () => store.writer.write({ journal: null, changes: [], local }));
    store.announce(['link']);
    ports.changed();
    const told = await client.agreement(token, found.value);
    return told.ok ? ok(null) : told;
  }
}

export interface AgreementParts {
  readonly store: RegisterStore;
  readonly ports: LinkPorts;
  readonly client: HqClient;
  readonly kept: KeptLink;
  readonly session: () => LinkSession;
  readonly over: AbortSignal;
}
