import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { quote } from '#shared/journal/ddl.ts';
import { Trouble } from '../trouble.ts';
import { tablesOf } from './copy-tables.ts';
import { examineJournal } from './verify.ts';

/** A table that was brought over. */
export interface Moved {
  readonly table: string;
  readonly rows: number;
}

/**
 * Brings all tables of headquarters into the empty ones of another PostgreSQL, of the same schema: one snapshot there, one transaction
 * here, every fact hashed anew before it is committed. It stays the same headquarters, in the same life. `told`: after each table. Throws
 * `Trouble` where the other one is not empty or something arrived otherwise than it was sent; nothing of it is kept then.
 */
export async function moveTables(
  source: Client,
  target: Client,
  told: (moved: Moved) => void,
): Promise<void> {
  await source.query('begin isolation level repeatable read read only');
  await target.query('begin');
  try {
    for (const { table, columns } of await tablesOf(source)) {
      const list = columns.map(quote).join(', ');
      await refuseFilled(target, table);
      const rows = source.query(
        copyTo(`copy (select ${list} from public.${quote(table)}) to stdout (format binary)`),
      );
      const into = target.query(copyFrom(`copy public.${quote(table)} (${list}) from stdin (format binary)`));
      await pipeline(rows, into);
      if (rows.rowCount !== into.rowCount)
        throw new Trouble(`${table}: ${rows.rowCount} rows were sent and ${into.rowCount} arrived`);
      told({ table, rows: into.rowCount });
    }
    await examineJournal(target);
    await target.query('commit');
  } catch (error) {
    await target.query('rollback').catch(() => {});
    throw error;
  } finally {
    await source.query('rollback').catch(() => {});
  }
}

async function refuseFilled(target: Client, table: string): Promise<void> {
  const { rows } = await target.query<{ filled: boolean }>(
    `select exists (select 1 from public.${quote(table)}) as filled`,
  );
  if (rows[0]?.filled === true)
    throw new Trouble(`the PostgreSQL to move to has rows already (${table}): name an empty database`);
}
