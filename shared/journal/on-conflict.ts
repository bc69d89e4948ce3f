import { quote } from './ddl.ts';
import type { Table } from './table.ts';

/**
 * What the insert of a version does where the row is there, in SQL both engines read alike: a row with a lower version never overwrites
 * one with a higher. What a fact may say alone is held against what was said last, the rest against the last fact that said all of it.
 */
export function newestWins(table: Table): string {
  const kept = table.alone.length === 0 ? [] : [...table.onlyAlone, 'alone_rev'];
  const saidByBoth = table.alone.length === 0 ? [] : [...table.alone, 'rev'];
  const set = Object.keys(table.columns)
    .filter((column) => !table.key.includes(column) && !kept.includes(column))
    .map((column) => (saidByBoth.includes(column) ? ifLater(table, column) : taken(column)));
  return `${onConflict(table, set)} where ${isLater(table, table.alone.length === 0 ? 'rev' : 'whole_rev')}`;
}

/** The same for what a fact says alone: nothing else of the row is touched. */
export const latestAlone = (table: Table): string => {
  const set = [
    ...[...table.alone, 'rev'].map((column) => ifLater(table, column)),
    ...[...table.onlyAlone, 'alone_rev'].map(taken),
  ];
  return `${onConflict(table, set)} where ${isLater(table, 'alone_rev')}`;
};

/** The same as an update of a row that is there, its values by the names of the columns. Where it changes nothing, the row may be missing. */
export const reviseInPlace = (table: Table): string => {
  const set = [
    ...[...table.alone, 'rev'].map(
      (c) => `${quote(c)} = case when @rev > rev then @${c} else ${quote(c)} end`,
    ),
    ...[...table.onlyAlone, 'alone_rev'].map((c) => `${quote(c)} = @${c}`),
  ];
  const key = table.key.map((c) => `${quote(c)} = @${c}`).join(' and ');
  return `update ${quote(table.name)} set ${set.join(', ')} where ${key} and @alone_rev > alone_rev`;
};

/** The same for increments of these columns, which add up. */
export const addUp = (table: Table, columns: readonly string[]): string =>
  onConflict(
    table,
    columns.map(quote).map((c) => `${c} = ${quote(table.name)}.${c} + excluded.${c}`),
  );

const taken = (column: string): string => `${quote(column)} = excluded.${quote(column)}`;

/** Said by facts of both kinds: it is that of the last of either. */
function ifLater(table: Table, column: string): string {
  const c = quote(column);
  return `${c} = case when ${isLater(table, 'rev')} then excluded.${c} else ${quote(table.name)}.${c} end`;
}

const isLater = (table: Table, version: string): string =>
  `excluded.${version} > ${quote(table.name)}.${version}`;

const onConflict = (table: Table, set: readonly string[]): string =>
  `on conflict (${table.key.map(quote).join(', ')}) do update set ${set.join(', ')}`;
