import { barcodeForms } from '#shared/domain/barcode/barcode-forms.ts';
import type { Product } from '#shared/domain/catalog/product.ts';
import type { Codec, Entry } from '#shared/journal/entry.ts';
import { claimsOf } from '#shared/services/catalog/claims.ts';
import { listQuery } from '#shared/services/journal/list-query.ts';
import type { Reader } from '#shared/services/journal/query.ts';
import { type ProductTerms, productsOf } from './handed-products.ts';
import { type HandedRow, readHanded, readHandedProducts } from './read-rows.ts';

/** Products of the chain under these ids. */
export const chainsProducts = listQuery<Record<string, never>, { id: string; name: string; price: number }>(
  (db, _param, ids) => db.selectFrom('product').select(['id', 'name', 'price']).where('id', 'in', ids),
);
const withSku = listQuery<Record<string, never>, { id: string; name: string; sku: string | null }>(
  (db, _param, skus) =>
    db
      .selectFrom('product')
      .select(['id', 'name', 'sku'])
      .where('sku', 'in', skus)
      .where('withdrawn', '=', 0),
);

/**
 * How the chain takes the products of a fact, and what is noted of them. A product the chain has under the same id stays the chain's. A
 * barcode or SKU that is another product's in the chain stays that one's: the store's product is taken without it and shown to a person.
 * What two products of the store itself share they go on sharing.
 */
export async function productTerms(
  read: Reader,
  { device, fact, codec }: { readonly device: string; readonly fact: Entry; readonly codec: Codec },
): Promise<{ readonly terms: ProductTerms; readonly handed: readonly HandedRow[] }> {
  const products = [...new Map(productsOf(fact).map((each) => [each.id as string, each])).values()];
  const ids = products.map(({ id }) => id);
  // Sent together: a fact of one product costs one way to the database and back, not five.
  const [records, known, chains, taken, skus] = await Promise.all([
    readHanded(read, device, ['tax', 'category']),
    knownProducts(read, device, ids),
    chainsProducts.all(read, {}, ids),
    takenCodes(read, device, products),
    takenSkus(read, device, products),
  ]);
  const there = new Map(chains.map((row) => [row.id, row]));
  const isChains = (id: string): boolean => {
    const row = known.get(id);
    return row ? row.whose === 'chain' : there.has(id);
  };
  const called = (kind: HandedRow['kind']) => (theirs: string) =>
    records.find((row) => row.kind === kind && row.theirs === theirs)?.ours ?? theirs;
  const handed = products.flatMap((product): HandedRow[] => {
    const clash = isChains(product.id)
      ? clashOfIds(product, there.get(product.id))
      : clashOfCodes(product, taken, skus);
    if (known.has(product.id) && clash === null) return [];
    return [handedProduct(device, product.id, { whose: isChains(product.id) ? 'chain' : 'store', clash })];
  });
  const terms: ProductTerms = {
    device,
    codec,
    tax: called('tax'),
    category: called('category'),
    isChains,
    isTaken: (code) => taken.has(code),
    isSkuTaken: (sku) => skus.has(sku),
  };
  return { terms, handed };
}

/** What is noted of a product of the store; `clash`: what a person is shown of it. */
export const handedProduct = (
  device: string,
  product: string,
  { whose, clash }: Pick<HandedRow, 'whose'> & { readonly clash: object | null },
): HandedRow => ({
  device,
  kind: 'product',
  theirs: product,
  ours: product,
  whose,
  digest: '',
  rule: clash && 'JOINED_PRODUCT',
  detail: JSON.stringify(clash ?? {}),
});

const knownProducts = async (read: Reader, device: string, theirs: readonly string[]) =>
  new Map((await readHandedProducts(read, device, theirs)).map((row) => [row.theirs, row]));

/** Codes of these products that are another's in the chain, and that one's name. */
async function takenCodes(read: Reader, device: string, products: readonly Product[]) {
  const codes = [...new Set(products.flatMap(({ barcodes }) => barcodes))];
  const claims = await claimsOf.all(read, {}, [...new Set(codes.flatMap(barcodeForms))]);
  const strange = await strangers(read, device, claims);
  return new Map(
    codes.flatMap((code) => {
      const forms = barcodeForms(code);
      const other = strange.find((claim) => forms.includes(claim.code));
      return other ? [[code, other.name] as const] : [];
    }),
  );
}

async function takenSkus(read: Reader, device: string, products: readonly Product[]) {
  const skus = [...new Set(products.flatMap(({ sku }) => (sku === null ? [] : [sku])))];
  const rows = await strangers(read, device, await withSku.all(read, {}, skus));
  return new Map(rows.map(({ sku, name }) => [sku ?? '', name]));
}

/** Of some products of the chain, those that did not come from this store. */
async function strangers<T extends { readonly id: string }>(
  read: Reader,
  device: string,
  rows: readonly T[],
): Promise<T[]> {
  const known = await knownProducts(read, device, [...new Set(rows.map(({ id }) => id))]);
  return rows.filter(({ id }) => known.get(id)?.whose !== 'store');
}

/** What a person is shown of a product the chain has too and says something else of. */
export function clashOfIds(
  product: Pick<Product, 'name' | 'price'>,
  chains: { name: string; price: number } | undefined,
) {
  if (!chains || (chains.name === product.name && chains.price === product.price)) return null;
  return { what: 'chain-stands', name: product.name, price: product.price, chain: chains.name };
}

function clashOfCodes(
  { name, barcodes, sku }: Product,
  taken: ReadonlyMap<string, string>,
  skus: ReadonlyMap<string, string>,
) {
  const lost = barcodes.filter((code) => taken.has(code));
  const [first] = lost;
  const other = first === undefined ? skus.get(sku ?? '') : taken.get(first);
  if (other === undefined) return null;
  return {
    what: 'code-taken',
    name,
    chain: other,
    ...(lost.length > 0 ? { codes: lost.join(' ') } : {}),
    ...(sku !== null && skus.has(sku) ? { sku } : {}),
  };
}
