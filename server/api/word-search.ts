import { WORDS_OF } from '../store/hq-ddl.ts';
import type { Sql } from '../store/pool.ts';

/** Which products to look through. */
export interface WordsAsked {
  /** As `searchTerms` makes them: each must begin a word; those with blanks are characters that follow each other. */
  readonly terms: readonly string[];
  readonly category: string | undefined;
  /** Left out: they stand before all others already. */
  readonly except: readonly string[];
  readonly limit: number;
  readonly offset: number;
}

/** So many products in order of their names are looked at one by one before the index is asked for a broad prefix. */
const WALKED = 20_000;
/** Letters of a question that means a good part of the catalogue. */
const BROAD = 3;

/**
 * Products for sale whose words the terms begin, by name. A question of a few letters means a hundred thousand products: the first of
 * them by name are found on the way through the names, long before an index had put all in order.
 */
export async function productsByWords(sql: Sql, asked: WordsAsked): Promise<string[]> {
  const { terms, category, except, limit, offset } = asked;
  const narrow = '($1::text is null or category = $1) and product <> all ($2::text[])';
  const values = [category ?? null, except, limit, offset];
  if (terms.join('').length <= BROAD) {
    const walked = await ids(
      sql,
      `select product from (select * from product_words where shown = 1 order by name, product limit ${WALKED}) w
       where ${narrow} and ${terms.map((_, at) => like(at + 5)).join(' and ')} order by name, product limit $3 offset $4`,
      [...values, ...terms.map(pattern)],
    );
    if (terms.length === 0 || walked.length === limit) return walked;
  }
  const runs = terms.filter((term) => term.includes(' '));
  return await ids(
    sql,
    `select product from product_words where shown = 1 and ${narrow} and ${WORDS_OF} @@ $5::tsquery
     ${runs.map((_, at) => `and ${like(at + 6)}`).join(' ')} order by name, product limit $3 offset $4`,
    [...values, tsquery(terms), ...runs.map(pattern)],
  );
}

/** Products for sale by name. */
export const productsByName = (sql: Sql, asked: Omit<WordsAsked, 'terms' | 'except'>): Promise<string[]> =>
  ids(
    sql,
    `select product from product_words where shown = 1 and ($1::text is null or category = $1)
     order by name, product limit $2 offset $3`,
    [asked.category ?? null, asked.limit, asked.offset],
  );

const like = (at: number): string => `' ' || words like $${at}`;
/** Terms are letters and digits alone: nothing in them is a pattern's or a question's own sign. */
const pattern = (term: string): string => `% ${term}%`;

/** Every word a prefix but the characters of a run, each of which is a word of its own. */
const tsquery = (terms: readonly string[]): string =>
  terms
    .flatMap((term) => (term.includes(' ') ? term.split(' ').map((sign) => `'${sign}'`) : [`'${term}':*`]))
    .join(' & ');

async function ids(sql: Sql, text: string, values: readonly unknown[]): Promise<string[]> {
  const { rows } = await sql.once<{ product: string }>(text, values);
  return rows.map(({ product }) => product);
}
