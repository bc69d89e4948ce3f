import type { Codec, SealedEntry } from '#shared/journal/entry.ts';
import type {
  HqStore,
  HqTx,
  KnownDevice,
  Projection,
  Route,
  StoredFact,
  WaitingFact,
} from '#shared/link/hq/hq-store.ts';
import { keptFact } from '#shared/link/hq/kept-fact.ts';
import type { Branch } from '#shared/link/hq/place-batch.ts';
import { fewAtOnce } from '../ops/few-at-once.ts';
import { appendFacts, holdFeed, routeFacts } from './append.ts';
import { planChanges } from './executor.ts';
import { type HqPool, sqlState, type Tx } from './pool.ts';
import { UnwritableValue } from './row-array.ts';
import type { Statement } from './statement.ts';

/** What is known of a device, of the table `device` under this name. */
export const deviceColumns = (of: string): string =>
  ['device', 'store', 'register', 'public_key', 'state', 'former_stores', 'epoch']
    .map((column) => `${of}.${column}`)
    .join(', ');
export const DEVICE = `select ${deviceColumns('device')} from device where device = $1`;
const LOCKED_DEVICE = `${DEVICE} for no key update`;
const BRANCHES =
  'select branch, from_seq, seq, hash from journal_branch where store = $1 and origin = $2 and epoch = $3';
const HASH_AT =
  'select hash from journal where store = $1 and origin = $2 and epoch = $3 and branch = $4 and seq = $5';
const BEGUN = 'select document from document where store = $1 and document = any ($2)';
/** Nearly always there is none: the journal with all its parts is not looked into for that. */
const PARKED_AT = 'select position from parked_fact where store = $1 and document = any ($2)';
const PARKED = `select position, header, body, prev, hash from journal
  where store = $1 and position = any ($2) and state = 'parked' order by position`;
const SETTLE = `with gone as (delete from parked_fact where store = $1 and position = $2)
  update journal set state = $3, reason = $4 where store = $1 and position = $2`;
const PARK = 'insert into parked_fact (store, position, document) values ($1, $2, $3)';
const RAISE = `insert into exception (store, rule, subject, detail, raised_at) values ($1, $2, $3, $4, $5)
  on conflict (store, rule, subject) do nothing`;

const ROUTED = 'delete from route where store = $1 and entry = $2 and target = $3';
/** Whoever brings the same fact at the same time waits here, and then finds it there. */
const ACCEPT =
  'insert into delivery (store, entry, at) values ($1, $2, $3) on conflict (store, entry) do nothing';
const UNDELIVERED = `select r.store, r.entry, r.target, j.device, j.branch, j.header, j.body, j.prev, j.hash,
    exists (select 1 from hq_store s where s.store = r.target and s.closed_at is null) as open
  from route r join journal j on j.store = r.store and j.id = r.entry and j.state = 'posted'
  order by r.store, r.entry, r.target limit $1`;

export interface HqPorts {
  readonly codec: Codec;
  /** Wall time in milliseconds. */
  readonly now: () => number;
}

/** A transaction that writes so many facts is large. */
const LARGE = 50;
/**
 * One process of headquarters can't keep more of PostgreSQL's processors busy with large ones: two processors took in 4,000 sales a second
 * from two to four at a time, and 3,000 from eight.
 */
const LARGE_AT_ONCE = 3;

/** HQ's tables on PostgreSQL, as the protocol needs them. */
export function createPostgresHq(pool: HqPool, ports: HqPorts): HqStore {
  const inTurn = fewAtOnce(LARGE_AT_ONCE);
  return {
    device: async (device) => known((await pool.query<DeviceRow>(DEVICE, [device])).rows[0]),
    transaction: (work, facts = 0) => {
      const run = () => pool.transaction((sql) => work(hqTx(sql, ports)));
      return facts < LARGE ? run() : inTurn(run);
    },
    undelivered: async (most) => {
      const { rows } = await pool.query<UndeliveredRow>(UNDELIVERED, [most]);
      return rows.map(({ store, entry, target, device, branch, open, ...sealed }) => ({
        store,
        entry,
        target,
        isOpen: open,
        fact: { entry: keptFact(sealed, ports.codec), device, branch },
      }));
    },
  };
}

/** What the protocol needs of a transaction that is open. */
export function hqTx(sql: Tx, { codec, now }: HqPorts): HqTx {
  return {
    device: async (device) => known((await sql.query<DeviceRow>(LOCKED_DEVICE, [device])).rows[0]),
    branches: async ({ store, device }, epoch) => {
      const { rows } = await sql.query<BranchRow>(BRANCHES, [store, device, epoch]);
      return rows.map(({ from_seq, ...row }): Branch => ({ ...row, from: from_seq }));
    },
    hashAt: async ({ store, device }, { epoch, branch, seq }) => {
      const { rows } = await sql.query<{ hash: Uint8Array }>(HASH_AT, [store, device, epoch, branch, seq]);
      return rows[0]?.hash;
    },
    begun: async (store, documents) => {
      const { rows } = await sql.query<{ document: string }>(BEGUN, [store, documents]);
      return new Set(rows.map(({ document }) => document));
    },
    project: () => projectionOn(sql),
    holdFeed: (store) => holdFeed(sql, store),
    append: (store, facts, begins) => appendFacts(sql, store, { facts, begins, receivedAt: now() }),
    parkedOn: async (store, documents) => {
      const at = await sql.query<{ position: number }>(PARKED_AT, [store, documents]);
      if (at.count === 0) return [];
      const positions = at.rows.map(({ position }) => position);
      const { rows } = await sql.query<KeptRow>(PARKED, [store, positions]);
      return rows.map(({ position, ...row }): WaitingFact => ({ position, entry: keptFact(row, codec) }));
    },
    settle: async (store, position, { state, reason }) => {
      await sql.query(SETTLE, [store, position, state, reason]);
      if (state === 'parked') await sql.query(PARK, [store, position, reason]);
    },
    route: (store, routes) => routeFacts(sql, store, routes),
    routed: async ({ store, entry, target }) => {
      await sql.query(ROUTED, [store, entry, target]);
    },
    accept: async (store, entry) => (await sql.query(ACCEPT, [store, entry, now()])).count === 1,
    raise: async (store, { rule, subject, detail }) => {
      await sql.query(RAISE, [store, rule, subject, JSON.stringify(detail), now()]);
    },
  };
}

export type DeviceRow = Omit<KnownDevice, 'publicKey' | 'formerStores'> & {
  readonly public_key: Uint8Array;
  readonly former_stores: string;
};
type UndeliveredRow = Route &
  Pick<StoredFact, 'device' | 'branch'> & { readonly open: boolean } & SealedEntry;
type BranchRow = Omit<Branch, 'from'> & { readonly from_seq: number };
type KeptRow = {
  readonly position: number;
  readonly header: Uint8Array;
  readonly body: Uint8Array;
  readonly prev: Uint8Array;
  readonly hash: Uint8Array;
};

/** A device as its row says. */
export const known = (row: DeviceRow | undefined): KnownDevice | undefined => row && knownDevice(row);

export function knownDevice({ public_key: publicKey, former_stores, ...rest }: DeviceRow): KnownDevice {
  return { ...rest, publicKey, formerStores: JSON.parse(former_stores) };
}

/**
 * Statements go out as soon as they are known, behind a savepoint, and PostgreSQL works on them while the next facts are read; the
 * first that is refused takes back the rest.
 */
function projectionOn(sql: Tx): Projection {
  const plan = planChanges(sql.types);
  const sent: Promise<unknown>[] = [];
  let refused: unknown = null;
  const send = (text: string, values: readonly unknown[] = []) => {
    const answer = sql.query(text, values);
    answer.catch((error: unknown) => {
      // Those behind the first only say that the transaction is broken.
      refused ??= error;
    });
    sent.push(answer);
  };
  const sendAll = (statements: () => readonly Statement[]) => {
    if (refused !== null) return;
    try {
      for (const { text, values } of statements()) send(text, values);
    } catch (error) {
      refused = error;
    }
  };
  return {
    take: (changes) => {
      if (changes.length === 0) return;
      if (sent.length === 0) send('savepoint facts');
      sendAll(() => plan.rows(changes));
    },
    written,
    done: async (behind) => {
      if (sent.length === 0) send('savepoint facts');
      sendAll(plan.sums);
      const [then] = await Promise.allSettled([refused === null ? behind() : null, ...sent]);
      if (refused !== null && !isRefusal(refused)) throw refused;
      // Where the tables have refused, what came behind could only fail.
      if (refused === null && then.status === 'rejected') throw then.reason;
      const done = refused === null && then.status === 'fulfilled' ? then.value : null;
      // Answered before whatever is sent next; where they fail, so does that.
      if (done === null) send('rollback to savepoint facts');
      send('release savepoint facts');
      return done;
    },
  };
}

/** One turn of the event loop: what was sent is on its way. */
const written = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Class 22: a value the column can't hold; class 23: a rule of the table is broken; 54000: too long for an index. */
const isRefusal = (error: unknown): boolean =>
  error instanceof UnwritableValue || /^(22|23|54)/.test(sqlState(error) ?? '');
