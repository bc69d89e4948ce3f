import { ddl, quote } from '#shared/journal/ddl.ts';
import type { Table } from '#shared/journal/table.ts';

/** Tables that grow without end lie in this many parts by their store; a query of one store touches one part. */
const PARTS = 8;
const IN_PARTS: readonly string[] = ['journal', 'move'];

/**
 * How far a page is filled, per cent, where rows are written again: the next version of one has room beside the last, and no index hears
 * of it. Running sums change with every sale, products with their prices.
 */
const FILLED: Readonly<Record<string, number>> = {
  balance: 50,
  cash_total: 50,
  grand_total: 50,
  item_stat: 50,
  series: 50,
  shift_total: 50,
  tax_total: 50,
  product: 80,
  product_words: 80,
};
/** The words of a product as PostgreSQL's full text knows them: as they are written, without a dictionary. */
export const WORDS_OF = `array_to_tsvector(string_to_array("words", ' '))`;
/** Finds what has changed since, by stretches of the table: unlike any other index it leaves a row that is written again in its place. */
const BY_REV = 'create index "product_by_rev" on "product" using brin ("rev") with (pages_per_range = 32)';
const FULL_TEXT = `create index "product_words_in_full" on "product_words" using gin (${WORDS_OF})`;

/** The statements that make a table of HQ on PostgreSQL, from its description. */
export function hqDdl(table: Table): string[] {
  const asked = table.indexes.filter(({ onRegister }) => !onRegister);
  const [bare = '', ...indexes] = ddl({ ...table, indexes: asked }, 'postgres');
  const filled = FILLED[table.name];
  const create = filled === undefined ? bare : `${bare} with (fillfactor=${filled})`;
  if (table.name === 'product') return [create, ...indexes, BY_REV];
  if (table.name === 'product_words') return [create, ...indexes, FULL_TEXT];
  if (!IN_PARTS.includes(table.name)) return [create, ...indexes];
  return [
    `${create} partition by hash (store)`,
    ...Array.from({ length: PARTS }, (_, part) => partOf(table.name, part)),
    ...indexes,
  ];
}

/** Facts of up to a page lie in the journal as they came: packing them took a tenth of what taking in a sale costs. */
const partOf = (name: string, part: number): string =>
  `create table ${quote(`${name}_${part}`)} partition of ${quote(name)} for values with (modulus ${PARTS}, remainder ${part})${name === 'journal' ? ' with (toast_tuple_target=8160)' : ''}`;
