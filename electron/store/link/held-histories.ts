import type { Database, Statement } from 'better-sqlite3';
import { HQ_CHAIN } from '#shared/journal/author.ts';
import type { LinkFaultState } from '#shared/journal/tables/local.ts';
import type { ReceivedEntry } from '#shared/link/batch.ts';
import { sameBytes } from '#shared/link/bytes.ts';
import { type BaseHeads, baseHeads } from '../base/base-rows.ts';
import { prepared } from '../prepared.ts';
import { isPartial } from './was-counted.ts';

/** Why a fact is put aside. */
export type Aside = { readonly state: LinkFaultState; readonly reason: string };
export const fork = (reason: string): Aside => ({ state: 'fork', reason });

/** What is held of every author, in the journal and in the files in force, and whether a fact follows from it. */
export class HeldHistories {
  readonly bases: BaseHeads;
  readonly #db: Database;
  /** The store this register belongs to. */
  readonly #store: string;
  readonly #hashAt: Statement;
  readonly #prevAt: Statement;
  readonly #ends: Statement;

  constructor(db: Database, store: string) {
    this.bases = baseHeads(db);
    this.#db = db;
    this.#store = store;
    const at = 'from journal where origin = ? and epoch = ? and seq = ?';
    this.#hashAt = prepared(db, `select hash ${at}`).pluck();
    this.#prevAt = prepared(db, `select prev ${at}`).pluck();
    const ends = 'select min(seq) as lowest, max(seq) as highest from journal where origin = ? and epoch = ?';
    this.#ends = prepared(db, ends);
  }

  /** Whether a file in force holds this fact. Only of the last one in it the hash is known. */
  isInBase({ head, hash }: ReceivedEntry): boolean {
    if (!this.bases.covers(head, head.seq)) return false;
    const end = this.bases.endAt(head, head.seq);
    return end === null || sameBytes(end, hash);
  }

  /**
   * Why a fact does not follow from what is held of its author, or null. A chain may begin anywhere here, and goes on behind a file that
   * holds what came before; of another store's only what concerns this one comes. Else it has neither gaps nor a second history.
   */
  strange(entry: ReceivedEntry): Aside | null {
    const {
      head: { origin, epoch, seq },
      prev,
    } = entry;
    if (this.#hashAt.get(origin, epoch, seq) !== undefined || this.bases.covers(entry.head, seq))
      return fork(`another entry ${seq} of ${epoch} is held`);
    const before = this.#hashAt.get(origin, epoch, seq - 1) as Uint8Array | undefined;
    if (before !== undefined)
      return sameBytes(prev, before)
        ? this.#unlike(entry)
        : fork(`entry ${seq} of ${epoch} follows another entry ${seq - 1}`);
    if (this.bases.endsWith(entry.head, seq - 1, prev)) return this.#unlike(entry);
    const { lowest, highest } = this.#ends.get(origin, epoch) as {
      lowest: number | null;
      highest: number | null;
    };
    if (lowest === null) {
      const isInFile = this.bases.covers(entry.head, 1);
      return isInFile ? fork(`entry ${seq} of ${epoch} does not follow what is held of it in a file`) : null;
    }
    // It was lost from this disk, or is of another store, whose facts do not all come.
    if (this.#leadsOn(entry) || isPartial(this.#db, entry.head, this.#store)) return null;
    // The file that held what came before was lost: it is filled up again.
    const fills = origin === HQ_CHAIN && seq < lowest;
    if (fills) return this.#unlike(entry);
    return { state: 'waiting', reason: `entry ${seq} of ${epoch} follows ${highest}` };
  }

  /** Whether what a fact waited for is here, or what stands in its place: in the journal, or in a file. */
  fits(entry: ReceivedEntry): boolean {
    const { head, prev } = entry;
    const { origin, epoch, seq } = head;
    return (
      this.#hashAt.get(origin, epoch, seq) !== undefined ||
      this.#hashAt.get(origin, epoch, seq - 1) !== undefined ||
      this.bases.endsWith(head, seq - 1, prev) ||
      this.bases.covers(head, seq) ||
      this.#leadsOn(entry)
    );
  }

  /** Whether the entry that is held behind this one names it. */
  #leadsOn({ head: { origin, epoch, seq }, hash }: ReceivedEntry): boolean {
    const prev = this.#prevAt.get(origin, epoch, seq + 1) as Uint8Array | undefined;
    return prev !== undefined && sameBytes(prev, hash);
  }

  /** Why the entry that is held behind this one does not follow from it, or null. */
  #unlike({ head: { origin, epoch, seq }, hash }: ReceivedEntry): Aside | null {
    const prev = this.#prevAt.get(origin, epoch, seq + 1) as Uint8Array | undefined;
    return prev === undefined || sameBytes(prev, hash)
      ? null
      : fork(`entry ${seq + 1} of ${epoch} follows another`);
  }
}
