import { rmSync } from 'node:fs';
import { join } from 'node:path';
import DatabaseFile, { type Database, type Statement } from 'better-sqlite3';
import { type CatalogFile, openCatalogFile } from '#electron/store/catalog/catalog-file.ts';
import { type ChainJournal, createChainJournal } from '#electron/store/catalog/chain-journal.ts';
import { type Identity, readIdentity } from '#electron/store/identity.ts';
import { headOf } from '#electron/store/journal-head.ts';
import { type OwnEntries, ownEntries } from '#electron/store/link/own-journal.ts';
import type { Marker } from '#electron/store/marker.ts';
import { migrate, pending } from '#electron/store/migrate.ts';
import { createReader } from '#electron/store/sqlite-reader.ts';
import { createWriter, type Writer } from '#electron/store/writer.ts';
import type { Head } from '#shared/services/journal/commit.ts';
import type { Reader } from '#shared/services/journal/query.ts';
import { pricesNow } from '#shared/services/pricing/prices-now.ts';

const NOBODY_YET = { device: '', epoch: '' };

/** What lies on a machine's disk: the store as last committed, and what is kept beside it. */
export interface Disk {
  readonly store: Buffer | null;
  readonly marker: Marker | null;
  readonly lease: string | null;
  /** What was heard of headquarters' clock by whoever had this disk: known outside, and put back with it. */
  readonly heard: HeardTime;
}

export interface HeardTime {
  /** The machine's clock less headquarters', when that last said what time it is; null: never. */
  readonly skew: number | null;
  /** The latest time it ever said. */
  readonly told: number | null;
}

export const NOTHING_HEARD: HeardTime = { skew: null, told: null };

/** A store that is open: the register's own pieces over a database in memory, its catalog in a file that can be made again. */
export class OpenStore {
  readonly db: Database;
  readonly writer: Writer;
  readonly own: OwnEntries;
  readonly read: Reader;
  readonly #journal: ChainJournal;
  readonly #path: string;
  #catalog: Catalog;
  readonly #statements = new Map<string, Statement>();
  #identity: Identity | null = null;

  constructor(image: Buffer | null, folder: string, name: string) {
    this.db = new DatabaseFile(image === null ? ':memory:' : Buffer.from(image));
    this.db.pragma('foreign_keys = on');
    migrate(this.db, pending(this.db));
    this.writer = createWriter(() => this.db);
    this.reload();
    this.read = createReader(() => this.db);
    this.own = ownEntries(this.db, () => this.identity() ?? NOBODY_YET);
    this.#journal = createChainJournal(this.db);
    this.#path = join(folder, name);
    this.#catalog = newCatalog(this.#path);
    this.follow();
  }

  /** A query, prepared once. */
  query(sql: string): Statement {
    const known = this.#statements.get(sql) ?? this.db.prepare(sql);
    this.#statements.set(sql, known);
    return known;
  }

  identity(): Identity | null {
    return this.#identity;
  }

  /** Reads the identity again, after an epoch was started. */
  reload(): void {
    this.#identity = readIdentity(this.db);
  }

  head(): Head {
    return headOf(this.db, this.identity());
  }

  /** The catalog catches up with the journal. */
  follow(): void {
    const { file } = this.#catalog;
    for (let head = this.#journal.head(); file.position() < head; ) file.step(this.#journal, head);
  }

  /** Headquarters took facts back: the catalog is made without them. */
  renewCatalog(): void {
    this.#catalog.close();
    this.#catalog = newCatalog(this.#path);
    this.follow();
  }

  /** What these products cost at an instant, as the product reads it; clocks on the wall show UTC. */
  async pricesAt(at: number, products: readonly string[]): Promise<ReadonlyMap<string, number>> {
    const own = this.prices();
    const listed = products.map((id) => ({ id, price: own.get(id) ?? 0 }));
    const now = await pricesNow(this.#catalog.read, { at, timeZone: 'UTC' }, listed);
    return new Map(listed.map((product) => [product.id, now(product).price]));
  }

  prices(): Map<string, number> {
    return new Map(
      (this.#catalog.prices.all() as { id: string; price: number }[]).map(({ id, price }) => [id, price]),
    );
  }

  close(): void {
    this.#catalog.close();
    this.db.close();
  }
}

interface Catalog {
  readonly file: CatalogFile;
  readonly prices: Statement;
  readonly read: Reader;
  readonly close: () => void;
}

function newCatalog(path: string): Catalog {
  for (const file of [path, `${path}-wal`, `${path}-shm`]) rmSync(file, { force: true });
  const file = openCatalogFile(path, { author: 'hq', givenUp: 0, base: null });
  const reader = new DatabaseFile(path, { readonly: true });
  return {
    file,
    prices: reader.prepare('select id, price from product'),
    read: createReader(() => reader),
    close: () => {
      reader.close();
      file.close();
    },
  };
}
