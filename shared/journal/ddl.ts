import type { Column, ColumnType } from './column.ts';
import type { Table } from './table.ts';

export type Engine = 'sqlite' | 'postgres';

const TYPES: Record<Engine, Record<ColumnType, string>> = {
  sqlite: { text: 'text', int: 'integer', bool: 'integer', bytes: 'blob', json: 'text' },
  postgres: { text: 'text collate "C"', int: 'bigint', bool: 'smallint', bytes: 'bytea', json: 'text' },
};

/** The statements that create a table and its indexes on one engine, from its one description. */
export function ddl(table: Table, engine: Engine): string[] {
  const body =
    engine === 'sqlite' ? sqliteBody(table) : [...columnsDdl(table, engine), `primary key (${keyOf(table)})`];
  const options = engine === 'sqlite' ? (hasRowNumber(table) ? ' strict' : ' strict, without rowid') : '';
  return [
    `create table ${quote(table.name)} (${body.join(', ')})${options}`,
    ...table.indexes
      .filter(({ onDemand }) => onDemand !== true || engine === 'postgres')
      .map((index) => indexDdl(table, index)),
  ];
}

/** Indexes of a table that are made on demand: their names, and the statements that make them. */
export const onDemand = (table: Table): readonly { readonly name: string; readonly ddl: string }[] =>
  table.indexes
    .filter((index) => index.onDemand === true)
    .map((index) => ({ name: indexName(table, index), ddl: indexDdl(table, index) }));

/** Rows lie in the order of their key, except where they have a number: large rows and those a search index points to. */
function sqliteBody(table: Table): string[] {
  const columns = columnsDdl(table, 'sqlite');
  if (table.numberedBy !== null) {
    const number = quote(table.numberedBy);
    return columns.map((c) => (c.startsWith(`${number} `) ? `${number} integer primary key` : c));
  }
  if (table.numbered) return ['row_number integer primary key', ...columns, `unique (${keyOf(table)})`];
  return [...columns, `primary key (${keyOf(table)})`];
}

const hasRowNumber = (table: Table) => table.numbered || table.numberedBy !== null;
const keyOf = (table: Table) => table.key.map(quote).join(', ');
const columnsDdl = (table: Table, engine: Engine) =>
  Object.entries(table.columns).map(([name, column]) => columnDdl(name, column, engine));

function columnDdl(name: string, column: Column<unknown>, engine: Engine): string {
  const check = column.type === 'bool' ? ` check (${quote(name)} in (0, 1))` : '';
  return `${quote(name)} ${TYPES[engine][column.type]}${column.nullable ? '' : ' not null'}${check}`;
}

function indexDdl(table: Table, index: Table['indexes'][number]): string {
  const where = index.where === undefined ? '' : ` where ${index.where}`;
  return `create ${index.unique ? 'unique ' : ''}index ${quote(indexName(table, index))} on ${quote(table.name)} (${index.columns.map(quote).join(', ')})${where}`;
}

const indexName = (table: Table, index: Table['indexes'][number]): string =>
  `${table.name}_by_${index.columns.join('_')}`;

export const quote = (name: string): string => `"${name}"`;
