import { createCompiler, type Reader } from '#shared/services/journal/query.ts';
import type { Sql } from './pool.ts';

const compiler = createCompiler('postgres');

/** The typed queries of the services on PostgreSQL: over the pool, or inside a transaction to read what it wrote itself. */
export const readerOf = (sql: Sql): Reader => ({
  takesLists: true,
  all: async (query, params) => {
    const compiled = compiler.compile(query);
    return (await sql.query(compiled.sql, compiled.values(params))).rows as never;
  },
  first: async (query, params) => {
    const compiled = compiler.compile(query);
    return (await sql.query(compiled.sql, compiled.values(params))).rows[0] as never;
  },
  run: async (build) => {
    const compiled = compiler.once(build);
    return (await sql.once(compiled.sql, compiled.parameters)).rows as never;
  },
});
