import type { Client } from 'pg';
import { quote } from '#shared/journal/ddl.ts';
import { fileOf, type Manifest, measured, type TableFile } from './manifest.ts';

const TABLES = `select c.relname as table, string_agg(a.attname, ',' order by a.attnum) as columns
  from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
  where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'schema_step'
  group by c.relname order by c.relname`;
const STATE = `select (select max(number)::int from schema_step) as schema,
  (select value from hq_state where key = 'incarnation') as incarnation`;

/** Every table of headquarters that holds rows of its own, with its columns. */
export async function tablesOf(
  client: Client,
): Promise<readonly { readonly table: string; readonly columns: string[] }[]> {
  const { rows } = await client.query<{ table: string; columns: string }>(TABLES);
  return rows.map(({ table, columns }) => ({ table, columns: columns.split(',') }));
}

/**
 * Writes every table of headquarters into files of PostgreSQL's own binary form, all of one snapshot: whatever is committed meanwhile
 * is wholly in or wholly out. The server itself writes the files, so the folder must be its user's.
 */
export async function copyOut(
  client: Client,
  folder: string,
): Promise<Pick<Manifest, 'schema' | 'incarnation' | 'tables'>> {
  await client.query('begin isolation level repeatable read read only');
  try {
    const [state] = (await client.query<{ schema: number; incarnation: string }>(STATE)).rows;
    const tables: TableFile[] = [];
    for (const { table, columns } of await tablesOf(client)) {
      const select = `select ${columns.map(quote).join(', ')} from public.${quote(table)}`;
      const file = fileOf(folder, { table });
      const { rowCount } = await client.query(`copy (${select}) to ${literal(file)} (format binary)`);
      tables.push({ table, columns, rows: rowCount ?? 0, ...(await measured(file)) });
    }
    return { schema: Number(state?.schema ?? 0), incarnation: state?.incarnation ?? '', tables };
  } finally {
    await client.query('rollback');
  }
}

/** Fills empty tables of the backup's schema, and does what follows from it, in one transaction. */
export async function copyIn(
  client: Client,
  folder: string,
  { tables }: Pick<Manifest, 'tables'>,
  then: () => Promise<void> = async () => {},
): Promise<void> {
  await client.query('begin');
  try {
    for (const { table, columns, rows } of tables) {
      const into = `public.${quote(table)} (${columns.map(quote).join(', ')})`;
      const { rowCount } = await client.query(
        `copy ${into} from ${literal(fileOf(folder, { table }))} (format binary)`,
      );
      if (rowCount !== rows) throw new Error(`${table} has ${rowCount} rows, ${rows} were written`);
    }
    await then();
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
