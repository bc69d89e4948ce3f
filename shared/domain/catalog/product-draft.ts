import { checkBarcode } from '../barcode/barcode-forms.ts';
import { type DomainError, refuse } from '../error.ts';
import type { CategoryId, TaxClassId } from '../ids.ts';
import { MAX_AMOUNT } from '../money.ts';
import { MAX_QTY } from '../quantity.ts';
import { err, ok, type Result } from '../result.ts';
import { type Product, UNITS } from './product.ts';

/** A product as somebody typed or imported it. */
export type ProductDraft = Omit<Product, 'id'>;

/** What the draft may refer to. */
export interface CatalogKnown {
  readonly taxClasses: ReadonlySet<TaxClassId>;
  readonly categories: ReadonlySet<CategoryId>;
}

const MAX_NAME = 200;
const MAX_BARCODES = 50;

/** The draft cleaned of blanks, or the first thing wrong with it. */
export function checkProduct(draft: ProductDraft, known: CatalogKnown): Result<ProductDraft, DomainError> {
  const [first] = productProblems(draft, known);
  return first === undefined ? ok(cleaned(draft)) : err(first);
}

/**
 * Everything wrong with a draft, each with the `field` it is about, for a form or a line of an import: NAME_MISSING,
 * PRICE_INVALID, QUANTITY_INVALID, BARCODE_INVALID, BARCODE_TAKEN (twice in this list; other products are the
 * service's to ask), NOT_FOUND for a tax class or category nobody made, SETTING_INVALID for the rest.
 */
export function productProblems(draft: ProductDraft, known: CatalogKnown): DomainError[] {
  const clean = cleaned(draft);
  const { price, minStock, taxCode } = clean;
  const problems: (DomainError | null)[] = [
    clean.name === '' ? refuse('NAME_MISSING', { field: 'name' }) : null,
    clean.name.length > MAX_NAME ? refuse('SETTING_INVALID', { field: 'name', most: MAX_NAME }) : null,
    isAmount(price) ? null : refuse('PRICE_INVALID', { field: 'price' }),
    UNITS.includes(clean.unit) ? null : refuse('SETTING_INVALID', { field: 'unit' }),
    known.taxClasses.has(clean.taxClass) ? null : refuse('NOT_FOUND', { field: 'taxClass' }),
    clean.category === null || known.categories.has(clean.category)
      ? null
      : refuse('NOT_FOUND', { field: 'category' }),
    minStock === null || isStock(minStock) ? null : refuse('QUANTITY_INVALID', { field: 'minStock' }),
    taxCode === null || /^[0-9A-Za-z.-]{1,40}$/.test(taxCode)
      ? null
      : refuse('SETTING_INVALID', { field: 'taxCode' }),
    clean.sku === null || clean.sku.length <= 80 ? null : refuse('SETTING_INVALID', { field: 'sku' }),
  ];
  return [...problems.filter((problem) => problem !== null), ...barcodeProblems(clean.barcodes)];
}

function barcodeProblems(barcodes: readonly string[]): DomainError[] {
  const seen = new Set<string>();
  const problems = barcodes.flatMap((code): DomainError[] => {
    const checked = checkBarcode(code);
    if (!checked.ok) return [{ ...checked.error, data: { ...checked.error.data, field: 'barcodes' } }];
    if (seen.has(code)) return [refuse('BARCODE_TAKEN', { field: 'barcodes', code })];
    seen.add(code);
    return [];
  });
  return barcodes.length > MAX_BARCODES
    ? [...problems, refuse('BARCODE_INVALID', { field: 'barcodes', most: MAX_BARCODES })]
    : problems;
}

/** Whether something may cost this. */
export const isAmount = (value: number): boolean =>
  Number.isSafeInteger(value) && value >= 0 && value <= MAX_AMOUNT;
const isStock = (value: number): boolean => Number.isSafeInteger(value) && value >= 0 && value <= MAX_QTY;

const cleaned = (draft: ProductDraft): ProductDraft => ({
  ...draft,
  name: oneLine(draft.name),
  names: Object.fromEntries(
    Object.entries(draft.names)
      .map(([tag, name]) => [tag, oneLine(name)] as const)
      .filter(([, name]) => name !== ''),
  ),
  sku: orNull(draft.sku),
  barcodes: draft.barcodes.map((code) => code.trim()).filter((code) => code !== ''),
  taxCode: orNull(draft.taxCode),
});

/** Names go onto one line of a slip: no line breaks, no control characters. */
const oneLine = (text: string): string => text.replace(/[\s\p{Cc}]+/gu, ' ').trim();

const orNull = (text: string | null): string | null => {
  const clean = text?.trim() ?? '';
  return clean === '' ? null : clean;
};
