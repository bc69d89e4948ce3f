import type { Database } from 'better-sqlite3';
import { quote } from '#shared/journal/ddl.ts';
import type { Table } from '#shared/journal/table.ts';
import type { Finding } from './finding.ts';

/** Compares a table of two attached databases by primary key; null when they hold the same rows, else the first difference. */
export function compareTable(db: Database, table: Table, live: string, rebuilt: string): Finding | null {
  const columns = Object.keys(table.columns).map(quote).join(', ');
  const key = table.key.map(quote).join(', ');
  const only = (a: string, b: string) =>
    db
      .prepare(
        `select * from (select ${columns} from ${a}.${quote(table.name)} except select ${columns} from ${b}.${quote(table.name)}) order by ${key} limit 1`,
      )
      .get() as Record<string, unknown> | undefined;
  const extra = only(live, rebuilt);
  const missing = only(rebuilt, live);
  if (!extra && !missing) return null;
  const row = extra ?? missing ?? {};
  const where = `${table.name} ${table.key.map((k) => `${k}=${shown(row[k])}`).join(' ')}`;
  const sameKey = extra && missing && table.key.every((k) => extra[k] === missing[k]);
  if (!sameKey) {
    return {
      code: 'table-differs',
      where,
      what: extra ? 'a row that no entry explains' : 'a row that entries explain is missing',
    };
  }
  const differing = Object.keys(table.columns).filter((c) => shown(extra[c]) !== shown(missing[c]));
  const what = differing
    .map((c) => `${c} is ${shown(extra[c])}, entries give ${shown(missing[c])}`)
    .join('; ');
  return { code: 'table-differs', where, what };
}

const shown = (value: unknown): string =>
  value instanceof Uint8Array ? Buffer.from(value).toString('hex') : String(value);
