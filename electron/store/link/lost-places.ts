import type { Database } from 'better-sqlite3';
import type { EntryHeader } from '#shared/journal/entry.ts';
import { currentBase, placesGone } from '../base/base-rows.ts';
import { prepared } from '../prepared.ts';

type Place = Pick<EntryHeader, 'origin' | 'epoch' | 'seq'>;

/**
 * How many facts this disk has lost from its journal: of the places it lacks, those that nothing was let go from. `lastPlace`: the last
 * that was given, as far as that is known, since what stood there may be lost too.
 */
export function lostFromJournal(db: Database, lastPlace = 0): number {
  const sql = 'select max(coalesce(max(position), 0), ?) - count(*) from journal';
  return Number(prepared(db, sql).pluck().get(lastPlace)) - placesGone(db);
}

const counted = new WeakMap<Database, { readonly when: string; readonly count: number }>();

/** The same as last counted: once for each life of headquarters, in which all facts come again, and for each base. */
export function lostPlaces(db: Database, incarnation: string | null, lastPlace: number): number {
  const when = `${incarnation} ${currentBase(db, 'store')?.file}`;
  const known = counted.get(db);
  if (known?.when === when) return known.count;
  const count = lostFromJournal(db, lastPlace);
  counted.set(db, { when, count });
  return count;
}

/** A place was filled: they are counted anew. */
export const countAgain = (db: Database): void => void counted.delete(db);

/**
 * A place facts were lost from for a fact that comes again: between those of its own history, if there is one. Behind the store's base
 * every free place is such a one; up to it those of facts that were let go are free too, and only their count is known. null: none.
 */
export function lostPlace(db: Database, of: Place, lastPlace = 0): number | null {
  const first = currentBase(db, 'store')?.after ?? 0;
  const low = Number(prepared(db, BEFORE).pluck().get(of.origin, of.epoch, of.seq) ?? 0);
  const high = Number(prepared(db, BEHIND).pluck().get(of.origin, of.epoch, of.seq) ?? Infinity);
  const lowest = (from: number, below: number): number | null => {
    const free = prepared(db, LOWEST).pluck().get(from, from, from) as number | null;
    return free !== null && free < below && free < end ? free : null;
  };
  const highest = (above: number, below: number): number | null => {
    const free = prepared(db, HIGHEST)
      .pluck()
      .get(above + 1, Math.min(below, end)) as number | null | undefined;
    return free ?? null;
  };
  const held = Number(prepared(db, 'select coalesce(max(position), 0) from journal').pluck().get());
  const end = Math.max(held, lastPlace) + 1;
  return (
    lowest(Math.max(low, first), high) ??
    highest(low, Math.min(high, first + 1)) ??
    lowest(first, Infinity) ??
    highest(0, first + 1)
  );
}

const BEFORE =
  'select position from journal where origin = ? and epoch = ? and seq < ? order by seq desc limit 1';
const BEHIND = 'select position from journal where origin = ? and epoch = ? and seq > ? order by seq limit 1';
/** The lowest free position behind one; of a journal without holes the one behind its end. */
const LOWEST = `select min(free) from (
  select ? + 1 as free where not exists (select 1 from journal where position = ? + 1) union all
  select * from (select position + 1 from journal j where position > ?
    and not exists (select 1 from journal where position = j.position + 1) order by position limit 1))`;
/** The highest free position from one up to another, which is taken or not free. */
const HIGHEST = `select position - 1 from journal j where position > ? and position <= ?
  and not exists (select 1 from journal where position = j.position - 1) order by position desc limit 1`;
