import type { Database } from 'better-sqlite3';
import type { CatalogSource, ChainAuthor } from '#node/catalog/catalog-schema.ts';
import { nodeCodec } from '#node/codec.ts';
import { HQ_CHAIN } from '#shared/journal/author.ts';
import type { Entry } from '#shared/journal/entry.ts';
import { unseal } from '#shared/journal/entry.ts';
import { ENTRY_TYPES } from '#shared/journal/registry.ts';
import { currentBase } from '../base/base-rows.ts';

export const OWN_FACTS: CatalogSource = { author: 'own', givenUp: 0, base: null };

/** Chain facts as the journal holds them, in the order they were written here. */
export interface ChainJournal {
  /** What the catalog is to be made of now. */
  readonly source: () => CatalogSource;
  /** Position of the newest entry of any kind; 0 for an empty journal. */
  readonly head: () => number;
  /** Hash of the entry at a position, or null where there is none. */
  readonly hashAt: (position: number) => Uint8Array | null;
  /** That author's first chain fact with a position above `after` and not above `upTo`. Facts put aside are passed over. */
  readonly next: (
    author: ChainAuthor,
    between: { readonly after: number; readonly upTo: number },
  ) => ChainRow | null;
}

export interface ChainRow {
  readonly position: number;
  readonly bytes: number;
  readonly type: string;
  /** Throws when the header is not one. */
  readonly entry: () => Entry;
}

interface Row {
  readonly position: number;
  readonly type: string;
  readonly header: Buffer;
  readonly body: Buffer;
}

/** Reads the journal through a connection that only reads. The file may hold the journals of several store keys, under one count of positions. */
export function createChainJournal(db: Database): ChainJournal {
  const types = [...ENTRY_TYPES.values()].filter((t) => t.scope === 'chain').map((t) => t.type);
  const head = db.prepare('select max(position) from journal').pluck();
  const hashOf = db.prepare('select hash from journal where position = ?').pluck();
  const nextBy = (origin: string) =>
    db.prepare(
      `select position, type, header, body from journal where position > ? and position <= ?
       and type in (${types.map(() => '?').join(', ')}) and ${origin}
       and not exists (select 1 from local_link_fault where entry = journal.id) order by position limit 1`,
    );
  const nextOf = { own: nextBy(`origin <> '${HQ_CHAIN}'`), hq: nextBy(`origin = '${HQ_CHAIN}'`) };
  return {
    source: () => catalogSource(db),
    head: () => (head.get() as number | null) ?? 0,
    hashAt: (position) => (hashOf.get(position) as Buffer | undefined) ?? null,
    next: (author, { after, upTo }) => {
      const row = nextOf[author].get(after, upTo, ...types) as Row | undefined;
      return row ? chainRow(row) : null;
    },
  };
}

/** Facts of a fork are not in the journal, but for those that were there before they were taken back. */
export function catalogSource(db: Database): CatalogSource {
  const author = chainAuthor(db);
  return {
    author,
    givenUp: givenUp(db),
    base: author === 'hq' ? (currentBase(db, 'catalog')?.file ?? null) : null,
  };
}

const givenUp = (db: Database): number =>
  Number(
    db
      .prepare(
        "select count(*) from local_link_fault f join journal j on j.id = f.entry where f.state = 'fork'",
      )
      .pluck()
      .get(),
  );

/** A store that hands its catalog over sells by its own until headquarters' is there. */
export function chainAuthor(db: Database): ChainAuthor {
  const state = db.prepare('select state from local_link').pluck().get();
  return state === 'filling' || state === 'joined' ? 'hq' : 'own';
}

const chainRow = ({ position, type, header, body }: Row): ChainRow => ({
  position,
  type,
  bytes: body.byteLength,
  entry: () => unseal({ header, body }, nodeCodec),
});
