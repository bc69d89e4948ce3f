import type { Database } from 'better-sqlite3';
import type { Change } from '#shared/journal/change.ts';
import { quote } from '#shared/journal/ddl.ts';
import { prepared } from '../prepared.ts';

/**
 * Whether a fact has counted already, though the journal does not hold it: this disk lost it afterwards. Every row that a fact alone makes
 * is there then, to the last column; another fact that claims the same rows says something else in them.
 */
export function wasCounted(db: Database, changes: readonly Change[]): boolean {
  const rows = changes.flatMap((change) => (change.do === 'insert' ? [change] : []));
  return (
    rows.length > 0 &&
    rows.every(({ table, row }) => {
      const columns = Object.keys(table.columns);
      const same = columns.map((column) => `${quote(column)} is ?`).join(' and ');
      const look = prepared(db, `select 1 from ${quote(table.name)} where ${same}`);
      return look.get(...columns.map((column) => row[column])) !== undefined;
    })
  );
}
