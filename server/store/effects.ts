import type { LocalEffect, Row } from '#shared/journal/change.ts';
import { quote } from '#shared/journal/ddl.ts';
import { scoped } from '#shared/link/hq/tables.ts';
import type { Statement } from './statement.ts';

/** The statement of one effect on the local state of a scope: what is a register's own there belongs to a store here. */
export function effectStatement(effect: LocalEffect, store: string): Statement {
  const table = scoped(effect.table);
  const name = quote(table.name);
  if (effect.do === 'put') {
    const columns = Object.keys(table.columns);
    const row: Row = { store, ...effect.row };
    const marks = columns.map((_, at) => `$${at + 1}`);
    const others = columns.filter((c) => !table.key.includes(c));
    // A table that is all key still needs something to set.
    const set = (others.length > 0 ? others : table.key).map((c) => `${quote(c)} = excluded.${quote(c)}`);
    return {
      text: `insert into ${name} (${columns.map(quote).join(', ')}) values (${marks.join(', ')}) on conflict (${table.key.map(quote).join(', ')}) do update set ${set.join(', ')}`,
      values: columns.map((column) => given(row, column, table.name)),
    };
  }
  const key: Row = { store, ...effect.key };
  if (effect.do === 'drop') {
    const { text, values } = where(key, 1);
    return { text: `delete from ${name} where ${text}`, values };
  }
  const columns = Object.keys(effect.set);
  const { text, values } = where(key, columns.length + 1);
  const set = columns.map((c, at) => `${quote(c)} = $${at + 1}`);
  return {
    text: `update ${name} set ${set.join(', ')} where ${text}`,
    values: [...Object.values(effect.set), ...values],
  };
}

function where(key: Row, first: number): Statement {
  const text = Object.keys(key).map((c, at) => `${quote(c)} = $${first + at}`);
  return { text: text.join(' and '), values: Object.values(key) };
}

function given(row: Row, column: string, table: string): Row[string] {
  const value = row[column];
  if (value === undefined) throw new Error(`${table}.${column} has no value`);
  return value;
}
