import { rmSync } from 'node:fs';
import DatabaseFile, { type Database } from 'better-sqlite3';
import type { ChainAuthor } from '#node/catalog/catalog-schema.ts';
import type { StoreId } from '#shared/domain/ids.ts';
import { HQ_CHAIN } from '#shared/journal/author.ts';
import { PROJECTED } from '#shared/journal/database.ts';
import { ddl, quote } from '#shared/journal/ddl.ts';
import { type Entry, unseal } from '#shared/journal/entry.ts';
import { ENTRY_TYPES, projectEntry } from '#shared/journal/registry.ts';
import { currentBase } from '../base/base-rows.ts';
import { packedBase, unpackBase } from '../base/unpack-base.ts';
import { chainAuthor } from '../catalog/chain-journal.ts';
import { nodeCodec } from '../codec.ts';
import { createExecutor } from '../executor.ts';

/**
 * Projects the whole journal into a fresh file, in the order it was written or the other way round: projection commutes, so both
 * give the same rows. Facts put aside are left out, as they are where they came in; chain facts count when they are of whoever keeps
 * the catalog, behind those that came in a file of headquarters, which is unpacked; and everything counts in the store this register
 * belongs to, whatever code it was written under. The file is thrown away afterwards and therefore not kept durable. Throws UnsoundBase.
 */
export function rebuild(source: Database, file: string, order: 'forwards' | 'backwards'): void {
  const target = new DatabaseFile(file);
  target.pragma('journal_mode = off');
  target.pragma('synchronous = off');
  for (const table of PROJECTED) for (const statement of ddl(table, 'sqlite')) target.exec(statement);
  const executor = createExecutor(target);
  const store = source.prepare('select store from local_device').pluck().get() as StoreId | undefined;
  const author = chainAuthor(source);
  const base = author === 'hq' ? currentBase(source) : null;
  if (base !== null) fillFromBase(source, base.file, { target, scratch: `${file}.base` });
  const rows = source
    .prepare(
      `select position, header, body from journal where not exists (select 1 from local_link_fault where entry = journal.id)
       order by position ${order === 'forwards' ? 'asc' : 'desc'}`,
    )
    .iterate() as IterableIterator<{ position: number; header: Uint8Array; body: Uint8Array }>;
  target.exec('begin');
  for (const row of rows) {
    const entry = unseal(row, nodeCodec);
    if (!counts(entry, author, row.position > (base?.after ?? 0))) continue;
    for (const change of projectEntry(entry, store)) executor.apply(change);
  }
  target.exec('commit');
  target.close();
}

const counts = ({ type, origin }: Entry, author: ChainAuthor, isBehindBase: boolean): boolean =>
  ENTRY_TYPES.get(type)?.scope !== 'chain' || (isBehindBase && (origin === HQ_CHAIN) === (author === 'hq'));

function fillFromBase(
  source: Database,
  base: string,
  { target, scratch }: { readonly target: Database; readonly scratch: string },
): void {
  unpackBase(source, packedBase(source, base), scratch);
  target.prepare('attach ? as base').run(scratch);
  for (const { name, columns } of PROJECTED.filter(({ room }) => room === 'catalog')) {
    const list = Object.keys(columns).map(quote).join(', ');
    target.exec(`insert into main.${quote(name)} (${list}) select ${list} from base.${quote(name)}`);
  }
  target.exec('detach base');
  rmSync(scratch);
}
