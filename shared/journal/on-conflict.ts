import { quote } from './ddl.ts';
import type { Table } from './table.ts';

/**
 * What the insert of a version does where the row is there, in SQL both engines read alike: a row with a lower version never overwrites
 * one with a higher. What a fact may say alone is held against what was said last, the rest against the last fact that said all of it.
 */
export function newestWins(table: Table): string {
  const isLater = (version: string) => `excluded.${version} > ${quote(table.name)}.${version}`;
  const saidAlone = table.alone.length === 0 ? [] : [...table.alone, 'rev'];
  const set = Object.keys(table.columns)
    .filter((column) => !table.key.includes(column))
    .map((column) => {
      const c = quote(column);
      return saidAlone.includes(column)
        ? `${c} = case when ${isLater('rev')} then excluded.${c} else ${quote(table.name)}.${c} end`
        : `${c} = excluded.${c}`;
    });
  return `${onConflict(table, set)} where ${isLater(table.alone.length === 0 ? 'rev' : 'whole_rev')}`;
}

/** The same for what a fact says alone: nothing else of the row is touched. */
export const latestAlone = (table: Table): string => {
  const set = [...table.alone, 'rev'].map((c) => `${quote(c)} = excluded.${quote(c)}`);
  return `${onConflict(table, set)} where excluded.rev > ${quote(table.name)}.rev`;
};

/** The same for increments of these columns, which add up. */
export const addUp = (table: Table, columns: readonly string[]): string =>
  onConflict(
    table,
    columns.map(quote).map((c) => `${c} = ${quote(table.name)}.${c} + excluded.${c}`),
  );

const onConflict = (table: Table, set: readonly string[]): string =>
  `on conflict (${table.key.map(quote).join(', ')}) do update set ${set.join(', ')}`;
