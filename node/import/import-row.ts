import type { ImportId, PersonId } from '#shared/domain/ids.ts';
import type { Move } from '#shared/domain/stock/move.ts';
import type { Database } from '#shared/journal/database.ts';
import { query, type Reader } from '#shared/services/journal/query.ts';
import type { LineError } from './import-fault.ts';
import type { ImportPlan } from './import-plan.ts';

/** What an import keeps about itself beside its counts, so that it can go on, or be undone, after the register was switched off. */
export interface ImportMemo {
  readonly plan: ImportPlan;
  readonly path: string;
  /** The file as it was: another one under the same name is not gone on with. */
  readonly size: number;
  readonly modified: number;
  /** Last line whose row is in the journal, or was refused. */
  readonly line: number;
  /** Parts in the journal, counted from 1. */
  readonly part: number;
  /** Entry of the last part; the others lie before it. */
  readonly lastEntry: string | null;
  /** Openings of that part that are not in the journal yet. */
  readonly pending: { readonly part: number; readonly moves: readonly Move[] } | null;
  /** Who asked for what is under way: who started it, went on with it or takes it back. */
  readonly actor: PersonId;
  /** Parts there were when taking it back was begun, and from then on it only goes backwards; null before. */
  readonly undoFrom: number | null;
  /** Lines whose product was taken and whose stock was not. */
  readonly withoutStock: number;
  /** Why it stopped, in the words of the program. */
  readonly reason: string | null;
  /** Products the undo left alone, since somebody edited them. */
  readonly kept: number;
}

export type ImportRow = Database['local_import'];

/** An import as screens see it; the contract's `importJob`. */
export interface ImportView {
  readonly id: ImportId;
  readonly file: string;
  readonly state: ImportRow['state'];
  readonly startedAt: number;
  readonly by: PersonId;
  readonly rows: number;
  readonly done: number;
  readonly added: number;
  readonly changed: number;
  readonly refused: number;
  readonly withoutStock: number;
  /** 0 … 1, of being undone too. */
  readonly progress: number;
  readonly errors: readonly LineError[];
  readonly reason: string | null;
  readonly kept: number;
  /** It can be gone on with where it stands. */
  readonly resumable: boolean;
  readonly undoable: boolean;
}

/** Rows of before lack what came later. */
export const memoOf = (row: ImportRow): ImportMemo => ({
  actor: row.by as PersonId,
  undoFrom: null,
  withoutStock: 0,
  ...(JSON.parse(row.plan) as Omit<ImportMemo, 'actor' | 'undoFrom' | 'withoutStock'>),
});

/** Cut short, by a person or by the machine. What failed before its first part has a file that can't be read: there is nothing to go on with. */
export function isResumable(row: ImportRow): boolean {
  const { undoFrom, line } = memoOf(row);
  return undoFrom === null && (row.state === 'stopped' || (row.state === 'failed' && line > 0));
}

export const isUndoable = (row: ImportRow): boolean =>
  (row.state === 'done' || row.state === 'stopped' || row.state === 'failed') && memoOf(row).part > 0;

export function importView(row: ImportRow): ImportView {
  const { reason, kept, withoutStock } = memoOf(row);
  return {
    id: row.id as ImportId,
    file: row.file,
    state: row.state,
    startedAt: row.started_at,
    by: row.by as PersonId,
    rows: row.rows,
    done: row.done,
    added: row.added,
    changed: row.changed,
    refused: row.refused,
    withoutStock,
    progress: progressOf(row),
    errors: JSON.parse(row.errors) as LineError[],
    reason,
    kept,
    resumable: isResumable(row),
    undoable: isUndoable(row),
  };
}

function progressOf(row: ImportRow): number {
  const { part, undoFrom } = memoOf(row);
  if (row.state === 'undoing' && undoFrom !== null) return 1 - part / undoFrom;
  if (row.state === 'done') return 1;
  return row.rows === 0 ? 0 : Math.min(1, row.done / row.rows);
}

const byId = query<{ id: string }, ImportRow>((db, param) =>
  db.selectFrom('local_import').selectAll().where('id', '=', param('id')),
);
const newest = query<Record<string, never>, ImportRow>((db) =>
  db.selectFrom('local_import').selectAll().orderBy('started_at', 'desc').orderBy('id', 'desc').limit(50),
);
const atWork = query<Record<string, never>, ImportRow>((db) =>
  db.selectFrom('local_import').selectAll().where('state', 'in', ['running', 'undoing']),
);

export const readImport = (read: Reader, id: string): Promise<ImportRow | undefined> =>
  read.first(byId, { id });
export const readImports = (read: Reader): Promise<ImportRow[]> => read.all(newest, {});
export const readImportsAtWork = (read: Reader): Promise<ImportRow[]> => read.all(atWork, {});
