import { nodeCodec } from '#node/codec.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { keptFact } from '#shared/link/hq/kept-fact.ts';
import { postAgain } from '#shared/link/hq/post-facts.ts';
import { holdFeed } from '../store/append.ts';
import type { HqPool, Tx } from '../store/pool.ts';
import { hqTx } from '../store/postgres-hq.ts';

/** What a person does about a fact that is not counted; `id` is their command's. */
export interface FactDeed {
  readonly id: string;
  readonly store: string;
  readonly position: number;
  readonly by: string;
}

interface KeptPorts {
  readonly pool: HqPool;
  readonly now: () => number;
}

type Done = Result<null, 'NOT_FOUND' | 'STALE'>;

interface FactRow {
  readonly state: string;
  readonly reason: string | null;
  readonly header: Uint8Array;
  readonly body: Uint8Array;
  readonly prev: Uint8Array;
  readonly hash: Uint8Array;
}

/** Reads and posts it now; what came of it stands in its state. STALE: it counts already. */
export const tryFactAgain = ({ pool, now }: KeptPorts, deed: FactDeed): Promise<Done> =>
  pool.transaction((sql) =>
    once(sql, deed, async (row) => {
      const { store, position } = deed;
      const fact = { position, entry: keptFact(row, nodeCodec) };
      await note(sql, { ...deed, did: 'tried', note: '', at: now() });
      await postAgain(hqTx(sql, { codec: nodeCodec, now }), store, { fact, codec: nodeCodec });
    }),
  );

/** It stays as it is and is not counted, nor asked about. STALE: it counts already. */
export const setFactAside = (
  { pool, now }: KeptPorts,
  { note: said, ...deed }: FactDeed & { readonly note: string },
): Promise<Done> =>
  pool.transaction((sql) =>
    once(sql, deed, async ({ reason }) => {
      const { store, position } = deed;
      await hqTx(sql, { codec: nodeCodec, now }).settle(store, position, { state: 'set-aside', reason });
      await note(sql, { ...deed, did: 'set-aside', note: said, at: now() });
    }),
  );

/** The same command told again has been done. The feed is held first: whoever brings what a fact waits for settles it under that. */
async function once(
  sql: Tx,
  { id, store, position }: FactDeed,
  work: (row: FactRow) => Promise<void>,
): Promise<Done> {
  await holdFeed(sql, store);
  const { rows } = await sql.query<FactRow>(
    'select state, reason, header, body, prev, hash from journal where store = $1 and position = $2 for update',
    [store, position],
  );
  const row = rows[0];
  if (!row) return err('NOT_FOUND');
  const done = 'select 1 from fact_note where store = $1 and position = $2 and id = $3';
  if ((await sql.query(done, [store, position, id])).count > 0) return ok(null);
  if (row.state === 'posted') return err('STALE');
  await work(row);
  return ok(null);
}

const note = (
  sql: Tx,
  {
    store,
    position,
    id,
    ...said
  }: FactDeed & { readonly did: 'tried' | 'set-aside'; readonly note: string; readonly at: number },
) =>
  sql.query(
    'insert into fact_note (store, position, id, did, note, by, at) values ($1, $2, $3, $4, $5, $6, $7)',
    [store, position, id, said.did, said.note, said.by, said.at],
  );
