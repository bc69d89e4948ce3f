import {
  type Compilable,
  type CompiledQuery,
  DummyDriver,
  type Expression,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from 'kysely';
import type { Database } from '#shared/journal/database.ts';
import type { Engine } from '#shared/journal/ddl.ts';

/** Builds queries only: compiled SQL runs on each host's own connections. */
export type Queries = Kysely<Database>;

export type Params = Readonly<Record<string, string | number | Uint8Array | null | readonly string[]>>;
type Param<P> = <K extends keyof P & string>(name: K) => Expression<P[K]>;

/**
 * A typed query written once for both engines and compiled once per engine, since compiling costs more than a short read
 * (0.20 ms against 0.01). Parameters are named and filled in when it runs.
 */
export interface Query<P, R> extends QueryNature {
  readonly build: (db: Queries, param: Param<P>) => Compilable<R>;
}

export interface QueryNature {
  /**
   * It reads nothing of open tickets, answers of commands or the catalog, so an engine may keep its rows until anything else is
   * written: what a sale rests on is then known from the scan before it.
   */
  readonly outlastsTickets?: boolean;
  /** The parameter that is a list: what is in it (`in`) is any of it. For engines that take lists. */
  readonly list?: string;
}

export const query = <P extends Params, R>(
  build: (db: Queries, param: Param<P>) => Compilable<R>,
  nature: QueryNature = {},
): Query<P, R> => ({ build, ...nature });

/** Reads rows; inside a command they are what the decision rests on. */
export interface Reader {
  /** A parameter may be a list of any length. */
  readonly takesLists?: true;
  readonly all: <P extends Params, R>(query: Query<P, R>, params: P) => Promise<R[]>;
  readonly first: <P extends Params, R>(query: Query<P, R>, params: P) => Promise<R | undefined>;
  /** A query of changing shape (filters of a list); compiled each time. */
  readonly run: <R>(build: (db: Queries) => Compilable<R>) => Promise<R[]>;
}

/** Thrown inside: marks where a named parameter goes in a compiled query. */
class Slot {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

export interface CompiledSql {
  readonly sql: string;
  readonly values: (params: Params) => unknown[];
}

export interface Compiler {
  readonly compile: <P extends Params, R>(query: Query<P, R>) => CompiledSql;
  readonly once: <R>(build: (db: Queries) => Compilable<R>) => CompiledQuery<R>;
}

export function createCompiler(engine: Engine): Compiler {
  const db = new Kysely<Database>({ dialect: dialects[engine] });
  const compiled = new WeakMap<object, CompiledSql>();
  return {
    once: (build) => build(db).compile(),
    compile: (query) => {
      const known = compiled.get(query);
      if (known) return known;
      const made = bind(query.build(db, (name) => sql`${sql.val(new Slot(name))}`).compile(), query.list);
      compiled.set(query, made);
      return made;
    },
  };
}

function bind(compiled: CompiledQuery, list: string | undefined): CompiledSql {
  const slots = compiled.parameters;
  return {
    sql: slots.reduce<string>(
      (text, slot, at) => (slot instanceof Slot && slot.name === list ? anyOf(text, `$${at + 1}`) : text),
      compiled.sql,
    ),
    values: (params) =>
      slots.map((value) => {
        if (!(value instanceof Slot)) return value;
        const given: unknown = params[value.name];
        if (given === undefined) throw new Error(`query parameter '${value.name}' is missing`);
        return given;
      }),
  };
}

function anyOf(text: string, mark: string): string {
  const within = ` in (${mark})`;
  if (!text.includes(within)) throw new Error(`a list is asked for otherwise than by "in": ${text}`);
  return text.replace(within, () => ` = any(${mark})`);
}

/**
 * SQLite built with STAT4 plans by the values bound to parameters, so a statement whose plan could depend on one is prepared anew
 * at every run (56 µs instead of 5 for a one-row read). `+?` is the same value and says that the plan may not look at it.
 */
class SteadySqliteCompiler extends SqliteQueryCompiler {
  protected override getCurrentParameterPlaceholder(): string {
    return '+?';
  }
}

const dialects = {
  sqlite: {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db: Kysely<unknown>) => new SqliteIntrospector(db),
    createQueryCompiler: () => new SteadySqliteCompiler(),
  },
  postgres: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db: Kysely<unknown>) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
};
