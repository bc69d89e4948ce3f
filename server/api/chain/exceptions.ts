import type { ExceptionRow } from '#shared/contract/hq/chain-sales.ts';
import { type DomainError, refuse } from '#shared/domain/error.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { HqQueries, TypedPool } from '../../typed-sql.ts';

interface Page {
  readonly offset: number;
  readonly limit: number;
}

/** What facts disagree about, the newest first: what is open, or what was settled. */
export async function listExceptions(
  sql: TypedPool,
  { settled, offset, limit }: Page & { readonly settled: boolean },
): Promise<{ rows: ExceptionRow[]; more: boolean; open: number }> {
  const rows = await sql.rows((db) =>
    exceptionRows(db)
      .where('x.settled_at', settled ? 'is not' : 'is', null)
      .orderBy(settled ? 'x.settled_at' : 'x.raised_at', 'desc')
      .orderBy('x.store')
      .orderBy('x.rule')
      .orderBy('x.subject')
      .limit(limit + 1)
      .offset(offset),
  );
  const open = await sql.first((db) =>
    db
      .selectFrom('exception')
      .select((e) => e.fn.countAll<number>().as('count'))
      .where('settled_at', 'is', null),
  );
  const shown = await withNames(sql, rows.slice(0, limit));
  return { rows: shown, more: rows.length > limit, open: open?.count ?? 0 };
}

const exceptionRows = (db: HqQueries) =>
  db
    .selectFrom('exception as x')
    .leftJoin('hq_store as s', 's.store', 'x.store')
    .leftJoin('hq_user as u', 'u.id', 'x.settled_by')
    .selectAll('x')
    .select(['s.name as store_name', 'u.account']);

type Found = ReturnType<typeof exceptionRows> extends { execute: () => Promise<(infer R)[]> } ? R : never;

/** Rules about a device, and about a product; those about something else say in their detail what it is called. */
const OF_DEVICES: ReadonlySet<string> = new Set(['DIGEST', 'CLONE', 'SKEW', 'FORK']);
const OF_PRODUCTS: ReadonlySet<string> = new Set(['NEGATIVE']);

/** The id a device or product is looked up by. */
const idIn = (subject: string): string => subject.split('/')[0] ?? subject;

/** Exceptions with what they are about as a person knows it. */
async function withNames(sql: TypedPool, rows: readonly Found[]): Promise<ExceptionRow[]> {
  const idsOf = (rules: ReadonlySet<string>) =>
    rows.filter(({ rule }) => rules.has(rule)).map(({ subject }) => idIn(subject));
  const names = new Map([
    ...(await namesOfDevices(sql, idsOf(OF_DEVICES))),
    ...(await namesOfProducts(sql, idsOf(OF_PRODUCTS))),
  ]);
  return rows.map((row) => {
    const found = exceptionOf(row);
    const { name, number, numbers } = found.detail;
    const about = names.get(idIn(row.subject)) ?? name ?? number ?? numbers;
    return { ...found, about: about === undefined ? null : String(about) };
  });
}

type Names = readonly (readonly [string, string])[];

async function namesOfDevices(sql: TypedPool, ids: readonly string[]): Promise<Names> {
  if (ids.length === 0) return [];
  const rows = await sql.rows((db) =>
    db.selectFrom('device').select(['device', 'register', 'name']).where('device', 'in', ids),
  );
  return rows.map(({ device, register, name }) => [device, name === '' ? register : `${register} · ${name}`]);
}

async function namesOfProducts(sql: TypedPool, ids: readonly string[]): Promise<Names> {
  if (ids.length === 0) return [];
  const rows = await sql.rows((db) => db.selectFrom('product').select(['id', 'name']).where('id', 'in', ids));
  return rows.map(({ id, name }) => [id, name]);
}

const exceptionOf = (row: Found): Omit<ExceptionRow, 'about'> => ({
  store: row.store,
  storeName: row.store_name ?? row.store,
  rule: row.rule,
  subject: row.subject,
  detail: JSON.parse(row.detail) as ExceptionRow['detail'],
  raisedAt: row.raised_at,
  settledAt: row.settled_at,
  settledBy: row.account ?? row.settled_by,
  note: row.note,
});

interface Named {
  readonly store: string;
  readonly rule: string;
  readonly subject: string;
}

/** A person has looked and says what came of it. Refuses REASON_MISSING, NOT_FOUND, STALE when somebody else was first. */
export async function settleException(
  sql: TypedPool,
  {
    store,
    rule,
    subject,
    ...given
  }: Named & { readonly note: string; readonly by: string; readonly at: number },
): Promise<Result<ExceptionRow, DomainError>> {
  if (given.note === '') return err(refuse('REASON_MISSING', { field: 'note' }));
  const settled = { settled_at: given.at, settled_by: given.by, note: given.note };
  const done = await sql.change((db) =>
    db
      .updateTable('exception')
      .set(settled)
      .where('store', '=', store)
      .where('rule', '=', rule)
      .where('subject', '=', subject)
      .where('settled_at', 'is', null),
  );
  const row = await sql.first((db) =>
    exceptionRows(db)
      .where('x.store', '=', store)
      .where('x.rule', '=', rule)
      .where('x.subject', '=', subject),
  );
  if (!row) return err(refuse('NOT_FOUND'));
  // The same answer told again is no second settlement.
  const isMine = row.settled_by === given.by && row.note === given.note;
  if (done !== 1 && !isMine) return err(refuse('STALE'));
  const [shown] = await withNames(sql, [row]);
  return shown ? ok(shown) : err(refuse('NOT_FOUND'));
}
