import type { Codec, SealedEntry } from '#shared/journal/entry.ts';
import type { FactState } from '#shared/link/hq/hq-store.ts';
import { keptFact } from '#shared/link/hq/kept-fact.ts';
import { readFact } from '#shared/link/hq/read-fact.ts';
import { CHAIN_STORE } from '#shared/link/hq/serve-feed.ts';
import type { Rule } from '#shared/services/exceptions/rule.ts';
import { RULES } from '#shared/services/exceptions/rules.ts';
import { SKEW_MOST, skewOf } from '#shared/services/exceptions/skew.ts';
import { inTurns } from '../ops/in-turns.ts';
import type { HqPool, Sql } from '../store/pool.ts';
import { readerOf } from '../store/reader.ts';
import { type Feed, withoutBacklog } from './backlogs.ts';
import { reconcile } from './reconcile.ts';

/** Looks for facts that disagree, behind everything that arrives. Nobody waits for it, and while a backlog arrives it waits itself. */
export interface Detector {
  /** Catches up with all that has arrived. */
  readonly detect: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

export interface DetectorPorts {
  readonly pool: HqPool;
  readonly codec: Codec;
  readonly now: () => number;
  readonly report: (error: unknown) => void;
}

const EVERY_MS = 5_000;
/** Facts looked at in one transaction. */
const SLICE = 500;
/** Subjects asked about in one query. */
const ASKED = 1_000;

/** Something has arrived, or what had been passed counts now: after a person had it tried again nothing new need follow. */
const BEHIND = `select h.store, h.position, coalesce(d.position, 0) as looked from feed_head h left join detected d on d.store = h.store
  where h.store <> $1 and (h.position > coalesce(d.position, 0) or exists (select 1 from detected_later l
    join journal j on j.store = l.store and j.position = l.position where l.store = h.store and j.state = 'posted'))
  order by h.store`;
const BEGIN = 'insert into detected (store, position) values ($1, 0) on conflict (store) do nothing';
/** Another process that looks at this store does it for all. */
const TAKE = 'select position from detected where store = $1 for update skip locked';
const ADVANCE = 'update detected set position = $2 where store = $1';
const NEXT = `select position, state, header, body, prev, hash from journal
  where store = $1 and position > $2 order by position limit ${SLICE}`;
/** Facts that were not posted when it passed them, and are now. */
const LATE = `delete from detected_later l using journal j where l.store = $1 and j.store = l.store and j.position = l.position
  and j.state = 'posted' returning j.position, j.state, j.header, j.body, j.prev, j.hash`;
const LATER = `insert into detected_later (store, position) select $1, unnest($2::bigint[])
  on conflict (store, position) do nothing`;
const CLOCKS = `select d.device, d.store, d.register, d.skew from device d where abs(coalesce(d.skew, 0)) > $1
  or exists (select 1 from exception e where e.store = d.store and e.rule = 'SKEW' and e.subject = d.device and e.settled_at is null)
  order by d.store, d.device`;

export function detector(ports: DetectorPorts): Detector {
  const { pool, report } = ports;
  const calm = withoutBacklog(ports.now);
  const { work, stop } = inTurns({
    everyMs: EVERY_MS,
    report,
    round: async (isOver, isAwaited) => {
      const { rows } = await pool.query<Feed>(BEHIND, [CHAIN_STORE]);
      for (const { store } of isAwaited ? rows : calm(rows))
        while (!isOver() && (await pool.transaction((tx) => detectSlice(tx, store, ports))));
      if (!isOver()) await pool.transaction((tx) => judgeClocks(tx, ports.now()));
    },
  });
  return { detect: work, stop };
}

interface FactRow extends SealedEntry {
  readonly position: number;
  readonly state: FactState;
}

/**
 * Looks at the next facts of a store: finds again what they touch, and moves on, all in one transaction, so that being killed loses
 * nothing. Answers whether there may be more.
 */
async function detectSlice(
  tx: Sql,
  store: string,
  { codec, now }: Pick<DetectorPorts, 'codec' | 'now'>,
): Promise<boolean> {
  await tx.query(BEGIN, [store]);
  const [stand] = (await tx.query<{ position: number }>(TAKE, [store])).rows;
  if (!stand) return false;
  const late = (await tx.query<FactRow>(LATE, [store])).rows;
  const next = (await tx.query<FactRow>(NEXT, [store, stand.position])).rows;
  const isPosted = ({ state }: FactRow) => state === 'posted';
  const waiting = next.filter((row) => !isPosted(row)).map(({ position }) => position);
  if (waiting.length > 0) await tx.query(LATER, [store, waiting]);
  const changes = [...late, ...next.filter(isPosted)].flatMap((row) => {
    const fact = readFact(keptFact(row, codec), { store, state: 'active' }, codec);
    return fact.is === 'readable' ? fact.changes : [];
  });
  for (const rule of RULES) {
    const touched = [...new Set(changes.flatMap((change) => rule.touched(change)))].sort();
    for (let from = 0; from < touched.length; from += ASKED)
      await judge(tx, { store, rule, subjects: touched.slice(from, from + ASKED) }, now());
  }
  const last = next.at(-1);
  if (last) await tx.query(ADVANCE, [store, last.position]);
  return next.length === SLICE;
}

async function judge(
  tx: Sql,
  { store, rule, subjects }: { store: string; rule: Rule; subjects: readonly string[] },
  at: number,
): Promise<void> {
  const findings = await rule.find(readerOf(tx), store, subjects);
  await reconcile(tx, { store, rule: rule.rule, subjects }, { findings, at });
}

async function judgeClocks(tx: Sql, at: number): Promise<void> {
  const { rows } = await tx.query<{ device: string; store: string; register: string; skew: number | null }>(
    CLOCKS,
    [SKEW_MOST],
  );
  for (const [store, clocks] of Map.groupBy(rows, (row) => row.store)) {
    const subjects = clocks.map(({ device }) => device);
    await reconcile(tx, { store, rule: 'SKEW', subjects }, { findings: skewOf(clocks), at });
  }
}
