import DatabaseFile, { type Database } from 'better-sqlite3';
import type { Area } from '#shared/journal/entry-type.ts';
import { PreparedFile } from '../base/prepared-file.ts';
import { type Packed, type SoundChunks, UnsoundBase } from '../base/unpack-base.ts';
import { type DataFolder, dataFolder } from '../data-folder.ts';
import { reading } from '../pragmas.ts';
import { MOST_RESERVED } from '../search/product-index.ts';
import { type StoreProblem, storeErrorOf } from '../store-error.ts';
import { type CatalogFile, openCatalogFile, type Skipped } from './catalog-file.ts';
import { type ChainJournal, createChainJournal } from './chain-journal.ts';
import { newGeneration } from './new-generation.ts';
import { removeCatalog } from './remove-catalog.ts';

/** What the host asks of whoever writes the catalog. */
export type KeeperOrder =
  | { readonly do: 'advance'; readonly to: number }
  | { readonly do: 'rebuild'; readonly reason: string }
  /** Unpack a file of headquarters, of which the chunks before `upTo` are given or held; with the last, look whether it is of use. */
  | { readonly do: 'prepare'; readonly packed: Packed; readonly upTo: number; readonly given: SoundChunks }
  /** Make the indexes that are made on demand. */
  | { readonly do: 'index' }
  /** The host's last reader has left that generation. */
  | { readonly do: 'retire'; readonly generation: number }
  | { readonly do: 'close' };

/** What the keeper tells the host. */
export type KeeperNews =
  | { readonly kind: 'at'; readonly position: number; readonly areas: readonly Area[] }
  | { readonly kind: 'skipped'; readonly skipped: Skipped }
  | { readonly kind: 'indexed' }
  | { readonly kind: 'prepared' }
  /** A file of headquarters is not what it should be. */
  | { readonly kind: 'unsound'; readonly reason: string }
  | { readonly kind: 'rebuilding'; readonly reason: string }
  | { readonly kind: 'swap'; readonly generation: number; readonly position: number }
  | { readonly kind: 'failed'; readonly problem: StoreProblem | null; readonly message: string }
  | { readonly kind: 'closed' };

export interface CatalogKeeper {
  readonly order: (order: KeeperOrder) => void;
}

/** After so long without work the log is moved into the file, ms: in the middle of a change that step would be a long one. */
const AT_REST = 200;

/**
 * The one writer of the catalog: follows the journal in small transactions and, when asked or when the file proves damaged,
 * builds the next generation beside the current one and offers it. Runs in the catalog's worker, or in the host's own thread
 * for tests and the command line.
 */
export function createKeeper(
  root: string,
  generation: number,
  tell: (news: KeeperNews) => void,
): CatalogKeeper {
  const folder = dataFolder(root);
  const keeper = new Keeper(folder, generation, tell);
  return { order: (order) => keeper.order(order) };
}

class Keeper {
  readonly #folder: DataFolder;
  readonly #tell: (news: KeeperNews) => void;
  readonly #old = new Map<number, CatalogFile>();
  #store: Database | null = null;
  #journal: ChainJournal | null = null;
  #generation: number;
  #current: CatalogFile | null = null;
  #next: CatalogFile | null = null;
  #nextBase: string | null = null;
  #target = 0;
  #indexing = false;
  readonly #prepared: PreparedFile;
  #running = false;
  #resting: NodeJS.Timeout | null = null;
  #closing = false;
  #replaced = 0;

  constructor(folder: DataFolder, generation: number, tell: (news: KeeperNews) => void) {
    this.#folder = folder;
    this.#generation = generation;
    this.#tell = tell;
    this.#prepared = new PreparedFile(folder.prepared, () => this.#reader());
  }

  order(order: KeeperOrder): void {
    if (this.#resting !== null) clearTimeout(this.#resting);
    if (order.do === 'close') this.#closing = true;
    else if (order.do === 'advance') this.#advance(order.to);
    else if (order.do === 'retire') this.#retire(order.generation);
    else if (order.do === 'index') this.#indexing = true;
    else if (order.do === 'prepare') this.#attempt(() => this.#prepare(order));
    else this.#attempt(() => this.#beginRebuild(order.reason));
    if (!this.#running) void this.#drive();
  }

  /** One batch a turn, so that orders are heard between two and the disk is free for a sale. */
  async #drive(): Promise<void> {
    this.#running = true;
    while (!this.#closing && (this.#next || this.#isBehind() || this.#indexing)) {
      if (!this.#attempt(() => this.#turn())) break;
      await new Promise<void>((resolve) => setImmediate(resolve));
    }
    this.#running = false;
    if (this.#closing) this.#close();
    else this.#resting = setTimeout(() => this.#rest(), AT_REST).unref();
  }

  #rest(): void {
    this.#attempt(() => this.#current?.settle());
    // One that proved damaged was replaced, and has to be filled.
    if (!this.#running && this.#isBehind()) void this.#drive();
  }

  #advance(to: number): void {
    if (this.#current && to <= this.#current.position())
      this.#tell({ kind: 'at', position: this.#current.position(), areas: [] });
    else this.#target = Math.max(this.#target, to);
  }

  /** One a turn: whoever saves a product meanwhile waits for one of them at most. */
  #index(file: CatalogFile): void {
    if (!file.index()) return;
    this.#indexing = false;
    this.#tell({ kind: 'indexed' });
  }

  #isBehind(): boolean {
    return this.#target > (this.#current?.position() ?? -1);
  }

  #turn(): void {
    this.#current ??= openCatalogFile(this.#folder.catalog(this.#generation));
    const journal = this.#open();
    const head = journal.head();
    if (this.#isBehind()) this.#follow(this.#current, journal, head);
    else if (this.#indexing) this.#index(this.#current);
    if (this.#next) this.#build(this.#next, journal, head);
  }

  #follow(file: CatalogFile, journal: ChainJournal, head: number): void {
    const before = file.position();
    const { position, areas, skipped } = file.step(journal, head);
    for (const one of skipped) this.#tell({ kind: 'skipped', skipped: one });
    if (position > before) {
      this.#tell({ kind: 'at', position, areas });
      return;
    }
    this.#target = before;
    this.#tell({ kind: 'failed', problem: null, message: `the journal ends at ${head}` });
  }

  #build(next: CatalogFile, journal: ChainJournal, head: number): void {
    const { position } = next.step(journal, head);
    if (position < Math.min(head, Math.max(this.#current?.position() ?? 0, this.#target))) return;
    if (journal.source().base === this.#nextBase) this.#offer(next, position);
    else this.#beginAgain(next);
  }

  /** Another file of headquarters is in force than it was begun with. */
  #beginAgain(next: CatalogFile): void {
    next.close();
    this.#next = null;
    this.#beginRebuild('another file of headquarters is in force');
  }

  #offer(next: CatalogFile, position: number): void {
    next.finish();
    if (this.#current) this.#old.set(this.#generation, this.#current);
    this.#generation += 1;
    this.#current = next;
    this.#next = null;
    this.#tell({ kind: 'swap', generation: this.#generation, position });
  }

  #beginRebuild(reason: string): void {
    if (this.#next) return;
    const path = this.#folder.catalog(this.#generation + 1);
    removeCatalog(path);
    const { base } = this.#open().source();
    this.#next = this.#begin(path);
    this.#nextBase = base;
    if (base === null) this.#next.reserve(popular(this.#reader()));
    this.#tell({ kind: 'rebuilding', reason });
  }

  #begin(path: string): CatalogFile {
    return newGeneration(path, this.#reader(), this.#prepared.take());
  }

  #prepare({ packed, upTo, given }: Extract<KeeperOrder, { do: 'prepare' }>): void {
    try {
      this.#prepared.unpack(packed, upTo, given);
      this.#tell({ kind: 'prepared' });
    } catch (error) {
      if (!(error instanceof UnsoundBase)) throw error;
      this.#tell({ kind: 'unsound', reason: error.message });
    }
  }

  #reader(): Database {
    if (this.#store) return this.#store;
    this.#store = new DatabaseFile(this.#folder.store, { readonly: true });
    reading(this.#store, 0);
    return this.#store;
  }

  #open(): ChainJournal {
    this.#journal ??= createChainJournal(this.#reader());
    return this.#journal;
  }

  /** A damaged catalog is replaced, not mended: everything in it follows from the journal. */
  #attempt(work: () => void): boolean {
    try {
      work();
      return true;
    } catch (error) {
      const problem = storeErrorOf(error)?.problem ?? null;
      const message = error instanceof Error ? error.message : String(error);
      if (problem === 'damaged' && !this.#next && this.#replaced < 2 && this.#journalIsSound())
        return this.#attempt(() => this.#replaceDamaged(message));
      this.#indexing = false;
      this.#tell({ kind: 'failed', problem, message });
      return false;
    }
  }

  #replaceDamaged(message: string): void {
    this.#replaced += 1;
    this.#current?.close();
    this.#current = null;
    const path = this.#folder.catalog(this.#generation + 1);
    removeCatalog(path);
    // The damaged file is not followed any more: the new one takes its place as the one being followed, and is offered at once.
    const fresh = this.#begin(path);
    fresh.finish();
    this.#generation += 1;
    this.#current = fresh;
    this.#tell({ kind: 'rebuilding', reason: message });
    this.#tell({ kind: 'swap', generation: this.#generation, position: fresh.position() });
    this.#target = Math.max(this.#target, this.#open().head());
  }

  #journalIsSound(): boolean {
    try {
      this.#open().head();
      return true;
    } catch {
      return false;
    }
  }

  #retire(generation: number): void {
    this.#old.get(generation)?.close();
    this.#old.delete(generation);
    removeCatalog(this.#folder.catalog(generation));
  }

  #close(): void {
    this.#prepared.drop();
    for (const file of [...this.#old.values(), this.#next, this.#current]) file?.close();
    this.#old.clear();
    this.#current = null;
    this.#store?.close();
    this.#store = null;
    this.#journal = null;
    this.#tell({ kind: 'closed' });
  }
}

function popular(store: Database): string[] {
  const rows = store
    .prepare(
      `select item, sum(times_sold) as sold from item_stat where times_sold > 0
       group by item order by sold desc, item limit ?`,
    )
    .all(MOST_RESERVED) as { item: string }[];
  return rows.map((r) => r.item);
}
