import type { Database } from 'better-sqlite3';
import type { Client } from 'pg';
import { quote } from '#shared/journal/ddl.ts';
import type { Table } from '#shared/journal/table.ts';

const FETCH = 5_000;

/** Copies the rows of a table into a file; of one store where one is named. */
export async function copyTable(
  client: Client,
  db: Database,
  { name, columns, key }: Table,
  store?: string,
): Promise<void> {
  const list = Object.keys(columns).map(quote).join(', ');
  const insert = db.prepare(
    `insert into ${quote(name)} (${list}) values (${Object.keys(columns)
      .map(() => '?')
      .join(', ')})`,
  );
  const order = key.map(quote).join(', ');
  const of = store === undefined ? '' : 'where store = $1';
  const sql = `select ${list} from ${quote(name)} ${of} order by ${order}`;
  await each(client, sql, (row) => insert.run(row), store === undefined ? [] : [store]);
}

/** Walks over rows of any number in little memory. */
export async function each(
  client: Client,
  sql: string,
  take: (row: unknown[]) => unknown,
  values: readonly string[] = [],
): Promise<void> {
  await client.query(`declare walk no scroll cursor for ${sql}`, [...values]);
  for (;;) {
    const { rows } = await client.query<unknown[]>({ text: `fetch ${FETCH} from walk`, rowMode: 'array' });
    for (const row of rows) take(row);
    if (rows.length < FETCH) break;
  }
  await client.query('close walk');
}
