import { indexedText } from '#node/catalog/indexed-text.ts';
import type { Row } from '#shared/journal/change.ts';
import type { RowOf } from '#shared/journal/table.ts';
import type { product } from '#shared/journal/tables/catalog.ts';

type ProductRow = RowOf<typeof product>;

/** What a version of a product is found by, of the same version. Written wherever a product's row is, in the same statement batch. */
export function wordsOf(row: Row): Row {
  const { id, name, names, sku, category, active, withdrawn, rev } = row as ProductRow;
  const { words, pinyin } = indexedText({ name, names, sku, category });
  return {
    product: id,
    name,
    words: pinyin === '' ? words : `${words} ${pinyin}`,
    category,
    shown: active === 1 && withdrawn === 0 ? 1 : 0,
    rev,
  };
}
