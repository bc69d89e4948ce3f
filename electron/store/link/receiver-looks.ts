import type { Database, Statement } from 'better-sqlite3';
import { standingDocuments } from './standing-documents.ts';

export interface Looks {
  readonly hashOf: Statement;
  readonly waiting: Statement;
  readonly waitFor: Statement;
  readonly waitingBeside: Statement;
  readonly givenUp: Statement;
  readonly end: Statement;
  readonly stands: ReturnType<typeof standingDocuments>;
}

const looks = new WeakMap<Database, Looks>();

/** What a receiver looks up, prepared once for each connection: a register that catches up writes some hundred slices. */
export function looksOf(db: Database): Looks {
  const known = looks.get(db) ?? prepareLooks(db);
  looks.set(db, known);
  return known;
}

const prepareLooks = (db: Database): Looks => ({
  hashOf: db.prepare('select hash from journal where id = ?').pluck(),
  waiting: db.prepare(
    `select f.entry, j.header, j.body, j.prev, j.hash from local_link_fault f join journal j on j.id = f.entry
     where f.state = 'parked' and f.reason = ? order by j.position`,
  ),
  waitFor: db
    .prepare("select distinct origin from local_link_fault where state = 'waiting' and feed = ?")
    .pluck(),
  waitingBeside: db.prepare(
    "select position, prev, header, body from local_link_fault where state = 'waiting' and feed = ? and origin = ?",
  ),
  givenUp: db.prepare("select 1 from local_link_fault where entry = ? and state = 'fork'"),
  end: db.prepare('select max(position) from journal').pluck(),
  stands: standingDocuments(db),
});
