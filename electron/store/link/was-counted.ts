import type { Database } from 'better-sqlite3';
import { HQ_CHAIN } from '#shared/journal/author.ts';
import type { Change } from '#shared/journal/change.ts';
import { quote } from '#shared/journal/ddl.ts';
import type { EntryHeader } from '#shared/journal/entry.ts';
import { prepared } from '../prepared.ts';

/** Whether a fact is of another store: no history of its author has begun here, and of its facts only some come. */
export function isPartial(db: Database, { origin, store }: EntryHeader, here: string): boolean {
  if (store === here || origin === HQ_CHAIN) return false;
  return prepared(db, 'select 1 from epoch where store = ? and origin = ?').get(here, origin) === undefined;
}

/**
 * Whether a fact that the journal does not hold was held once, and counted: this disk has lost it. Histories come without gaps, so one
 * behind it would not be held without it. What was put aside had not counted. It is asked where no row can tell.
 */
export function wasHeld(db: Database, head: EntryHeader, here: string): boolean {
  const { id, origin, epoch, seq } = head;
  const behind = prepared(db, 'select 1 from journal where origin = ? and epoch = ? and seq > ? limit 1');
  // Nearly every fact that comes is the next of its history.
  if (behind.get(origin, epoch, seq) === undefined) return false;
  const aside = prepared(db, 'select 1 from local_link_fault where entry = ? and header is null');
  return origin !== HQ_CHAIN && !isPartial(db, head, here) && aside.get(id) === undefined;
}

/** Whether there is a row that a fact alone makes: it tells by itself whether the fact has counted. */
export const makesRows = (changes: readonly Change[]): boolean =>
  changes.some(({ do: what }) => what === 'insert');

/**
 * Whether what a fact changes has been changed already: every row that it makes is there, or the version it gives of one, to the last
 * column. Another fact that claims the same rows says something else in them. Of one that only adds to sums it can't be told.
 */
export function wasCounted(db: Database, changes: readonly Change[]): boolean {
  const told = makesRows(changes) ? 'insert' : 'upsert';
  const rows = changes.flatMap((change) => (change.do === told ? [change] : []));
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
