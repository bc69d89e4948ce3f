import DatabaseFile from 'better-sqlite3';
import { CATALOG_VERSION, type CatalogSource, type ChainAuthor } from '#node/catalog/catalog-schema.ts';
import { UnsoundBase } from '../base/unpack-base.ts';
import { catalogGenerations, type DataFolder } from '../data-folder.ts';
import { storeErrorOf } from '../store-error.ts';
import { openCatalogFile } from './catalog-file.ts';
import { catalogSource, createChainJournal, OWN_FACTS } from './chain-journal.ts';
import { newGeneration } from './new-generation.ts';
import { removeCatalog } from './remove-catalog.ts';

export interface FoundCatalog {
  readonly generation: number;
  readonly position: number;
  /** Why the newest file present could not be used, or null. */
  readonly discarded: string | null;
  /** The file of headquarters it was begun with is damaged too: what was in it is missing. */
  readonly lacksBase: boolean;
}

/**
 * The newest usable generation; the others are deleted. Where none is, one is begun, to be filled from the journal.
 * Usable: complete, of this program's shape, and following the very journal that lies beside it. Throws StoreError when the
 * folder can't be written.
 */
export function findCatalog(folder: DataFolder): FoundCatalog {
  let found: { generation: number; position: number } | null = null;
  let discarded: string | null = null;
  let newest = 0;
  for (const generation of catalogGenerations(folder)) {
    newest = Math.max(newest, generation);
    const seen: number | string = found ? 'older' : inspect(folder, generation);
    if (typeof seen === 'number') found = { generation, position: seen };
    else {
      if (!found && seen !== 'unfinished') discarded ??= seen;
      removeCatalog(folder.catalog(generation));
    }
  }
  removeCatalog(folder.prepared);
  return found ? { ...found, discarded, lacksBase: false } : { ...begin(folder, newest + 1), discarded };
}

function begin(folder: DataFolder, generation: number) {
  const store = new DatabaseFile(folder.store, { readonly: true });
  try {
    const { file, lacksBase } = begun(folder.catalog(generation), store);
    const position = file.position();
    file.finish();
    file.close();
    return { generation, position, lacksBase };
  } catch (error) {
    throw storeErrorOf(error) ?? error;
  } finally {
    store.close();
  }
}

function begun(path: string, store: DatabaseFile.Database) {
  try {
    return { file: newGeneration(path, store), lacksBase: false };
  } catch (error) {
    if (!(error instanceof UnsoundBase)) throw error;
    // Of nothing: at the next start it is not taken for one of the file that is damaged.
    return { file: openCatalogFile(path, { ...OWN_FACTS, author: 'hq' }), lacksBase: true };
  }
}

/** The position a file stands at, or why it can't be used. */
function inspect(folder: DataFolder, generation: number): number | string {
  let db: DatabaseFile.Database | undefined;
  try {
    db = new DatabaseFile(folder.catalog(generation), { readonly: true });
    if (db.pragma('user_version', { simple: true }) !== CATALOG_VERSION) return 'of another version';
    const state = db
      .prepare('select position, head, author, given_up, base, built from catalog_state')
      .get() as State;
    if (state.built !== 1) return 'unfinished';
    db.prepare('select max(row_number) as highest from product').get();
    const { author, givenUp, base } = sourceNow(folder);
    if (state.author !== author || state.given_up !== givenUp || state.base !== base) return 'of other facts';
    return followsJournal(folder, state) ? state.position : 'of another journal';
  } catch (error) {
    if (isCutShort(error)) return 'unfinished';
    const known = storeErrorOf(error);
    // A file of ours without our tables is as unusable as a torn one.
    if (known?.problem === 'damaged' || (error instanceof Error && error.message.startsWith('no such')))
      return 'damaged';
    throw known ?? error;
  } finally {
    db?.close();
  }
}

/** The program ended between its first pages, which whoever may write would take back. */
const isCutShort = (error: unknown): boolean =>
  error instanceof DatabaseFile.SqliteError && error.code === 'SQLITE_READONLY_ROLLBACK';

interface State {
  readonly position: number;
  readonly head: Buffer | null;
  readonly author: ChainAuthor;
  readonly given_up: number;
  readonly base: string | null;
  readonly built: number;
}

function sourceNow(folder: DataFolder): CatalogSource {
  const store = new DatabaseFile(folder.store, { readonly: true });
  try {
    return catalogSource(store);
  } finally {
    store.close();
  }
}

function followsJournal(folder: DataFolder, state: State): boolean {
  if (state.position === 0) return true;
  const store = new DatabaseFile(folder.store, { readonly: true });
  try {
    const hash = createChainJournal(store).hashAt(state.position);
    return hash !== null && state.head !== null && Buffer.compare(hash, state.head) === 0;
  } finally {
    store.close();
  }
}
