import type { Database } from 'better-sqlite3';
import type { Area } from '#shared/journal/entry-type.ts';
import { type Packed, type SoundChunks, UnsoundBase } from '../base/unpack-base.ts';
import type { DataFolder } from '../data-folder.ts';
import { StoreError } from '../store-error.ts';
import { createAttachedReaders } from './attached-readers.ts';
import type { Skipped } from './catalog-file.ts';
import { findCatalog } from './catalog-generation.ts';
import type { KeeperNews } from './catalog-keeper.ts';
import { inlineLink, type KeeperLink, workerLink } from './keeper-link.ts';

/** The replaceable projection of chain facts with its search index, as the host sees it. */
export interface Catalog {
  /** The file readers see now. */
  readonly file: () => string;
  /** Position in the journal up to which the file has followed. */
  readonly position: () => number;
  /**
   * Resolves when the file stands at that position or later. Rejects with StoreError when the disk or the file forbids it: the
   * facts are safe in the journal, and the next call tries again.
   */
  readonly advance: (to: number) => Promise<void>;
  /** Lets a connection read the catalog; it is moved along when the file is swapped, until it is closed. */
  readonly attachTo: (reader: Database) => void;
  /** Builds the next generation from the journal and moves every reader to it. */
  readonly rebuild: (reason: string) => Promise<void>;
  /**
   * A reader met a damaged page, perhaps one of the catalog's: it is made anew beside the one in force, whose sound pages are read on
   * meanwhile. A disk that damages it again and again is given up.
   */
  readonly mend: (reason: string) => void;
  /**
   * Unpacks a file of headquarters beside the one in force, as far as its chunks are held: those before `upTo`. Who has some of them at
   * hand gives them along: they are this one's from then on. With the last it looks whether the file is of use: the next rebuild takes it,
   * once it is in force. Rejects with UnsoundBase where it is none.
   */
  readonly prepare: (packed: Packed, upTo: number, given?: SoundChunks) => Promise<void>;
  /** The file of headquarters the catalog was begun with is damaged, and so was the catalog: what it held is missing. */
  readonly lacksBase: () => boolean;
  /** Makes the indexes that are made on demand, off this thread, one a turn: a save waits for one of them at most. */
  readonly index: () => Promise<void>;
  /** Tells after each step which areas changed; a swap changes them all. */
  readonly onChange: (listener: (change: CatalogChange) => void) => () => void;
  readonly close: () => Promise<void>;
}

export interface CatalogChange {
  readonly position: number;
  readonly areas: readonly Area[];
}

/** What a person should hear of: the catalog was made anew, or a fact could not be projected. */
export type CatalogProblem =
  | { readonly kind: 'rebuilding'; readonly reason: string }
  | { readonly kind: 'skipped'; readonly skipped: Skipped }
  | { readonly kind: 'restarted'; readonly reason: string }
  /** It is damaged and was not made anew. */
  | { readonly kind: 'damaged'; readonly reason: string };

export interface CatalogOptions {
  /** `worker` (default) projects in a thread of its own, `inline` in this one. */
  readonly keeper?: 'worker' | 'inline';
  readonly onProblem?: (problem: CatalogProblem) => void;
  /** Bytes of the file readers map into memory; 0 (default) maps none. */
  readonly mmapBytes?: number;
}

const EVERYTHING: readonly Area[] = ['catalog', 'settings', 'people'];
/** A keeper that dies this often without getting anywhere is not started again until somebody asks. */
const MAX_DEATHS = 3;
/** Parts of a file that wait to be unpacked and are given along. */
const MOST_AHEAD = 4;
/** So often is it made anew for damage its readers meet. */
const MOST_MENDS = 3;

/** Opens the catalog of a store whose `store.db` exists. Throws StoreError when the folder can't be written. */
export function openCatalog(folder: DataFolder, options: CatalogOptions = {}): Catalog {
  return new OpenCatalog(folder, options).face();
}

interface Waiter {
  readonly to: number;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

class OpenCatalog {
  readonly #folder: DataFolder;
  readonly #options: CatalogOptions;
  readonly #readers: ReturnType<typeof createAttachedReaders>;
  readonly #listeners = new Set<(change: CatalogChange) => void>();
  #waiters: Waiter[] = [];
  #indexing: Omit<Waiter, 'to'>[] = [];
  #preparing: Omit<Waiter, 'to'>[] = [];
  readonly #lacksBase: boolean;
  #rebuilding: { readonly done: Promise<void>; readonly settle: Omit<Waiter, 'to'> } | null = null;
  #generation: number;
  #position: number;
  #swapping: number | null = null;
  #link: KeeperLink | null = null;
  #deaths = 0;
  #mends = 0;
  #closed = false;

  constructor(folder: DataFolder, options: CatalogOptions) {
    this.#folder = folder;
    this.#options = options;
    this.#readers = createAttachedReaders(options.mmapBytes ?? 0);
    const found = findCatalog(folder);
    this.#generation = found.generation;
    this.#position = found.position;
    this.#lacksBase = found.lacksBase;
    if (found.discarded) this.#report({ kind: 'rebuilding', reason: found.discarded });
  }

  face(): Catalog {
    return {
      file: () => this.#folder.catalog(this.#generation),
      position: () => this.#position,
      advance: (to) => this.#advance(to),
      attachTo: (reader) => this.#readers.add(reader, this.#folder.catalog(this.#generation)),
      rebuild: (reason) => this.#rebuild(reason),
      mend: (reason) => this.#mend(reason),
      prepare: (packed, upTo, given = []) => this.#prepare(packed, upTo, given),
      lacksBase: () => this.#lacksBase,
      index: () => this.#index(),
      onChange: (listener) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
      close: () => this.#close(),
    };
  }

  #advance(to: number): Promise<void> {
    if (to <= this.#position) return Promise.resolve();
    if (this.#closed) return Promise.reject(new Error('the catalog is closed'));
    return new Promise((resolve, reject) => {
      this.#waiters.push({ to, resolve, reject });
      this.#keeper().send({ do: 'advance', to });
    });
  }

  #rebuild(reason: string): Promise<void> {
    if (this.#closed) return Promise.reject(new Error('the catalog is closed'));
    if (!this.#rebuilding) {
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      this.#rebuilding = { done: promise, settle: { resolve, reject } };
      this.#keeper().send({ do: 'rebuild', reason });
    }
    return this.#rebuilding.done;
  }

  #mend(reason: string): void {
    if (this.#closed || this.#rebuilding) return;
    this.#mends += 1;
    const gaveUp = (why: string) => this.#report({ kind: 'damaged', reason: why });
    if (this.#mends > MOST_MENDS) gaveUp(reason);
    else this.#rebuild(reason).catch((error: unknown) => gaveUp(String(error)));
  }

  #prepare(packed: Packed, upTo: number, given: SoundChunks): Promise<void> {
    if (this.#closed) return Promise.reject(new Error('the catalog is closed'));
    return new Promise((resolve, reject) => {
      // Where the keeper is behind it reads them from the store, so that they don't pile up here.
      const order = {
        do: 'prepare',
        packed,
        upTo,
        given: this.#preparing.length < MOST_AHEAD ? given : [],
      } as const;
      this.#preparing.push({ resolve, reject });
      this.#keeper().send(order);
    });
  }

  /** The keeper answers in the order it was asked. */
  #prepared(error: Error | null): void {
    const waiter = this.#preparing.shift();
    if (error) waiter?.reject(error);
    else waiter?.resolve();
  }

  #index(): Promise<void> {
    if (this.#closed) return Promise.reject(new Error('the catalog is closed'));
    return new Promise((resolve, reject) => {
      this.#indexing.push({ resolve, reject });
      this.#keeper().send({ do: 'index' });
    });
  }

  #keeper(): KeeperLink {
    const start = this.#options.keeper === 'inline' ? inlineLink : workerLink;
    this.#link ??= start({
      root: this.#folder.root,
      generation: this.#generation,
      hear: (news) => this.#hear(news),
      lost: (reason) => this.#lost(reason),
    });
    return this.#link;
  }

  #hear(news: KeeperNews): void {
    if (news.kind === 'at') {
      this.#deaths = 0;
      // Readers still see the old file: what the new one reached is told once they have moved.
      if (this.#swapping !== null) this.#swapping = news.position;
      else this.#reached(news.position, news.areas);
    } else if (news.kind === 'swap') void this.#swap(news.generation, news.position);
    else if (news.kind === 'failed') {
      this.#fail(news.problem ? new StoreError(news.problem, news.message) : new Error(news.message));
    } else if (news.kind === 'prepared') this.#prepared(null);
    else if (news.kind === 'unsound') this.#prepared(new UnsoundBase(news.reason));
    else if (news.kind === 'indexed') {
      const waiting = this.#indexing;
      this.#indexing = [];
      for (const waiter of waiting) waiter.resolve();
    } else if (news.kind !== 'closed') this.#report(news);
  }

  #reached(position: number, areas: readonly Area[]): void {
    this.#position = position;
    const served = this.#waiters.filter((w) => w.to <= position);
    this.#waiters = this.#waiters.filter((w) => w.to > position);
    for (const listener of this.#listeners) listener({ position, areas });
    for (const waiter of served) waiter.resolve();
  }

  async #swap(generation: number, position: number): Promise<void> {
    const old = this.#generation;
    this.#generation = generation;
    this.#swapping = position;
    try {
      await this.#readers.moveTo(this.#folder.catalog(generation));
      const reached = this.#swapping;
      this.#swapping = null;
      this.#reached(reached, EVERYTHING);
      this.#link?.send({ do: 'retire', generation: old });
      this.#rebuilding?.settle.resolve();
      this.#rebuilding = null;
    } catch (error) {
      this.#fail(error instanceof Error ? error : new Error(String(error)));
    }
  }

  #fail(error: Error): void {
    const waiting = [...this.#waiters, ...this.#indexing, ...this.#preparing];
    this.#waiters = [];
    this.#indexing = [];
    this.#preparing = [];
    for (const waiter of waiting) waiter.reject(error);
    this.#rebuilding?.settle.reject(error);
    this.#rebuilding = null;
  }

  #lost(reason: string): void {
    this.#link = null;
    this.#deaths += 1;
    this.#report({ kind: 'restarted', reason });
    for (const waiter of this.#preparing.splice(0)) waiter.reject(new Error(reason));
    const furthest = Math.max(0, ...this.#waiters.map((w) => w.to));
    if (this.#deaths >= MAX_DEATHS) {
      this.#fail(new Error(`the catalog's keeper died: ${reason}`));
      return;
    }
    if (this.#rebuilding) this.#keeper().send({ do: 'rebuild', reason });
    if (this.#indexing.length > 0) this.#keeper().send({ do: 'index' });
    if (furthest > 0) this.#keeper().send({ do: 'advance', to: furthest });
  }

  #report(problem: CatalogProblem): void {
    this.#options.onProblem?.(problem);
  }

  async #close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#link?.close();
    this.#fail(new Error('the catalog is closed'));
  }
}
