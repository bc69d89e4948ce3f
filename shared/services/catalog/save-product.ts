import type { Product } from '#shared/domain/catalog/product.ts';
import { type DomainError, refuse } from '#shared/domain/error.ts';
import type { ProductId } from '#shared/domain/ids.ts';
import { authorize } from '#shared/domain/people/authorize.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { productChanged } from '#shared/journal/entries/catalog.ts';
import type { By } from '../journal/by.ts';
import type { Host } from '../journal/host.ts';
import { checkedFact } from '../settings/checked-fact.ts';
import { checkProduct } from './check-product.ts';
import { takenBy } from './claims.ts';
import { type ProductView, readProduct } from './product-view.ts';

export interface ProductInput {
  /** null: a new product. */
  readonly product: ProductId | null;
  readonly value: Omit<Product, 'id'>;
}

/**
 * Adds or changes a product. Refuses RIGHT_MISSING, NOT_FOUND, what `checkProduct` refuses, BARCODE_TAKEN and CODE_TAKEN.
 * Sales keep the name, price and tax they were made with.
 */
export const saveProduct =
  (host: Host) =>
  ({ command, actor, approvals }: By, input: ProductInput): Promise<Result<ProductView, DomainError>> =>
    host.commitChain(command, async (state) => {
      const id = input.product ?? (command.id as ProductId);
      const may = authorize(actor, 'catalog.edit', { target: id, amount: null }, approvals);
      if (!may.ok) return may;
      const before = input.product === null ? null : await readProduct(host, state, id);
      if (input.product !== null && (before === null || before.withdrawn))
        return err(refuse('NOT_FOUND', { what: 'product', id }));
      const checked = checkProduct({ ...input.value, id }, host.chain());
      if (!checked.ok) return checked;
      const taken = await takenBy(state.read, checked.value);
      if (taken) return err(taken);
      const entry = checkedFact(productChanged, {
        product: checked.value,
        before: before === null ? null : factsOf(before),
        how: 'edited',
        approvals: may.value === null ? [] : [may.value],
      });
      if (!entry.ok) return entry;
      return ok({
        entry: entry.value,
        answer: {
          ...checked.value,
          stock: before?.stock ?? null,
          withdrawn: false,
          // A passing price goes on over another regular one.
          priceNow:
            before === null || before.priceNow === before.price ? checked.value.price : before.priceNow,
        },
      });
    });

/** The facts of a product without what a store knows of it. */
export const factsOf = ({
  stock: _stock,
  withdrawn: _withdrawn,
  priceNow: _now,
  ...facts
}: ProductView): Product => facts;
