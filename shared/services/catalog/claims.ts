import { barcodeForms } from '#shared/domain/barcode/barcode-forms.ts';
import { type DomainError, refuse } from '#shared/domain/error.ts';
import type { ProductId } from '#shared/domain/ids.ts';
import { listQuery } from '../journal/list-query.ts';
import { query, type Reader } from '../journal/query.ts';

interface Claim {
  readonly code: string;
  readonly id: string;
  readonly name: string;
}

/** Products that carry one of these codes now, the newest claim first. */
export const claimsOf = listQuery<Record<string, never>, Claim>((db, _param, codes) =>
  db
    .selectFrom('barcode')
    .innerJoin('product', 'product.id', 'barcode.product')
    .select(['barcode.code', 'product.id', 'product.name'])
    .where('barcode.code', 'in', codes)
    .where('barcode.listed', '=', 1)
    .where('product.withdrawn', '=', 0)
    .orderBy('barcode.rev', 'desc')
    .orderBy('product.id'),
);

/** Products of one SKU, the newest first. */
export const ofSku = query<{ sku: string }, { id: string; name: string }>((db, param) =>
  db
    .selectFrom('product')
    .select(['id', 'name'])
    .where('sku', '=', param('sku'))
    .where('withdrawn', '=', 0)
    .orderBy('rev', 'desc')
    .orderBy('id'),
);

/** BARCODE_TAKEN or CODE_TAKEN when another product carries a code or the SKU of this one, in any spelling; else null. */
export async function takenBy(
  read: Reader,
  product: { readonly id: ProductId; readonly barcodes: readonly string[]; readonly sku: string | null },
): Promise<DomainError | null> {
  for (const code of product.barcodes) {
    const claims = await claimsOf.all(read, {}, barcodeForms(code));
    const other = claims.find((claim) => claim.id !== product.id);
    if (other) return refuse('BARCODE_TAKEN', { code, product: other.id, name: other.name });
  }
  if (product.sku === null) return null;
  const same = (await read.all(ofSku, { sku: product.sku })).find((row) => row.id !== product.id);
  return same ? refuse('CODE_TAKEN', { code: product.sku, product: same.id, name: same.name }) : null;
}
