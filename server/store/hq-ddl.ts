import { ddl, quote } from '#shared/journal/ddl.ts';
import type { Table } from '#shared/journal/table.ts';

/** Tables that grow without end lie in this many parts by their store; a query of one store touches one part. */
const PARTS = 8;
const IN_PARTS: readonly string[] = ['journal', 'move'];

/**
 * Running sums, written again and again. Half of each page is left empty, so that the next version of a row has room beside the last
 * and no index hears of it.
 */
const SUMS: readonly string[] = [
  'balance',
  'cash_total',
  'grand_total',
  'item_stat',
  'series',
  'shift_total',
  'tax_total',
];
/** The words of a product as PostgreSQL's full text knows them: as they are written, without a dictionary. */
export const WORDS_OF = `array_to_tsvector(string_to_array("words", ' '))`;
const FULL_TEXT = `create index "product_words_in_full" on "product_words" using gin (${WORDS_OF})`;

/** The statements that make a table of HQ on PostgreSQL, from its description. */
export function hqDdl(table: Table): string[] {
  const asked = table.indexes.filter(({ onRegister }) => !onRegister);
  const [create = '', ...indexes] = ddl({ ...table, indexes: asked }, 'postgres');
  if (SUMS.includes(table.name)) return [`${create} with (fillfactor=50)`, ...indexes];
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
