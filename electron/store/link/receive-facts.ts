import type { Database } from 'better-sqlite3';
import { nodeCodec } from '#node/codec.ts';
import { HQ_CHAIN } from '#shared/journal/author.ts';
import { type Change, drop, insert, patch, put } from '#shared/journal/change.ts';
import { type EpochStarted, epochStarted } from '#shared/journal/entries/epoch-started.ts';
import { type TicketAssigned, ticketAssigned } from '#shared/journal/entries/ticket-elsewhere.ts';
import { type Entry, type EntryHeader, readHeader } from '#shared/journal/entry.ts';
import type { Area, DocumentKey, EntryType } from '#shared/journal/entry-type.ts';
import { changesIn } from '#shared/journal/registry.ts';
import { journal } from '#shared/journal/tables/journal.ts';
import { localLinkFault } from '#shared/journal/tables/local.ts';
import type { ReceivedEntry } from '#shared/link/batch.ts';
import { sameBytes } from '#shared/link/bytes.ts';
import { readFact, stopsFeed } from '#shared/link/device/read-fact.ts';
import type { Executor } from '../executor.ts';
import { isMachineFault } from '../store-error.ts';
import { type Aside, fork, HeldHistories } from './held-histories.ts';
import { keepCursor } from './keep-cursor.ts';
import type { LinkFaultRow } from './link-rows.ts';
import { loseTicket } from './lose-ticket.ts';
import { lostFacts, pathOf } from './lost-facts.ts';
import { countAgain, lostPlace, lostPlaces } from './lost-places.ts';
import { type Looks, looksOf } from './receiver-looks.ts';
import { makesRows, wasCounted, wasHeld } from './was-counted.ts';

/** A run of one feed to be written down, from where the cursor stands. */
export interface Slice {
  readonly feed: string;
  readonly incarnation: string;
  /** Position of the first item is `from + 1`. */
  readonly from: number;
  readonly end: number;
  readonly items: readonly (ReceivedEntry | null)[];
  /** The store this register belongs to: what others of it wrote counts here, whatever code they wrote under. */
  readonly store: string;
  /** This register's own. */
  readonly device: string;
  /**
   * The last place of the journal that was given, as far as is known outside it. What stood there may be lost, and the catalog, which
   * follows places, has been there: it is not given again.
   */
  readonly lastPlace: number;
  readonly at: number;
}

export interface Received {
  /** Where the cursor stands in the feed now. */
  readonly feedPosition: number;
  /** Last position of the journal now. */
  readonly position: number;
  readonly stopped: boolean;
  readonly areas: readonly Area[];
  /** Chain facts are among them: the catalog has to follow. */
  readonly chain: boolean;
  /** Chain facts that counted do not any more, or stand where the catalog has been: it has to be made anew. */
  readonly renew: boolean;
  /** More of what waited may be taken: `takeWaiting`. */
  readonly more: boolean;
}

const NO_BYTES = { prev: null, header: null, body: null };

/**
 * Writes a slice down inside one transaction: appends what is not held yet, projects what counts in the store, moves the cursor. One
 * bad fact never holds up the others: it is put aside with its reason and the rows it would have changed stay as they are, unless no
 * sale may be made without it, which stops the feed before it. Throws only for the disk's troubles.
 */
export function receiveFacts(db: Database, executor: Executor, slice: Slice): Received {
  const receiver = new Receiver(db, executor, slice);
  let taken = 0;
  let stopped = false;
  for (const item of slice.items) {
    stopped = item !== null && !receiver.take(item, slice.from + taken + 1);
    if (stopped) break;
    taken += 1;
  }
  if (!stopped) receiver.takeWaiting(receiver.grown);
  const position = slice.from + taken;
  const { feed, incarnation, end, at } = slice;
  keepCursor(db, executor, { feed, incarnation, position, end, stopped, at });
  return { feedPosition: position, stopped, ...receiver.done() };
}

/**
 * Looks again at every fact put aside: after an update of the program, or when a person asks. Answers the areas that changed.
 * Forks stay: they are for headquarters to settle.
 */
export function retryAsides(
  db: Database,
  executor: Executor,
  given: { readonly store: string; readonly device: string; readonly at: number },
): Pick<Received, 'areas' | 'chain' | 'renew'> {
  const receiver = new Receiver(db, executor, { ...given, feed: '', lastPlace: 0, incarnation: null });
  const rows = db
    .prepare(
      `select f.entry, j.header, j.body, j.prev, j.hash from local_link_fault f join journal j on j.id = f.entry
       where f.state in ('parked', 'unknown', 'quarantined') order by j.position`,
    )
    .all() as SealedRow[];
  for (const row of rows) receiver.again(row);
  return receiver.done();
}

/**
 * Takes facts that wait beside the journal for one that was gone from this disk, as far as that has come, by the feed or in a file: a
 * round of them, since no sale may wait for all. Done again while there are `more`.
 */
export function takeWaiting(
  db: Database,
  executor: Executor,
  given: Pick<Slice, 'feed' | 'store' | 'device' | 'lastPlace' | 'at'>,
): Omit<Received, 'feedPosition' | 'stopped'> {
  const receiver = new Receiver(db, executor, { ...given, incarnation: null });
  receiver.takeWaiting();
  return receiver.done();
}

/** Most waiting facts that are taken in one transaction. */
const ROUND = 50;

type WaitingRow = Pick<ReceivedEntry, 'prev' | 'header' | 'body'> & { readonly position: number };

interface SealedRow extends Pick<ReceivedEntry, 'header' | 'body' | 'prev' | 'hash'> {
  readonly entry: string;
}

function headOf({ header }: Pick<SealedRow, 'header'>): EntryHeader {
  const head = readHeader(header, nodeCodec);
  if (head === null) throw new Error('an entry of the journal has no header');
  return head;
}

type Receiving = Pick<Slice, 'feed' | 'store' | 'device' | 'lastPlace' | 'at'> & {
  readonly incarnation: string | null;
};

class Receiver {
  readonly #db: Database;
  readonly #executor: Executor;
  readonly #slice: Receiving;
  readonly #looks: Looks;
  readonly #projectWhole: (changes: readonly Change[]) => void;
  readonly #areas = new Set<Area>();
  readonly #held: HeldHistories;
  #position: number;
  /** Places of the journal that stand empty since this disk lost facts. */
  #lost: number;
  #chain = false;
  #renew = false;
  #more = false;
  /** Authors of facts that were written down. */
  readonly grown = new Set<string>();

  constructor(db: Database, executor: Executor, slice: Receiving) {
    this.#db = db;
    this.#executor = executor;
    this.#slice = slice;
    this.#looks = looksOf(db);
    this.#held = new HeldHistories(db, slice.store);
    // Inside the slice's transaction this is a savepoint: a fact the tables refuse leaves nothing behind.
    this.#projectWhole = db.transaction((changes: readonly Change[]) => executor.applyAll(changes));
    this.#position = Math.max((this.#looks.end.get() as number | null) ?? 0, slice.lastPlace);
    this.#lost = lostPlaces(db, slice.incarnation, slice.lastPlace);
  }

  /** Writes one fact down; false when the feed has to stop before it. */
  take(entry: ReceivedEntry, feedPosition: number): boolean {
    const { head } = entry;
    const held = this.#looks.hashOf.get(head.id) as Uint8Array | undefined;
    if (held !== undefined && sameBytes(held, entry.hash)) {
      this.#saidAgain(head.id);
      return true;
    }
    if (this.#held.isInBase(entry)) return true;
    // A command told again after a rollback makes a second fact of the same id.
    const strange = held === undefined ? this.#held.strange(entry) : fork('another entry of this id is held');
    const read = readFact(entry, nodeCodec);
    const trouble = strange?.reason ?? (read.kind === 'aside' ? read.reason : null);
    if (trouble !== null && stopsFeed(head.type)) {
      this.#putAside(entry, feedPosition, { state: 'stopping', reason: trouble }, { bytes: true });
      return false;
    }
    if (strange !== null) {
      this.#putAside(entry, feedPosition, strange, { bytes: true });
      return true;
    }
    if (read.kind === 'fact' && this.#takesFileBack(read.fact, read.type)) {
      const reason = 'headquarters takes back what its file holds: the next file tells what holds now';
      this.#putAside(entry, feedPosition, { state: 'stopping', reason }, { bytes: true });
      return false;
    }
    const isAgain = wasHeld(this.#db, head, this.#slice.store);
    // It may have been what the feed stopped at.
    this.#forget(head.id);
    this.#append(entry);
    const aside = read.kind === 'aside' ? read : this.#post(read.fact, read.type, isAgain);
    if (aside !== null) this.#putAside(entry, feedPosition, aside, { bytes: false });
    return true;
  }

  /**
   * Takes what waited, of these authors or of all, as far as it fits by now; one may let the next be taken. What belongs to another history
   * is a fork then.
   */
  takeWaiting(of: ReadonlySet<string> | null = null): void {
    const { feed } = this.#slice;
    const origins = this.#looks.waitFor.all(feed) as string[];
    let left = origins
      .filter((origin) => of === null || of.has(origin))
      .flatMap((origin) => this.#looks.waitingBeside.all(feed, origin) as WaitingRow[])
      .map(({ position, ...bytes }) => {
        const hash = nodeCodec.sha256(bytes.prev, bytes.header, bytes.body);
        return { position, entry: { ...bytes, hash, head: headOf(bytes) } };
      })
      .sort((a, b) => a.entry.head.seq - b.entry.head.seq);
    let taken = 0;
    for (let before = left.length + 1; left.length < before && !this.#more; ) {
      before = left.length;
      left = left.filter(({ entry, position }) => {
        this.#more ||= taken >= ROUND;
        if (this.#more || !this.#held.fits(entry)) return true;
        taken += 1;
        this.#forget(entry.head.id);
        return !this.take(entry, position);
      });
    }
  }

  /** Tries a fact again that is held and was put aside. */
  again({ entry: id, ...sealed }: SealedRow): void {
    const posted = this.#postAgain(sealed);
    if (posted === null) this.#forget(id);
    else {
      const { state, reason } = posted;
      this.#executor.effect(patch(localLinkFault, { entry: id }, { state, reason }));
    }
  }

  /** What this disk has damaged since it came says nothing: it waits until it was put back. */
  #postAgain(sealed: Omit<SealedRow, 'entry'>): Aside | null {
    const { prev, header, body, hash } = sealed;
    if (!sameBytes(nodeCodec.sha256(prev, header, body), hash))
      return { state: 'quarantined', reason: 'its bytes are damaged on this disk' };
    const read = readFact({ ...sealed, head: headOf(sealed) }, nodeCodec);
    return read.kind === 'aside' ? read : this.#post(read.fact, read.type);
  }

  done(): Omit<Received, 'feedPosition' | 'stopped'> {
    return {
      position: this.#position,
      areas: [...this.#areas],
      chain: this.#chain,
      renew: this.#renew,
      more: this.#more,
    };
  }

  /** Headquarters takes back what is in the file the catalog was begun with: only another file can tell what holds now. */
  #takesFileBack({ origin, body }: Entry, type: EntryType): boolean {
    if (type !== epochStarted || origin !== HQ_CHAIN) return false;
    const { parent } = body as EpochStarted;
    if (parent === null) return false;
    const isOnPath = pathOf(this.#db, parent);
    return this.#held.bases.catalog.some(({ epoch, seq }) => !isOnPath(epoch, seq));
  }

  /** Where this disk has lost facts, one that comes stands in such a place; the catalog, which follows places, is made anew for one of its. */
  #append({ head, header, body, prev, hash }: ReceivedEntry): void {
    const place = this.#lost > 0 ? lostPlace(this.#db, head, this.#slice.lastPlace) : null;
    const { id, origin, epoch, seq, type, store } = head;
    const position = place ?? this.#position + 1;
    const row = { store, position, id, origin, epoch, seq, type, header, body, prev, hash };
    this.#executor.apply(insert(journal, row));
    this.grown.add(origin);
    this.#position = Math.max(this.#position, position);
    if (place === null) return;
    this.#lost -= 1;
    countAgain(this.#db);
    this.#renew ||= origin === HQ_CHAIN;
  }

  /**
   * Projects a fact that has not counted yet, or says why it can't be now; what waited for a document it begins follows. `isAgain`: this
   * disk had held it, and lost it.
   */
  #post(fact: Entry, type: EntryType, isAgain = false): Aside | null {
    if (type.scope === 'chain') {
      this.#chain = true;
      for (const area of type.areas) this.#areas.add(area);
      return null;
    }
    const { store } = this.#slice;
    const missing = type.about(fact.body).find((document) => !this.#looks.stands(store, document));
    if (missing !== undefined) return { state: 'parked', reason: missing };
    let changes: readonly Change[] = [];
    try {
      changes = changesIn(store as Entry['store'], fact, type);
      // New rows tell by themselves: the tables refuse them twice.
      if (!makesRows(changes) && (isAgain || wasCounted(this.#db, changes))) return null;
      this.#projectWhole(changes);
    } catch (error) {
      if (isMachineFault(error)) throw error;
      if (wasCounted(this.#db, changes)) return null;
      return { state: 'quarantined', reason: error instanceof Error ? error.message : String(error) };
    }
    for (const area of type.areas) this.#areas.add(area);
    if (type === epochStarted && fact.origin === HQ_CHAIN) this.#giveUpLost(fact as Entry<EpochStarted>);
    if (type === ticketAssigned) {
      const { body } = fact as Entry<TicketAssigned>;
      loseTicket({ db: this.#db, executor: this.#executor }, body, this.#slice);
    }
    for (const document of type.begins(fact.body)) this.#postWaiting(document);
    return null;
  }

  /**
   * Headquarters came back from a backup and goes on from an earlier point: what it said after that, in whatever lives since, is not
   * said any more. It stays in the journal, and the catalog is made without it; that those lives began stays true.
   */
  #giveUpLost({ epoch, body: { parent } }: Entry<EpochStarted>): void {
    if (parent === null) return;
    for (const { id, type } of lostFacts(this.#db, epoch, pathOf(this.#db, parent))) {
      const reason = 'headquarters was restored from a backup and does not hold it any more';
      this.#keepAside({ id, origin: HQ_CHAIN, type }, 0, { state: 'fork', reason }, NO_BYTES);
      this.#renew = true;
    }
  }

  /** Headquarters came back from a later backup, which holds what an earlier one had lost. */
  #saidAgain(id: string): void {
    if (!this.#looks.givenUp.get(id)) return;
    this.#forget(id);
    this.#areas.add('link');
    this.#renew = true;
  }

  #postWaiting(document: DocumentKey): void {
    for (const row of this.#looks.waiting.all(document) as SealedRow[]) this.again(row);
  }

  #putAside(
    { head, header, body, prev }: ReceivedEntry,
    feedPosition: number,
    { state, reason }: Aside,
    { bytes }: { readonly bytes: boolean },
  ): void {
    this.#keepAside(head, feedPosition, { state, reason }, bytes ? { prev, header, body } : NO_BYTES);
  }

  #keepAside(
    { id, origin, type }: { readonly id: string; readonly origin: string; readonly type: string },
    feedPosition: number,
    { state, reason }: Aside,
    kept: Pick<LinkFaultRow, 'prev' | 'header' | 'body'>,
  ): void {
    this.#areas.add('link');
    const { feed, at } = this.#slice;
    this.#executor.effect(
      put(localLinkFault, {
        entry: id,
        feed,
        position: feedPosition,
        origin,
        type,
        state,
        reason: reason.slice(0, 400),
        at,
        ...kept,
      }),
    );
  }

  #forget(id: string): void {
    this.#executor.effect(drop(localLinkFault, { entry: id }));
  }
}
