import type { Product } from '#shared/domain/catalog/product.ts';
import { actOn, type ProductAction } from '#shared/domain/catalog/product-action.ts';
import type { ProductId } from '#shared/domain/ids.ts';
import type { ProductVersion } from '#shared/journal/entries/catalog.ts';
import type { Reader } from '../journal/query.ts';
import type { PriceHost } from '../pricing/prices-now.ts';
import { knownOf } from './catalog-known.ts';
import type { PartHost, Taken } from './change-parts.ts';
import { productsById } from './chosen-products.ts';

/** About so many bytes of products in one entry, which holds 256 KiB. */
const PART_BYTES = 240 * 1024;

/** What the action makes of these products, as many of them as one entry holds. */
export async function productPart(
  read: Reader,
  host: PartHost,
  { wanted, action }: { readonly wanted: readonly ProductId[]; readonly action: ProductAction },
): Promise<Omit<Taken, 'next'>> {
  const known = knownOf(host);
  const found = new Map((await productsById(read, host, wanted)).map((product) => [product.id, product]));
  const products: ProductVersion[] = [];
  let bytes = 0;
  let looked = 0;
  let leftAlone = 0;
  for (const id of wanted) {
    const before = found.get(id);
    const after = before === undefined ? null : actOn(before, action, known);
    if (before !== undefined && after?.ok === true && after.value !== before) {
      const version = { product: after.value, before };
      bytes += byteLength(JSON.stringify(version));
      if (bytes > PART_BYTES && products.length > 0) break;
      products.push(version);
    } else if (after?.ok === false) leftAlone += 1;
    looked += 1;
  }
  return { ...saidOf(products), looked, leftAlone };
}

/** Products put back that nobody changed since. */
export async function productsBack(
  read: Reader,
  host: PriceHost,
  given: {
    readonly products: readonly ProductVersion[];
    readonly isUntouched: (id: ProductId) => boolean;
  },
): Promise<Pick<Taken, 'changed' | 'said' | 'leftAlone'>> {
  const isUntouched = ({ product }: ProductVersion) => given.isUntouched(product.id);
  const back = given.products
    .filter(isUntouched)
    .flatMap(({ product, before }) => (before === null ? [] : [{ product: before, before: product }]));
  const touched = given.products.filter((version) => !isUntouched(version));
  return { ...saidOf(back), leftAlone: await countOther(read, host, touched) };
}

const saidOf = (products: readonly ProductVersion[]): Pick<Taken, 'changed' | 'said'> => ({
  changed: products.map(({ product }) => product.id),
  said: { products },
});

/** Those that are not as they were: what an undoing that was cut short had put back already is no one's change. */
async function countOther(
  read: Reader,
  host: PriceHost,
  touched: readonly ProductVersion[],
): Promise<number> {
  const now = await productsById(
    read,
    host,
    touched.map(({ product }) => product.id),
  );
  const texts = new Map<string, string>(now.map((product: Product) => [product.id, JSON.stringify(product)]));
  return touched.filter(({ product, before }) => texts.get(product.id) !== JSON.stringify(before)).length;
}

/** At most: a unit of UTF-16 takes no more than three bytes of UTF-8. */
const byteLength = (text: string): number => {
  let bytes = text.length;
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) bytes += 2;
  return bytes;
};
