import type { ProductAction as AskedAction, ProductChoice as AskedChoice } from '../contract/catalog.ts';
import type { Product } from '../domain/catalog/product.ts';
import type { ProductAction } from '../domain/catalog/product-action.ts';
import type { CategoryId, ProductId, TaxClassId } from '../domain/ids.ts';
import { minor, qty, rate } from '../domain/numbers.ts';
import type { ManyProducts } from '../services/catalog/change-products.ts';
import type { ProductChoice } from '../services/catalog/chosen-products.ts';
import type { ProductNarrowing } from '../services/catalog/product-narrowing.ts';
import type { ProductSearch } from '../services/catalog/search.ts';

/** What the handlers of a register and of headquarters make of products as they are asked for, and as they are answered. */

type Typed = Omit<Product, 'id' | 'price' | 'taxClass' | 'category' | 'minStock'> & {
  readonly price: number;
  readonly taxClass: string;
  readonly category: string | null;
  readonly minStock: number | null;
};

/** A product as somebody typed it. */
export const typedProduct = (value: Typed): Omit<Product, 'id'> => ({
  ...value,
  price: minor(value.price),
  taxClass: value.taxClass as TaxClassId,
  category: value.category as CategoryId | null,
  minStock: value.minStock === null ? null : qty(value.minStock),
});

/** The rates of a tax class as somebody typed them, in millionths. */
export const typedRates = (rates: readonly { readonly name: string; readonly rate: number }[]) =>
  rates.map((each) => ({ name: each.name, rate: rate(each.rate) }));

export const productView = <P extends Product>(product: P) => ({
  ...product,
  names: { ...product.names },
  barcodes: [...product.barcodes],
});

export const categoryView = <C extends { readonly names: Readonly<Record<string, string>> }>(
  category: C,
) => ({
  ...category,
  names: { ...category.names },
});

export const taxClassView = <T extends { readonly rates: readonly object[] }>(taxClass: T) => ({
  ...taxClass,
  rates: taxClass.rates.map((each) => ({ ...each })) as T['rates'][number][],
});

/** Something to be done to many products. */
export const askedChange = async (
  search: ProductSearch,
  { choice, action }: { readonly choice: AskedChoice; readonly action: AskedAction },
): Promise<ManyProducts> => ({
  choice: await chosenBy(search, choice),
  action: action as ProductAction,
});

/** Which products somebody chose, as the services read it. */
export async function chosenBy(search: ProductSearch, choice: AskedChoice): Promise<ProductChoice> {
  if (choice.of === 'these') return { of: 'these', products: choice.products as ProductId[] };
  const filter = await narrowedBy(search, choice.filter);
  return { of: 'filter', filter, except: choice.except as ProductId[] };
}

/** A list narrowed by words is of what the search finds, and of what is switched off and reads so. */
export async function narrowedBy(
  search: ProductSearch,
  { text, category, state, stock }: Extract<AskedChoice, { of: 'filter' }>['filter'],
): Promise<ProductNarrowing> {
  const said = text?.trim();
  if (!said) return { category, state, stock };
  return { category, state, stock, only: await foundBy(search, said, category), offText: said };
}

/** A list narrowed by words shows the best hundred the search finds. */
async function foundBy(search: ProductSearch, text: string, category?: string): Promise<ProductId[]> {
  const { rows } = await search.search({ text, category: category as CategoryId | undefined, limit: 100 });
  return rows.map((row) => row.id);
}
