import { type RawBuilder, sql as raw } from 'kysely';
import type { TRANSFERS_SHOWN } from '#shared/contract/hq/transfers.ts';
import { readTransfers, type TransferRows } from '#shared/services/transfers/transfer-rows.ts';
import type { Hq } from '../hq.ts';

type Shown = (typeof TRANSFERS_SHOWN)[number];

export interface TransferFilter {
  readonly show: Shown;
  /** At either end. */
  readonly store?: string | undefined;
  /** In the note, or in the name of something that was sent. */
  readonly text?: string | undefined;
  readonly offset: number;
  readonly limit: number;
}

/** Transfers of the chain, each as the store that sent it knows it, the newest first. */
export async function findTransfers(
  { sql, host }: Pick<Hq, 'sql' | 'host'>,
  { show, store, text = '', offset, limit }: TransferFilter,
): Promise<{ rows: (readonly [from: string, rows: TransferRows])[]; more: boolean }> {
  const said = `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
  const found = await sql.rows((db) =>
    db
      .selectFrom('transfer as x')
      .select(['x.store', 'x.transfer'])
      .whereRef('x.store', '=', 'x.from_store')
      .where(SHOWN[show])
      .$if(store !== undefined, (q) =>
        q.where((e) => e.or([e('x.from_store', '=', store ?? ''), e('x.to_store', '=', store ?? '')])),
      )
      .$if(text !== '', (q) =>
        q.where((e) =>
          e.or([
            e('x.note', 'ilike', said),
            e.exists(
              e
                .selectFrom('transfer_line as n')
                .select('n.line')
                .whereRef('n.store', '=', 'x.store')
                .whereRef('n.transfer', '=', 'x.transfer')
                .where('n.name', 'ilike', said),
            ),
          ]),
        ),
      )
      .orderBy('x.at', 'desc')
      .orderBy('x.transfer', 'desc')
      .limit(limit + 1)
      .offset(offset),
  );
  const page = found.slice(0, limit);
  const known = new Map<string, TransferRows>();
  for (const [from, of] of Map.groupBy(page, (row) => row.store)) {
    const ids = of.map(({ transfer }) => transfer);
    for (const rows of await readTransfers(host.read, from, ids))
      known.set(`${from} ${rows.transfer.transfer}`, rows);
  }
  const rows = page.flatMap(({ store: from, transfer }) => {
    const each = known.get(`${from} ${transfer}`);
    return each ? [[from, each] as const] : [];
  });
  return { rows, more: found.length > limit };
}

/** Lines with what receipts counted of them and what was taken back: what `transferState` says of them, where only that is asked. */
const lines = (is: RawBuilder<unknown>): RawBuilder<boolean> => raw<boolean>`exists (
  select 1 from transfer_line l
    cross join lateral (select coalesce(sum(r.qty), 0) as came from transfer_receipt_line r
      where r.store = l.store and r.transfer = l.transfer and r.line = l.line) c
    cross join lateral (select coalesce(sum(b.back), 0) as back from transfer_settlement_line b
      where b.store = l.store and b.transfer = l.transfer and b.of = l.line) t
    where l.store = x.store and l.transfer = x.transfer and ${is})`;
const COMPLETE = raw<boolean>`exists (select 1 from transfer_receipt r
  where r.store = x.store and r.transfer = x.transfer and r.complete = 1)`;
const AWAY = raw<boolean>`c.came + t.back < l.qty`;
const TWICE = raw<boolean>`t.back > greatest(0, l.qty - c.came)`;

/** The few of which not as much is gone as was sent: of all others neither can be so. */
const SOME = raw<boolean>`(x.store, x.transfer) in (select a.store, a.transfer from transfer_away a where a.away <> 0)`;

const SHOWN: Readonly<Record<Shown, RawBuilder<boolean>>> = {
  open: raw<boolean>`(${SOME} and ${lines(raw`(${AWAY} or ${TWICE})`)})`,
  differs: raw<boolean>`(${SOME} and ${lines(raw`(${TWICE} or (${AWAY} and ${COMPLETE}))`)})`,
  done: raw<boolean>`not ${lines(raw`(${AWAY} or ${TWICE})`)}`,
};
