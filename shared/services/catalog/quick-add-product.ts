import type { DomainError } from '#shared/domain/error.ts';
import { refuse } from '#shared/domain/error.ts';
import type { CategoryId, ProductId, TaxClassId } from '#shared/domain/ids.ts';
import type { Minor } from '#shared/domain/numbers.ts';
import { authorize } from '#shared/domain/people/authorize.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { productChanged } from '#shared/journal/entries/catalog.ts';
import type { By } from '../journal/by.ts';
import type { Host } from '../journal/host.ts';
import { checkedFact } from '../settings/checked-fact.ts';
import { checkProduct } from './check-product.ts';
import { takenBy } from './claims.ts';
import type { ProductView } from './product-view.ts';

export interface QuickAdd {
  readonly barcode: string;
  readonly name: string;
  readonly price: Minor;
  readonly category: CategoryId | null;
  readonly taxClass: TaxClassId;
}

/**
 * Adds an unknown product in a hurry at the till: a piece with one barcode, the rest left to the back office.
 * Refuses RIGHT_MISSING or APPROVAL_NEEDED (target: the barcode), what `checkProduct` refuses, BARCODE_TAKEN.
 */
export const quickAddProduct =
  (host: Host) =>
  ({ command, actor, approvals }: By, input: QuickAdd): Promise<Result<ProductView, DomainError>> =>
    host.commitChain(command, async (state) => {
      const may = authorize(actor, 'product.quick-add', { target: input.barcode, amount: null }, approvals);
      if (!may.ok) return may;
      const { barcode, ...value } = input;
      const checked = checkProduct(
        { ...PLAIN, ...value, id: command.id as ProductId, barcodes: [barcode] },
        host.chain(),
      );
      if (!checked.ok) return checked;
      if (!host.chain().taxClasses.get(input.taxClass)?.active)
        return err(refuse('NOT_FOUND', { what: 'tax-class' }));
      const taken = await takenBy(state.read, checked.value);
      if (taken) return err(taken);
      const entry = checkedFact(productChanged, {
        product: checked.value,
        before: null,
        how: 'quick-add',
        approvals: may.value === null ? [] : [may.value],
      });
      if (!entry.ok) return entry;
      return ok({
        entry: entry.value,
        answer: { ...checked.value, stock: null, withdrawn: false, priceNow: checked.value.price },
      });
    });

const PLAIN = {
  names: {},
  sku: null,
  unit: 'piece',
  picture: null,
  active: true,
  minStock: null,
  taxCode: null,
} as const;
