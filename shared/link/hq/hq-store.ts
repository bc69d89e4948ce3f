import type { Change } from '#shared/journal/change.ts';
import type { DocumentKey } from '#shared/journal/entry-type.ts';
import type { ReceivedEntry } from '../batch.ts';
import type { Branch } from './place-batch.ts';

/** A device as HQ knows it. */
export interface KnownDevice {
  readonly device: string;
  /** The store whose key everything it writes starts with at HQ. */
  readonly store: string;
  readonly register: string;
  /** SPKI, DER. */
  readonly publicKey: Uint8Array;
  readonly state: 'active' | 'revoked';
  /** Store codes its older entries may carry: it sold under them before it joined. */
  readonly formerStores: readonly string[];
  /** The epoch it said it lives in; null before its first hello. */
  readonly epoch: string | null;
}

/**
 * How HQ keeps a fact. `posted`: projected. `parked`: about a document that is not there yet. `unknown`: of a type or version this
 * program does not know. `quarantined`: its projection failed, or its device was revoked. `set-aside`: a person said that it is not to
 * count. All are stored whole and acknowledged.
 */
export type FactState = 'posted' | 'parked' | 'unknown' | 'quarantined' | 'set-aside';

export interface StoredFact {
  readonly entry: ReceivedEntry;
  /** Who sent it; null for a fact HQ is the author of. */
  readonly device: string | null;
  readonly branch: number;
  readonly state: FactState;
  /** Why it is not posted: the document it waits for, or what went wrong. */
  readonly reason: string | null;
  /** It is another store's, brought here because it concerns this one: of its history nothing else is here. */
  readonly delivered?: true;
}

/** A fact of a store that concerns another one. */
export interface Route {
  readonly store: string;
  /** The fact's id. */
  readonly entry: string;
  /** The store it concerns. */
  readonly target: string;
}

/** A fact that has still to be brought to a store it concerns. */
export interface Undelivered extends Route {
  readonly fact: Pick<StoredFact, 'entry' | 'device' | 'branch'>;
  /** Whether there is such a store. */
  readonly isOpen: boolean;
}

/** A fact that waits in the journal, and where it stands there. */
export interface WaitingFact {
  readonly position: number;
  readonly entry: ReceivedEntry;
}

/** Facts that were appended to the feed of a store, up to `position`. */
export interface Appended {
  readonly store: string;
  readonly position: number;
  readonly facts: readonly ReceivedEntry[];
}

/** The document a fact began: what is about it need not wait. */
export interface Beginning {
  readonly document: DocumentKey;
  readonly entry: string;
}

/** HQ's tables as the protocol needs them: PostgreSQL in the server, SQLite in the simulator, held to one suite of tests. */
export interface HqStore {
  readonly device: (device: string) => Promise<KnownDevice | undefined>;
  /**
   * One durable transaction; what it writes is on disk when the promise resolves. Throws what `work` throws, having written nothing.
   * `work` may run more than once, when another transaction was in its way. `facts`: how many it is going to write; many at a time wait
   * for one another.
   */
  readonly transaction: <T>(work: (tx: HqTx) => Promise<T>, facts?: number) => Promise<T>;
  /** Facts that have still to be delivered, as many as are asked for. */
  readonly undelivered: (most: number) => Promise<readonly Undelivered[]>;
}

/** A projection that may be written while the facts behind it are still being read: the two ends then work side by side. */
export interface Projection {
  /** Takes the changes of some facts. */
  readonly take: (changes: readonly Change[]) => void;
  /** Resolves when what was taken is on its way: the time to read on. */
  readonly written: () => Promise<void>;
  /**
   * Writes all that was taken, and what `behind` writes, which may be sent before the rest is answered; answers what it does. null, and
   * nothing of either written, where the tables refuse any of what was taken, a row that is there already or a value its column can't
   * hold, or where `behind` says null.
   */
  readonly done: <T>(behind: () => Promise<T | null>) => Promise<T | null>;
}

export interface HqTx {
  /** Locks the device against every other push of it. */
  readonly device: (device: string) => Promise<KnownDevice | undefined>;
  /** Of an author's epoch in a store. */
  readonly branches: (
    author: Pick<KnownDevice, 'device' | 'store'>,
    epoch: string,
  ) => Promise<readonly Branch[]>;
  readonly hashAt: (
    device: KnownDevice,
    at: { readonly epoch: string; readonly branch: number; readonly seq: number },
  ) => Promise<Uint8Array | undefined>;
  /** Which of these documents have begun in the store. */
  readonly begun: (store: string, documents: readonly DocumentKey[]) => Promise<ReadonlySet<string>>;
  /** Begins to write the projection of some facts. One at a time, each to its end. */
  readonly project: () => Projection;
  /**
   * Nobody else appends to the store's feed until the transaction ends, and what they have appended is seen from here on: what is about
   * a document, and what begins it, may come in the same moment from two devices, and one of them must see the other.
   */
  readonly holdFeed: (store: string) => Promise<void>;
  /**
   * Appends facts of one author to the store's feed, notes which documents they begin, and answers the position of the last. Holds the
   * feed from then on, so little may follow this but the end of the transaction.
   */
  readonly append: (
    store: string,
    facts: readonly StoredFact[],
    begins: readonly Beginning[],
  ) => Promise<number>;
  /** Facts parked under these documents, oldest first; each is then told what became of it by `settle`. */
  readonly parkedOn: (store: string, documents: readonly DocumentKey[]) => Promise<readonly WaitingFact[]>;
  readonly settle: (
    store: string,
    position: number,
    to: { readonly state: FactState; readonly reason: string | null },
  ) => Promise<void>;
  /** Notes which facts of a store concern others: they are brought there afterwards, each in a transaction of its own. */
  readonly route: (store: string, routes: readonly Omit<Route, 'store'>[]) => Promise<void>;
  /** It has been brought there. */
  readonly routed: (route: Route) => Promise<void>;
  /** Notes that a fact of another store is brought to this one; false where it has been before. */
  readonly accept: (store: string, entry: string) => Promise<boolean>;
  /** Notes something a person must settle; the same (rule, subject) is one exception, however often it is found. */
  readonly raise: (
    store: string,
    exception: {
      readonly rule: string;
      readonly subject: string;
      readonly detail: Readonly<Record<string, string | number>>;
    },
  ) => Promise<void>;
}
