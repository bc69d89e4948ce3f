import { checkBarcode } from '#shared/domain/barcode/barcode-forms.ts';
import type { Product } from '#shared/domain/catalog/product.ts';
import { checkProduct as checkDraft } from '#shared/domain/catalog/product-draft.ts';
import type { DomainError } from '#shared/domain/error.ts';
import { ok, type Result } from '#shared/domain/result.ts';
import type { ChainFacts } from '../journal/chain-facts.ts';

/** A product as it may be stored in this chain: trimmed, its codes plain and each once. Refuses as the domain's check of a draft. */
export function checkProduct(product: Product, facts: ChainFacts): Result<Product, DomainError> {
  const { id, ...draft } = product;
  const barcodes = [...new Set(product.barcodes.map(plainCode))];
  const known = {
    taxClasses: new Set(facts.taxClasses.keys()),
    categories: new Set(facts.categories.keys()),
  };
  const checked = checkDraft({ ...draft, barcodes }, known);
  return checked.ok ? ok({ ...checked.value, id }) : checked;
}

/** The code without blanks and separators; what is no code at all is left for the check to name. */
function plainCode(text: string): string {
  const code = checkBarcode(text);
  return code.ok ? code.value : text;
}
