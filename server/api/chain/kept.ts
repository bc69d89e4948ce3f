import { nodeCodec } from '#node/codec.ts';
import type { KeptDetail, KeptFact } from '#shared/contract/hq/chain-sales.ts';
import { type DomainError, refuse } from '#shared/domain/error.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { readHeader } from '#shared/journal/entry.ts';
import type { HqQueries, TypedPool } from '../../typed-sql.ts';
import { amountOf } from './kept-amount.ts';

/** Where a fact stands. */
export interface FactPlace {
  readonly store: string;
  readonly position: number;
}

const WAITING = ['parked', 'unknown', 'quarantined'] as const;

const facts = (db: HqQueries) =>
  db
    .selectFrom('journal as j')
    .leftJoin('hq_store as s', 's.store', 'j.store')
    .leftJoin('device as d', 'd.device', 'j.device')
    .select(['j.store', 'j.position', 'j.id', 'j.type', 'j.device', 'j.state', 'j.reason', 'j.received_at'])
    .select(['s.name as store_name', 'd.register']);

type Found = ReturnType<typeof facts> extends { execute: () => Promise<(infer R)[]> } ? R : never;

const factOf = (row: Found): KeptFact => ({
  store: row.store,
  storeName: row.store_name ?? row.store,
  position: row.position,
  id: row.id,
  type: row.type,
  device: row.device ?? '',
  register: row.register ?? '',
  state: row.state,
  reason: row.reason ?? '',
  receivedAt: row.received_at,
});

/** Facts that are kept and not counted, the newest first: those that wait for a person, or those one has set aside. */
export async function listKept(
  sql: TypedPool,
  given: { readonly setAside: boolean; readonly offset: number; readonly limit: number },
): Promise<{ rows: KeptFact[]; more: boolean }> {
  const { setAside, offset, limit } = given;
  const rows = await sql.rows((db) =>
    facts(db)
      .where('j.state', 'in', setAside ? ['set-aside'] : WAITING)
      .where('j.state', '<>', 'posted')
      .orderBy('j.received_at', 'desc')
      .orderBy('j.store')
      .orderBy('j.position', 'desc')
      .limit(limit + 1)
      .offset(offset),
  );
  return { rows: rows.slice(0, limit).map(factOf), more: rows.length > limit };
}

/** How many facts wait for a person, and what their sales less their returns come to. */
export async function sumKept(sql: TypedPool): Promise<{ count: number; taken: number }> {
  // One statement, so that both are of one moment; bodies of what is about no takings stay where they are.
  const rows = await sql.rows((db) =>
    db
      .selectFrom('journal')
      .select('type')
      .select((e) =>
        e
          .case()
          .when('type', 'in', ['sale.completed', 'return.accepted'])
          .then(e.ref('body'))
          .else(null)
          .end()
          .as('body'),
      )
      .where('state', 'in', WAITING)
      .where('state', '<>', 'posted'),
  );
  const taken = rows.reduce(
    (sum, { type, body }) => sum + (body === null ? 0 : (amountOf({ type, body }) ?? 0)),
    0,
  );
  return { count: rows.length, taken };
}

/** One of them whole, with what was done about it; also one that counts by now. Refuses NOT_FOUND. */
export async function keptDetail(
  sql: TypedPool,
  { store, position }: FactPlace,
  nameOf: (person: string) => string,
): Promise<Result<KeptDetail, DomainError>> {
  const row = await sql.first((db) =>
    facts(db)
      .select(['j.header', 'j.body', 'j.epoch', 'j.seq'])
      .where('j.store', '=', store)
      .where('j.position', '=', position),
  );
  if (!row) return err(refuse('NOT_FOUND'));
  const notes = await sql.rows((db) =>
    db
      .selectFrom('fact_note as n')
      .leftJoin('hq_user as u', 'u.id', 'n.by')
      .select(['n.did', 'n.note', 'n.by', 'n.at', 'u.account'])
      .where('n.store', '=', store)
      .where('n.position', '=', position)
      .orderBy('n.at')
      .orderBy('n.id'),
  );
  // What was posted as it came was never here.
  if (row.state === 'posted' && notes.length === 0) return err(refuse('NOT_FOUND'));
  const head = readHeader(row.header, nodeCodec);
  return ok({
    ...factOf(row),
    madeAt: head?.at ?? 0,
    madeBy: head === null ? '' : nameOf(head.actor),
    epoch: row.epoch,
    seq: row.seq,
    amount: amountOf(row),
    notes: notes.map(({ did, note, by, at, account }) => ({ did, note, by: account ?? by, at })),
  });
}
