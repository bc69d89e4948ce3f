import {
  type Compilable,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely';
import type { Database } from '#shared/journal/database.ts';
import type { RowOf } from '#shared/journal/table.ts';
import type { localHandOver } from '#shared/link/hq/hand-over-tables.ts';
import type {
  device,
  enrolmentCode,
  exception,
  factNote,
  hqAgreement,
  hqJournal,
  hqState,
  hqStore,
  journalBranch,
} from '#shared/link/hq/tables.ts';
import type { PeopleDatabase } from './people/tables.ts';
import type { HqPool, Sql } from './store/pool.ts';

/** Every table of headquarters by its name. */
export interface HqDatabase extends Omit<Database, 'journal'>, PeopleDatabase {
  journal: RowOf<typeof hqJournal>;
  journal_branch: RowOf<typeof journalBranch>;
  hq_store: RowOf<typeof hqStore>;
  hq_state: RowOf<typeof hqState>;
  device: RowOf<typeof device>;
  enrolment_code: RowOf<typeof enrolmentCode>;
  exception: RowOf<typeof exception>;
  fact_note: RowOf<typeof factNote>;
  agreement: RowOf<typeof hqAgreement>;
  local_hand_over: RowOf<typeof localHandOver>;
}

/** Builds statements only; they run on the pool's own connections. */
export type HqQueries = Kysely<HqDatabase>;
type Build<R> = (db: HqQueries) => Compilable<R>;

/** Typed statements about headquarters' own tables, which no register has. */
export interface TypedSql {
  readonly rows: <R>(build: Build<R>) => Promise<R[]>;
  readonly first: <R>(build: Build<R>) => Promise<R | undefined>;
  /** Runs a change and answers how many rows it wrote. */
  readonly change: (build: Build<unknown>) => Promise<number>;
}

export interface TypedPool extends TypedSql {
  /** As the pool's: `work` may run several times. */
  readonly transaction: <T>(work: (tx: TypedSql) => Promise<T>) => Promise<T>;
}

const builder: HqQueries = new Kysely<HqDatabase>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

/** @example const [store] = await typed(pool).rows((db) => db.selectFrom('hq_store').selectAll()) */
export function typed(sql: HqPool): TypedPool {
  return { ...typedSql(sql), transaction: (work) => sql.transaction((tx) => work(typedSql(tx))) };
}

export function typedSql(sql: Sql): TypedSql {
  const run = <R>(build: Build<R>) => {
    const { sql: text, parameters } = build(builder).compile();
    return sql.once<R>(text, parameters);
  };
  return {
    rows: async (build) => (await run(build)).rows,
    first: async (build) => (await run(build)).rows[0],
    change: async (build) => (await run(build)).count,
  };
}
