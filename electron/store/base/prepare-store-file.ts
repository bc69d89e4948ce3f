import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import DatabaseFile from 'better-sqlite3';
import type { DataFolder } from '../data-folder.ts';
import { storeErrorOf } from '../store-error.ts';
import { copyStoreRows, createStoreFile, unpackStoreBase } from './store-file.ts';
import { UnsoundBase } from './unpack-base.ts';

/** A file of headquarters, unpacked: its tables as this program has them; or what is wrong with it. */
export type PreparedStoreFile = { readonly path: string } | { readonly unsound: string };

/** Unpacks a file whose chunks the store holds and copies its rows into tables of this program's shape. For a thread of its own. */
export function prepareStoreFile(folder: DataFolder, file: string): PreparedStoreFile {
  const store = new DatabaseFile(folder.store, { readonly: true });
  try {
    rmSync(folder.baseScratch, { recursive: true, force: true });
    mkdirSync(folder.baseScratch, { mode: 0o700 });
    const [unpacked, path] = [join(folder.baseScratch, 'fetched.db'), join(folder.baseScratch, 'ready.db')];
    unpackStoreBase(store, file, unpacked);
    const ready = createStoreFile(path);
    try {
      copyStoreRows(unpacked, ready);
    } finally {
      ready.close();
    }
    rmSync(unpacked);
    return { path };
  } catch (error) {
    const known = storeErrorOf(error);
    // The bytes are headquarters'; tables that are not those of a store show when they are read.
    if (known !== null && known.problem !== 'damaged') throw known;
    if (error instanceof UnsoundBase || known !== null || isOfSql(error)) return { unsound: String(error) };
    throw error;
  } finally {
    store.close();
  }
}

const isOfSql = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_');
