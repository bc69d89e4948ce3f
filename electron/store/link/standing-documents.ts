import type { Database } from 'better-sqlite3';
import type { DocumentKey } from '#shared/journal/entry-type.ts';

/** Where a document's own row stands once it has begun, by kind. Facts are only ever about documents of these kinds. */
const ROWS: Readonly<Record<string, readonly [table: string, column: string]>> = {
  sale: ['sale', 'sale'],
  return: ['sale_return', 'ret'],
  shift: ['shift', 'shift'],
  park: ['parked_ticket', 'park'],
  transfer: ['transfer', 'transfer'],
};

/** Tells whether a document has begun in a store: its row is there. One of a kind that has no row of its own always has. */
export function standingDocuments(db: Database): (store: string, document: DocumentKey) => boolean {
  const looks = new Map(
    Object.entries(ROWS).map(([kind, [table, column]]) => [
      kind,
      db.prepare(`select 1 from ${table} where store = ? and ${column} = ?`).pluck(),
    ]),
  );
  return (store, document) => {
    const at = document.indexOf('/');
    const look = looks.get(document.slice(0, at));
    return look === undefined || look.get(store, document.slice(at + 1)) !== undefined;
  };
}
