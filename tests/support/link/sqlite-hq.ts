import DatabaseFile, { type Database } from 'better-sqlite3';
import { createExecutor, type Executor } from '#electron/store/executor.ts';
import type { Change, Row } from '#shared/journal/change.ts';
import { insert } from '#shared/journal/change.ts';
import { ddl } from '#shared/journal/ddl.ts';
import type { Codec, SealedEntry } from '#shared/journal/entry.ts';
import type { Table } from '#shared/journal/table.ts';
import type { Beginning, HqStore, HqTx, KnownDevice, Route, StoredFact } from '#shared/link/hq/hq-store.ts';
import { keptFact } from '#shared/link/hq/kept-fact.ts';
import type { Branch } from '#shared/link/hq/place-batch.ts';
import type { FeedSource } from '#shared/link/hq/serve-feed.ts';
import { HQ_TABLES, hqJournal } from '#shared/link/hq/tables.ts';

/** HQ's tables on SQLite, for the simulator: the same port as the server's on PostgreSQL, held to the same suite of tests. */
export interface SqliteHq {
  readonly hq: HqStore;
  readonly feed: FeedSource;
  readonly db: Database;
  readonly close: () => void;
}

/** Opens HQ's tables in a file, in memory, or from the bytes of a backup; they are made where there are none. */
export function openSqliteHq(
  ports: { readonly codec: Codec; readonly now: () => number },
  file: string | Buffer = ':memory:',
): SqliteHq {
  const db = new DatabaseFile(file);
  db.pragma('journal_mode = wal');
  db.pragma('synchronous = full');
  if (db.pragma('user_version', { simple: true }) === 0) {
    for (const statement of HQ_TABLES.flatMap((table) => ddl(table, 'sqlite'))) db.exec(statement);
    db.pragma('user_version = 1');
  }
  const tx = txOf(db, createExecutor(db), ports);
  const inTurn = turns();
  const undelivered = db.prepare(
    `select r.store, r.entry, r.target, j.device, j.branch, j.header, j.body, j.prev, j.hash,
       exists (select 1 from hq_store s where s.store = r.target and s.closed_at is null) as open
     from route r join journal j on j.store = r.store and j.id = r.entry and j.state = 'posted'
     order by r.store, r.entry, r.target limit ?`,
  );
  return {
    db,
    close: () => db.close(),
    feed: feedOf(db, tx, { inTurn, codec: ports.codec }),
    hq: {
      device: (device) => inTurn(() => tx.device(device)),
      undelivered: (most) =>
        inTurn(async () =>
          (undelivered.all(most) as UndeliveredRow[]).map((row) => ({
            store: row.store,
            entry: row.entry,
            target: row.target,
            isOpen: row.open === 1,
            fact: { entry: keptFact(row, ports.codec), device: row.device, branch: row.branch },
          })),
        ),
      transaction: (work) =>
        inTurn(async () => {
          db.exec('begin immediate');
          try {
            const done = await work(tx);
            db.exec('commit');
            return done;
          } catch (error) {
            if (db.inTransaction) db.exec('rollback');
            throw error;
          }
        }),
    },
  };
}

type UndeliveredRow = Route & Pick<StoredFact, 'device' | 'branch'> & { readonly open: 0 | 1 } & SealedEntry;

type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

/** One at a time: the engine has one connection, and a transaction of ours waits for promises in between. */
function turns(): InTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const turn = last.then(work);
    last = turn.catch(() => {});
    return turn;
  };
}

type Position = { readonly position: number };

function txOf(
  db: Database,
  executor: Executor,
  { codec, now }: { readonly codec: Codec; readonly now: () => number },
): HqTx {
  const device = db.prepare(
    'select device, store, register, public_key, state, former_stores, epoch from device where device = ?',
  );
  const branches = db.prepare(
    'select branch, from_seq as "from", seq, hash from journal_branch where store = ? and origin = ? and epoch = ?',
  );
  const hashAt = db
    .prepare(
      'select hash from journal where store = ? and origin = ? and epoch = ? and branch = ? and seq = ?',
    )
    .pluck();
  const begun = db.prepare('select 1 from document where store = ? and document = ?');
  const parked = db.prepare(
    `select position, header, body, prev, hash from parked_fact join journal using (store, position)
     where store = ? and document = ? order by position`,
  );
  const unpark = db.prepare('delete from parked_fact where store = ? and position = ?');
  const park = db.prepare('insert into parked_fact (store, position, document) values (?, ?, ?)');
  const settle = db.prepare('update journal set state = ?, reason = ? where store = ? and position = ?');
  const raise = db.prepare(
    'insert into exception (store, rule, subject, detail, raised_at) values (?, ?, ?, ?, ?) on conflict do nothing',
  );
  const route = db.prepare(
    'insert into route (store, entry, target) values (?, ?, ?) on conflict do nothing',
  );
  const routed = db.prepare('delete from route where store = ? and entry = ? and target = ?');
  const accept = db.prepare(
    'insert into delivery (store, entry, at) values (?, ?, ?) on conflict do nothing',
  );
  const append = appender(db, executor, now);
  return {
    device: async (id) => known(device.get(id) as DeviceRow | undefined),
    branches: async (of, epoch) => branches.all(of.store, of.device, epoch) as Branch[],
    hashAt: async (of, { epoch, branch, seq }) =>
      hashAt.get(of.store, of.device, epoch, branch, seq) as Uint8Array | undefined,
    begun: async (store, documents) => new Set(documents.filter((each) => begun.get(store, each))),
    project: () => {
      const taken: Change[] = [];
      return {
        take: (changes) => {
          for (const change of changes) taken.push(change);
        },
        written: async () => {},
        done: async (behind) => {
          db.exec('savepoint facts');
          const done = apply(executor, taken) ? await behind() : null;
          if (done === null) db.exec('rollback to facts');
          db.exec('release facts');
          return done;
        },
      };
    },
    append: async (store, facts, begins) => append(store, facts, begins),
    parkedOn: async (store, documents) =>
      documents
        .flatMap((document) => parked.all(store, document) as (SealedEntry & Position)[])
        .sort((a, b) => a.position - b.position)
        .map((row) => ({ position: row.position, entry: keptFact(row, codec) })),
    settle: async (store, position, to) => {
      settle.run(to.state, to.reason, store, position);
      unpark.run(store, position);
      if (to.state === 'parked') park.run(store, position, to.reason);
    },
    // Nobody else is in a transaction.
    holdFeed: async () => {},
    route: async (store, routes) => {
      for (const { entry, target } of routes) route.run(store, entry, target);
    },
    routed: async ({ store, entry, target }) => void routed.run(store, entry, target),
    accept: async (store, entry) => accept.run(store, entry, now()).changes === 1,
    raise: async (store, { rule, subject, detail }) =>
      void raise.run(store, rule, subject, JSON.stringify(detail), now()),
  };
}

type DeviceRow = Omit<KnownDevice, 'publicKey' | 'formerStores'> & {
  readonly public_key: Uint8Array;
  readonly former_stores: string;
};

const known = (row: DeviceRow | undefined): KnownDevice | undefined => {
  if (!row) return undefined;
  const { public_key: publicKey, former_stores, ...rest } = row;
  return { ...rest, publicKey, formerStores: JSON.parse(former_stores) };
};

function apply(executor: Executor, changes: readonly Change[]): boolean {
  try {
    executor.applyAll(changes);
    return true;
  } catch (error) {
    if (isRefusal(error)) return false;
    throw error;
  }
}

/** A rule of a table is broken, or a value is missing or of no type SQLite has. */
const isRefusal = (error: unknown): boolean =>
  error instanceof TypeError ||
  (error instanceof Error &&
    (error.message.endsWith('has no value') ||
      ('code' in error && /^SQLITE_(CONSTRAINT|MISMATCH)/.test(String(error.code)))));

function feedOf(
  db: Database,
  tx: HqTx,
  { inTurn, codec }: { readonly inTurn: InTurn; readonly codec: Codec },
): FeedSource {
  const end = db.prepare('select position from feed_head where store = ?').pluck();
  const facts = db.prepare(`with own as (
    select position, coalesce(origin = :origin and epoch = :epoch and branch = 0, 0) as "is", length(header) + length(body) as bytes
    from journal where store = :store and position > :after order by position limit :items
  ), run as (
    select position, "is", sum(iif("is", 0, bytes)) over (order by position) as bytes from own
  )
  select iif(run."is", null, header) as header, body, prev, hash
  from run join journal on journal.store = :store and journal.position = run.position
  where run.bytes <= :bytes or run.position = :after + 1 order by run.position`);
  return {
    device: (device) => inTurn(() => tx.device(device)),
    end: (store) => inTurn(async () => (end.get(store) as number | undefined) ?? 0),
    facts: (store, { without, ...range }) =>
      inTurn(async () => {
        if (range.after >= ((end.get(store) as number | undefined) ?? 0)) return [];
        const { origin = null, epoch = null } = without ?? {};
        const rows = facts.all({ store, ...range, origin, epoch }) as (SealedEntry | { header: null })[];
        return rows.map((row) => (row.header === null ? null : keptFact(row, codec)));
      }),
  };
}

function appender(db: Database, executor: Executor, now: () => number) {
  const take = db
    .prepare(
      `insert into feed_head (store, position) values (?, ?)
       on conflict do update set position = position + excluded.position returning position`,
    )
    .pluck();
  const begin = db.prepare(
    'insert into document (store, document, entry) values (?, ?, ?) on conflict do nothing',
  );
  const advance = db.prepare(
    `insert into journal_branch (store, origin, epoch, branch, from_seq, seq, hash) values (?, ?, ?, ?, ?, ?, ?)
     on conflict do update set seq = excluded.seq, hash = excluded.hash`,
  );
  const park = db.prepare('insert into parked_fact (store, position, document) values (?, ?, ?)');
  return (store: string, facts: readonly StoredFact[], begins: readonly Beginning[]): number => {
    const end = take.get(store, facts.length) as number;
    const rows = facts.map((fact, at) => rowOf(fact, store, { at, end, facts, now }));
    executor.applyAll(rows.map((row) => insert(hqJournal as Table, row)));
    for (const { position, state, reason } of rows) if (state === 'parked') park.run(store, position, reason);
    for (const { entry, branch, delivered } of facts) {
      if (delivered) continue;
      const { origin, epoch, seq } = entry.head;
      advance.run(store, origin, epoch, branch, seq, seq, entry.hash);
    }
    for (const { document, entry } of begins) begin.run(store, document, entry);
    return end;
  };
}

function rowOf(
  { entry, device, branch, state, reason }: StoredFact,
  store: string,
  given: {
    readonly at: number;
    readonly end: number;
    readonly facts: readonly StoredFact[];
    readonly now: () => number;
  },
): Row {
  const { head, header, body, prev, hash } = entry;
  const { id, origin, epoch, seq, type } = head;
  const position = given.end - given.facts.length + given.at + 1;
  const sealed = { header, body, prev, hash };
  const kept = { device, branch, state, reason, received_at: given.now() };
  return { store, position, id, origin, epoch, seq, type, ...sealed, ...kept };
}
