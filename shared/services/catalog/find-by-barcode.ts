import { barcodeForms } from '#shared/domain/barcode/barcode-forms.ts';
import { listQuery } from '../journal/list-query.ts';
import {
  PRODUCT_COLUMNS,
  type ProductRow,
  type ProductView,
  productViews,
  type ViewHost,
} from './product-view.ts';

/**
 * The products a scanned code means, in any of its spellings: one as a rule, none when it is unknown, several when two
 * products claim it, the newest claim first. What is switched off is answered too, what was withdrawn is not.
 */
export const findByBarcode =
  (host: ViewHost) =>
  async (code: string): Promise<ProductView[]> => {
    const rows = await byCodes.all(host.read, { store: host.self.store }, barcodeForms(code));
    const distinct = [...new Map(rows.toReversed().map((row) => [row.id, row])).values()].toReversed();
    return await productViews(host.read, host, distinct);
  };

const byCodes = listQuery<{ store: string }, ProductRow>((db, param, codes) =>
  db
    .selectFrom('barcode')
    .innerJoin('product', 'product.id', 'barcode.product')
    .leftJoin('item_stat', (join) =>
      join.onRef('item_stat.item', '=', 'product.id').on('item_stat.store', '=', param('store')),
    )
    .leftJoin('balance', (join) =>
      join
        .onRef('balance.item', '=', 'product.id')
        .on('balance.store', '=', param('store'))
        .on('balance.location', '=', 'SALEABLE'),
    )
    .select(PRODUCT_COLUMNS)
    .where('barcode.code', 'in', codes)
    .where('barcode.listed', '=', 1)
    .where('product.withdrawn', '=', 0)
    .orderBy('product.active', 'desc')
    .orderBy('barcode.rev', 'desc')
    .orderBy('product.id'),
);
