import { renameSync } from 'node:fs';
import DatabaseFile, { type Database } from 'better-sqlite3';
import { currentBase } from '../base/base-rows.ts';
import { packedBase, unpackBase } from '../base/unpack-base.ts';
import { type CatalogFile, openCatalogFile } from './catalog-file.ts';
import { catalogSource, createChainJournal } from './chain-journal.ts';

/**
 * Begins a catalog file of what it is to be made of now: the file of headquarters it was begun with, where there is one, else nothing.
 * From there on it follows the journal. `prepared`: that file, unpacked and checked already. Throws UnsoundBase.
 */
export function newGeneration(
  path: string,
  store: Database,
  prepared?: { readonly file: string; readonly path: string } | null,
): CatalogFile {
  const source = catalogSource(store);
  const base = source.base === null ? null : currentBase(store, 'catalog');
  if (base === null) return openCatalogFile(path, source);
  if (prepared?.file === base.file) renameSync(prepared.path, path);
  else unpackBase(store, packedBase(store, base.file), path);
  const db = new DatabaseFile(path);
  try {
    db.prepare('update catalog_state set position = ?, head = ?, author = ?, given_up = ?, base = ?').run(
      base.after,
      createChainJournal(store).hashAt(base.after),
      source.author,
      source.givenUp,
      base.file,
    );
  } finally {
    db.close();
  }
  return openCatalogFile(path);
}
