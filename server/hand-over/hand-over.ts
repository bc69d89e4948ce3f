import type { StoreId } from '#shared/domain/ids.ts';
import type { Codec } from '#shared/journal/entry.ts';
import { CHAIN_STORE } from '#shared/link/hq/serve-feed.ts';
import type { PersonSeal } from '#shared/services/people/ports.ts';
import { inTurns, type Rounds } from '../ops/in-turns.ts';
import type { HqHosts } from '../store/hq-host.ts';
import type { HqPool } from '../store/pool.ts';
import { foldRecords, RECORD_TYPES } from './fold-records.ts';
import { type HandOverRow, readHandOver } from './read-rows.ts';
import { CHAIN_TYPES, chainFacts, countFacts, firstStuck, placeOf, type Span } from './store-facts.ts';
import { takeProducts } from './take-products.ts';
import { takeRecords } from './take-records.ts';

export interface HandOverPorts {
  readonly pool: HqPool;
  readonly hosts: Pick<HqHosts, 'of'>;
  readonly codec: Codec;
  readonly seal: Pick<PersonSeal, 'open'>;
  readonly now: () => number;
  readonly report: (error: unknown) => void;
}

const EVERY_MS = 1_000;
/** Facts that share their commits; one of them may speak of 500 products. */
const RUN = 32;
const PRODUCT_TYPES = CHAIN_TYPES.filter((type) => !RECORD_TYPES.has(type));

const DUE = `select h.device, d.store from local_hand_over h join device d on d.device = h.device
  where h.store = $1 and h.state <> 'done' and h.epoch is not null and d.state = 'active' order by h.device`;
const BEGIN = `update local_hand_over set state = 'working', total = $3, done = $4 where store = $1 and device = $2`;
const END = `update local_hand_over set state = $3, position = greatest(position, $4), done = $5,
  key = case when $3 = 'done' then null else key end,
  feed = coalesce((select position from feed_head where store = $1), 0)
  where store = $1 and device = $2 and epoch = $6 and seq = $7`;
const TELL = `insert into exception (store, rule, subject, detail, raised_at)
  select $3, rule, kind || '/' || theirs || '/' || device, detail, $4 from local_handed
  where store = $1 and device = $2 and rule is not null on conflict (store, rule, subject) do nothing`;

/** Takes the catalogs of stores that were alone into the chain's. Nobody waits for it; broken off, it goes on where it was. */
export const handOvers = (ports: HandOverPorts): Rounds =>
  inTurns({
    everyMs: EVERY_MS,
    report: ports.report,
    round: async (isOver) => {
      const { rows } = await ports.pool.query<{ device: string; store: string }>(DUE, [CHAIN_STORE]);
      for (const of of rows) if (!isOver()) await takeOver(ports, of, isOver);
    },
  });

/**
 * Takes what one device has handed over: first its small records as they stand in the end, then its products fact by fact. It stops
 * before a fact that can't be read here, until somebody has looked at it.
 */
async function takeOver(
  ports: HandOverPorts,
  of: { readonly device: string; readonly store: string },
  isOver: () => boolean,
): Promise<void> {
  const { pool, hosts, seal } = ports;
  const host = await hosts.of(CHAIN_STORE as StoreId);
  const row = await readHandOver(host.read, of.device);
  if (!row || row.epoch === null) return;
  const upTo = await placeOf(pool, of, { epoch: row.epoch, seq: row.seq });
  if (upTo === null) return;
  const all: Span = { ...of, after: row.position, upTo };
  const stuck = await firstStuck(pool, all);
  const span = stuck === null ? all : { ...all, upTo: stuck - 1 };
  const total = await countFacts(pool, { ...all, after: 0 });
  const before = await countFacts(pool, { ...span, after: 0, upTo: row.position });
  const records = await countFacts(pool, span, [...RECORD_TYPES]);
  await takeRecords({ host, seal }, of, await recordsOf(ports, span));
  await pool.query(BEGIN, [CHAIN_STORE, of.device, total, before + records]);
  const isWhole = await takeAllProducts(ports, { span, isOver });
  await pool.query(TELL, [CHAIN_STORE, of.device, of.store, ports.now()]);
  if (!isWhole) return;
  const done = await countFacts(pool, { ...span, after: 0 });
  const state: HandOverRow['state'] = stuck === null ? 'done' : 'stopped';
  await pool.query(END, [CHAIN_STORE, of.device, state, span.upTo, done, row.epoch, row.seq]);
}

const recordsOf = async ({ pool, codec }: HandOverPorts, span: Span) =>
  foldRecords(
    (await chainFacts(pool, span, { types: [...RECORD_TYPES], most: 1_000_000, codec })).map(
      ({ fact }) => fact,
    ),
  );

async function takeAllProducts(
  { pool, hosts, codec }: HandOverPorts,
  { span, isOver }: { readonly span: Span; readonly isOver: () => boolean },
): Promise<boolean> {
  const host = await hosts.of(CHAIN_STORE as StoreId);
  let after = span.after;
  while (!isOver()) {
    const facts = await chainFacts(pool, { ...span, after }, { types: PRODUCT_TYPES, most: RUN, codec });
    const last = facts.at(-1);
    if (!last) return true;
    if (!(await takeProducts(host, span.device, { from: after, facts }))) return false;
    after = last.position;
  }
  return false;
}
