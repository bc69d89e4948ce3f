import type { Product } from '#shared/domain/catalog/product.ts';
import type { CategoryId, ChangeId, TaxClassId } from '#shared/domain/ids.ts';
import {
  type ImportReverted,
  importReverted,
  type ProductChanged,
  type ProductsImported,
  type ProductVersion,
  productChanged,
  productsImported,
} from '#shared/journal/entries/catalog.ts';
import {
  type ChangePart,
  type ProductsChanged,
  productsChanged,
} from '#shared/journal/entries/products-changed.ts';
import type { Codec, Entry } from '#shared/journal/entry.ts';
import { ENTRY_TYPES } from '#shared/journal/registry.ts';
import { type Draft, fact } from '#shared/services/journal/host.ts';
import { handedId } from './handed-id.ts';

/** How the chain takes a store's products. */
export interface ProductTerms {
  readonly device: string;
  readonly codec: Codec;
  readonly tax: (theirs: string) => string;
  readonly category: (theirs: string) => string;
  /** Products the chain had before: what the store says of them is not taken. */
  readonly isChains: (product: string) => boolean;
  /** Codes that mean another product of the chain. */
  readonly isTaken: (code: string) => boolean;
  readonly isSkuTaken: (sku: string) => boolean;
}

/** Every product a fact speaks of, as the store has it after the fact. */
export function productsOf({ type, body }: Entry): readonly Product[] {
  const said = body as never;
  if (type === productChanged.type) return [(said as ProductChanged).product];
  if (type === importReverted.type)
    return (said as ImportReverted).products.map(({ product, imported }) => product ?? imported);
  if (type === productsImported.type || type === productsChanged.type)
    return (said as { products: readonly ProductVersion[] }).products.map(({ product }) => product);
  return [];
}

/** What the chain says for a fact about products; null where nothing of it is taken. A fact of another kind is said as it is. */
export function handedFact({ type, body }: Entry, terms: ProductTerms): Draft | null {
  const said = body as never;
  if (type === productChanged.type) {
    const changed: ProductChanged = said;
    const [version] = versions([changed], terms);
    return version ? fact(productChanged, { ...changed, ...version }) : null;
  }
  if (type === productsImported.type) {
    const imported: ProductsImported = said;
    const products = versions(imported.products, terms);
    return products.length > 0 ? fact(productsImported, { ...imported, products }) : null;
  }
  if (type === importReverted.type) {
    const reverted: ImportReverted = said;
    const products = reverted.products
      .filter(({ id }) => !terms.isChains(id))
      .map(({ id, product, imported }) => ({
        id,
        product: product && handed(product, terms),
        imported: handed(imported, terms),
      }));
    return products.length > 0 ? fact(importReverted, { ...reverted, products }) : null;
  }
  if (type === productsChanged.type) return handedChange(said, terms);
  const other = ENTRY_TYPES.get(type);
  return other ? fact(other, body) : null;
}

function handedChange(changed: ProductsChanged, terms: ProductTerms): Draft | null {
  const products = versions(changed.products, terms);
  if (products.length === 0) return null;
  const { action } = changed;
  return fact(productsChanged, {
    ...handedPart(changed, terms.device, terms.codec),
    action:
      action.kind === 'tax-class'
        ? { ...action, taxClass: terms.tax(action.taxClass) as TaxClassId }
        : action.kind === 'category'
          ? { ...action, category: action.category && (terms.category(action.category) as CategoryId) }
          : action,
    products,
  });
}

/** A change of many products is found by the ids of its facts: they are those of the chain's facts here. */
export function handedPart<T extends ChangePart>(part: T, device: string, codec: Codec): T {
  const idOf = (entry: string) => handedId(device, entry, codec);
  return {
    ...part,
    change: idOf(part.change) as string as ChangeId,
    undoes: part.undoes && (idOf(part.undoes) as string as ChangeId),
    previous: part.previous && idOf(part.previous),
  };
}

const versions = (all: readonly ProductVersion[], terms: ProductTerms): ProductVersion[] =>
  all
    .filter(({ product }) => !terms.isChains(product.id))
    .map(({ product, before }) => ({
      product: handed(product, terms),
      before: before && handed(before, terms),
    }));

const handed = (product: Product, { tax, category, isTaken, isSkuTaken }: ProductTerms): Product => ({
  ...product,
  taxClass: tax(product.taxClass) as TaxClassId,
  category: product.category && (category(product.category) as CategoryId),
  barcodes: product.barcodes.filter((code) => !isTaken(code)),
  sku: product.sku !== null && isSkuTaken(product.sku) ? null : product.sku,
});
