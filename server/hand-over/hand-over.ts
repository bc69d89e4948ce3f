import type { StoreId } from '#shared/domain/ids.ts';
import type { Codec } from '#shared/journal/entry.ts';
import { CHAIN_STORE } from '#shared/link/hq/serve-feed.ts';
import type { PersonSeal } from '#shared/services/people/ports.ts';
import { inTurns, type Rounds } from '../ops/in-turns.ts';
import type { HqHosts } from '../store/hq-host.ts';
import type { HqPool } from '../store/pool.ts';
import { foldRecords, RECORD_TYPES } from './fold-records.ts';
import type { NotTaken } from './not-taken.ts';
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
  where h.store = $1 and h.state <> 'done' and h.epoch is not null and h.look_at <= $2 and d.state = 'active'
  order by h.device`;
/** What stopped is not called going until it goes. */
const BEGIN = `update local_hand_over set state = case when state = 'stopped' then state else 'working' end, total = $3, done = $4
  where store = $1 and device = $2`;
const END = `update local_hand_over set state = 'done', position = greatest(position, $3), done = $4, key = null, stopped = 'null',
  failures = 0, feed = coalesce((select position from feed_head where store = $1), 0)
  where store = $1 and device = $2 and epoch = $5 and seq = $6`;
const STOP = `update local_hand_over set state = 'stopped', position = greatest(position, $3), stopped = $4, failures = failures + 1,
  look_at = $5 where store = $1 and device = $2 and epoch = $6 and seq = $7`;
const TELL = `insert into exception (store, rule, subject, detail, raised_at)
  select $3, rule, kind || '/' || theirs || '/' || device, detail, $4 from local_handed
  where store = $1 and device = $2 and rule is not null on conflict (store, rule, subject) do nothing`;

/** Takes the catalogs of stores that were alone into the chain's. Nobody waits for it; broken off, it goes on where it was. */
export const handOvers = (ports: HandOverPorts): Rounds =>
  inTurns({
    everyMs: EVERY_MS,
    report: ports.report,
    round: async (isOver) => {
      const { rows } = await ports.pool.query<{ device: string; store: string }>(DUE, [
        CHAIN_STORE,
        ports.now(),
      ]);
      for (const of of rows) if (!isOver()) await takeOver(ports, of, isOver);
    },
  });

/**
 * Takes what one device has handed over: first its small records as they stand in the end, then its products fact by fact. It stops
 * before what can't be read or taken here, says what that is, and looks again later and later.
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
  const span = stuck === null ? all : { ...all, upTo: stuck.position - 1 };
  const total = await countFacts(pool, { ...all, after: 0 });
  const before = await countFacts(pool, { ...span, after: 0, upTo: row.position });
  await pool.query(BEGIN, [CHAIN_STORE, of.device, total, before]);
  const refused = await takeRecords({ host, seal }, of, await recordsOf(ports, span));
  if (refused !== null) return await stop(ports, row, refused);
  const records = await countFacts(pool, span, [...RECORD_TYPES]);
  await pool.query(BEGIN, [CHAIN_STORE, of.device, total, before + records]);
  const came = await takeAllProducts(ports, { span, isOver });
  await pool.query(TELL, [CHAIN_STORE, of.device, of.store, ports.now()]);
  if (came === 'busy') return;
  if (came !== 'taken') return await stop(ports, row, came);
  if (stuck !== null) {
    const unreadable = { why: 'UNREADABLE', kind: 'fact', name: stuck.type } as const;
    return await stop(ports, { ...row, position: span.upTo }, { stop: unreadable, error: null });
  }
  const done = await countFacts(pool, { ...span, after: 0 });
  await pool.query(END, [CHAIN_STORE, of.device, span.upTo, done, row.epoch, row.seq]);
}

/** First wait before what has stopped is looked at again, and the longest, ms. */
const LOOK_AGAIN = { first: 1_000, most: 60_000 } as const;

async function stop(ports: HandOverPorts, row: HandOverRow, { stop: why, error }: NotTaken): Promise<void> {
  const { device, position, epoch, seq, failures } = row;
  if (error !== null) ports.report(error);
  const wait = Math.min(LOOK_AGAIN.most, LOOK_AGAIN.first * 2 ** Math.min(failures, 16));
  await ports.pool.query(STOP, [
    CHAIN_STORE,
    device,
    position,
    JSON.stringify(why),
    ports.now() + wait,
    epoch,
    seq,
  ]);
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
): Promise<'taken' | 'busy' | NotTaken> {
  const host = await hosts.of(CHAIN_STORE as StoreId);
  let after = span.after;
  while (!isOver()) {
    const facts = await chainFacts(pool, { ...span, after }, { types: PRODUCT_TYPES, most: RUN, codec });
    const last = facts.at(-1);
    if (!last) return 'taken';
    const came = await takeProducts(host, span.device, { from: after, facts });
    if (came !== 'taken') return came;
    after = last.position;
  }
  return 'busy';
}
