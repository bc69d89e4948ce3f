import { rmSync } from 'node:fs';
import DatabaseFile, { type Database } from 'better-sqlite3';
import type { ChainAuthor } from '#node/catalog/catalog-schema.ts';
import { nodeCodec } from '#node/codec.ts';
import type { StoreId } from '#shared/domain/ids.ts';
import { HQ_CHAIN } from '#shared/journal/author.ts';
import { PROJECTED } from '#shared/journal/database.ts';
import { ddl, quote } from '#shared/journal/ddl.ts';
import { type Entry, unseal } from '#shared/journal/entry.ts';
import { ENTRY_TYPES, projectEntry } from '#shared/journal/registry.ts';
import { type Base, currentBase, type History, heldByStoreBase, isHeld } from '../base/base-rows.ts';
import { copyStoreRows, unpackStoreBase } from '../base/store-file.ts';
import { packedBase, unpackBase } from '../base/unpack-base.ts';
import { chainAuthor } from '../catalog/chain-journal.ts';
import { createExecutor } from '../executor.ts';

export type RebuildOrder = 'forwards' | 'backwards';

/**
 * Projects the whole journal into a fresh file, in the order it was written or the other way round: projection commutes, so both
 * give the same rows. Facts put aside are left out, as they are where they came in; chain facts count when they are of whoever keeps
 * the catalog, behind those that came in a file of headquarters, which is unpacked; facts of the store behind those in its base, which is
 * unpacked too; and everything counts in the store this register belongs to, whatever code it was written under. The file is thrown away
 * afterwards and therefore not kept durable. Throws UnsoundBase.
 */
export function rebuild(source: Database, file: string, order: RebuildOrder): void {
  const target = scratch(file, PROJECTED);
  const author = chainAuthor(source);
  const base = author === 'hq' ? currentBase(source, 'catalog') : null;
  if (base !== null) fillCatalog(source, base.file, { target, scratch: `${file}.base` });
  const storeBase = currentBase(source, 'store');
  if (storeBase !== null) fillStore(source, storeBase, { target, scratch: `${file}.store` });
  const isInBase = isHeld(heldByStoreBase(source));
  projectJournal(source, target, order, (entry, position) =>
    isOfChain(entry) ? position > (base?.after ?? 0) && isBy(author, entry) : !isInBase(entry, entry.seq),
  );
  target.close();
}

/** Begins a file that is thrown away. */
export function scratch(file: string, tables: typeof PROJECTED): Database {
  const target = new DatabaseFile(file);
  target.pragma('journal_mode = off');
  target.pragma('synchronous = off');
  for (const table of tables) for (const statement of ddl(table, 'sqlite')) target.exec(statement);
  return target;
}

/** Projects what counts of the journal into the tables of a file. */
export function projectJournal(
  source: Database,
  target: Database,
  order: RebuildOrder,
  counts: (entry: Entry, position: number) => boolean,
): void {
  const executor = createExecutor(target);
  const store = source.prepare('select store from local_device').pluck().get() as StoreId | undefined;
  const rows = source
    .prepare(
      `select position, header, body from journal where not exists (select 1 from local_link_fault where entry = journal.id)
       order by position ${order === 'forwards' ? 'asc' : 'desc'}`,
    )
    .iterate() as IterableIterator<{ position: number; header: Uint8Array; body: Uint8Array }>;
  target.exec('begin');
  for (const row of rows) {
    const entry = unseal(row, nodeCodec);
    if (counts(entry, row.position)) executor.applyAll(projectEntry(entry, store));
  }
  target.exec('commit');
}

export const isOfChain = ({ type }: Pick<Entry, 'type'>): boolean => ENTRY_TYPES.get(type)?.scope === 'chain';

const isBy = (author: ChainAuthor, { origin }: Pick<History, 'origin'>): boolean =>
  (origin === HQ_CHAIN) === (author === 'hq');

interface Into {
  readonly target: Database;
  readonly scratch: string;
}

function fillStore(source: Database, { file }: Base, { target, scratch: path }: Into): void {
  unpackStoreBase(source, file, path);
  copyStoreRows(path, target);
  rmSync(path);
}

function fillCatalog(source: Database, base: string, { target, scratch: path }: Into): void {
  unpackBase(source, packedBase(source, base), path);
  target.prepare('attach ? as base').run(path);
  for (const { name, columns } of PROJECTED.filter(({ room }) => room === 'catalog')) {
    const list = Object.keys(columns).map(quote).join(', ');
    target.exec(`insert into main.${quote(name)} (${list}) select ${list} from base.${quote(name)}`);
  }
  target.exec('detach base');
  rmSync(path);
}
