import type { Database, Statement } from 'better-sqlite3';
import {
  type Compiler,
  createCompiler,
  type Params,
  type Query,
  type Reader,
} from '#shared/services/journal/query.ts';
import { storeErrorOf } from './store-error.ts';
import type { Writer } from './writer.ts';

const compiler: Compiler = createCompiler('sqlite');

/** Typed queries on one SQLite connection. Statements of named queries are prepared once and kept. */
export const createReader = (connection: () => Database, damaged: OnDamage = () => {}): Reader =>
  readerOf(keptStatements(connection), damaged);

/** A query met a page that can't be read. Whoever asked is told so too. */
export type OnDamage = (reason: string) => void;

/**
 * The same over two connections: what the writing one has all tables for is read there, all else through `far`. The writing
 * connection, whose cache holds what it just wrote, reads a sale's facts in a third of the time; but only the reading one has the
 * catalog attached. Rows that outlast tickets are kept as they were last asked for, until anything but tickets is written.
 */
export function createNearReader(
  near: Pick<Writer, 'db' | 'version'>,
  far: () => Database,
  damaged: OnDamage = () => {},
): Reader {
  const first = keptStatements(near.db);
  const second = keptStatements(far);
  const beyond = new Set<string>();
  const read = readerOf((sql, keep) => {
    // Queries of changing shape would be tried in vain each time.
    if (!keep || beyond.has(sql)) return second(sql, keep);
    try {
      return first(sql, keep);
    } catch (error) {
      if (!(error instanceof Error && error.message.startsWith('no such table'))) throw error;
      beyond.add(sql);
      return second(sql, keep);
    }
  }, damaged);
  return withKeptRows(read, near);
}

interface KeptRows {
  readonly version: number;
  readonly db: Database;
  readonly params: Params;
  readonly rows: unknown;
}

function withKeptRows(read: Reader, { db, version }: Pick<Writer, 'db' | 'version'>): Reader {
  const last = { all: new WeakMap<object, KeptRows>(), first: new WeakMap<object, KeptRows>() };
  const asked = async (how: 'all' | 'first', query: Query<never, unknown>, params: Params) => {
    const now = { version: version(), db: db() };
    const known = last[how].get(query);
    if (known?.version === now.version && known.db === now.db && areSame(known.params, params))
      return known.rows;
    const rows = await read[how](query, params as never);
    last[how].set(query, { ...now, params, rows });
    return rows;
  };
  return {
    all: (query, params) =>
      query.outlastsTickets ? (asked('all', query, params) as never) : read.all(query, params),
    first: (query, params) =>
      query.outlastsTickets ? (asked('first', query, params) as never) : read.first(query, params),
    run: read.run,
  };
}

function areSame(a: Params, b: Params): boolean {
  for (const name in a) if (a[name] !== b[name]) return false;
  return true;
}

function readerOf(prepared: (sql: string, keep: boolean) => Statement, damaged: OnDamage): Reader {
  const asked = <T>(ask: () => T): T => {
    try {
      return ask();
    } catch (error) {
      const known = storeErrorOf(error);
      if (known?.problem === 'damaged') damaged(known.message);
      throw error;
    }
  };
  return {
    all: async (query, params) => {
      const { sql, values } = compiler.compile(query);
      return asked(() => prepared(sql, true).all(values(params))) as never;
    },
    first: async (query, params) => {
      const { sql, values } = compiler.compile(query);
      return asked(() => prepared(sql, true).get(values(params))) as never;
    },
    run: async (build) => {
      const { sql, parameters } = compiler.once(build);
      return asked(() => prepared(sql, false).all(parameters)) as never;
    },
  };
}

function keptStatements(connection: () => Database): (sql: string, keep: boolean) => Statement {
  let db = connection();
  let statements = new Map<string, Statement>();
  return (sql, keep) => {
    const current = connection();
    if (current !== db) {
      db = current;
      statements = new Map();
    }
    const known = statements.get(sql);
    if (known) return known;
    const made = db.prepare(sql);
    if (keep) statements.set(sql, made);
    return made;
  };
}
