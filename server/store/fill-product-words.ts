import { type Row, upsert } from '#shared/journal/change.ts';
import { productWords } from '#shared/link/hq/tables.ts';
import { changeStatements } from './executor.ts';
import type { HqPool } from './pool.ts';
import { wordsOf } from './product-words.ts';

const WITHOUT = `select p.* from product p where not exists (select 1 from product_words w where w.product = p.id) limit 1000`;

/** Products that were there before their words were kept get them now. Answers how many. */
export async function fillProductWords(pool: HqPool): Promise<number> {
  let filled = 0;
  for (;;) {
    const rows = await pool.transaction(async (sql) => {
      const without = (await sql.query<Row>(WITHOUT)).rows;
      const changes = without.map((row) => upsert(productWords, wordsOf(row) as never));
      for (const { text, values } of changeStatements(sql.types, changes)) await sql.query(text, values);
      return without.length;
    });
    filled += rows;
    if (rows === 0) return filled;
  }
}
