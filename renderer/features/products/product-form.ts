import type { ProductView } from '#shared/contract/catalog.ts';
import type { Unit } from '#shared/domain/catalog/product.ts';

/** A product as it stands in the form: what must be chosen may still be missing. */
export interface ProductForm {
  readonly name: string;
  readonly names: Readonly<Record<string, string>>;
  readonly sku: string;
  readonly barcodes: readonly string[];
  readonly unit: Unit;
  /** Minor units. */
  readonly price: number | null;
  readonly taxClass: string | null;
  readonly category: string | null;
  readonly picture: string | null;
  readonly active: boolean;
  /** Thousandths. */
  readonly minStock: number | null;
  readonly taxCode: string;
}

export const emptyProduct = (barcode: string | null): ProductForm => ({
  name: '',
  names: {},
  sku: '',
  barcodes: barcode === null ? [''] : [barcode],
  unit: 'piece',
  price: null,
  taxClass: null,
  category: null,
  picture: null,
  active: true,
  minStock: null,
  taxCode: '',
});

export const formOf = (product: ProductView): ProductForm => ({
  name: product.name,
  names: product.names,
  sku: product.sku ?? '',
  barcodes: product.barcodes.length === 0 ? [''] : product.barcodes,
  unit: product.unit,
  price: product.price,
  taxClass: product.taxClass,
  category: product.category,
  picture: product.picture,
  active: product.active,
  minStock: product.minStock,
  taxCode: product.taxCode ?? '',
});

/** What the form still lacks, by field; nothing lacking means it can be sent. */
export function missingIn(form: ProductForm): ReadonlySet<'name' | 'price' | 'taxClass'> {
  const missing = new Set<'name' | 'price' | 'taxClass'>();
  if (form.name.trim() === '') missing.add('name');
  if (form.price === null || form.price < 0) missing.add('price');
  if (form.taxClass === null) missing.add('taxClass');
  return missing;
}

/** The form as the contract takes it; null while something is missing. */
export function inputOf(form: ProductForm) {
  const { price, taxClass } = form;
  if (price === null || taxClass === null || missingIn(form).size > 0) return null;
  const orNull = (text: string): string | null => (text.trim() === '' ? null : text.trim());
  return {
    name: form.name.trim(),
    names: Object.fromEntries(
      Object.entries(form.names)
        .map(([tag, name]) => [tag, name.trim()] as const)
        .filter(([, name]) => name !== ''),
    ),
    sku: orNull(form.sku),
    barcodes: form.barcodes.map((code) => code.trim()).filter((code) => code !== ''),
    unit: form.unit,
    price,
    taxClass,
    category: form.category,
    picture: form.picture,
    active: form.active,
    minStock: form.minStock,
    taxCode: orNull(form.taxCode),
  };
}
