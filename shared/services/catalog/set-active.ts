import { type DomainError, refuse } from '#shared/domain/error.ts';
import type { ProductId } from '#shared/domain/ids.ts';
import { authorize } from '#shared/domain/people/authorize.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { productChanged } from '#shared/journal/entries/catalog.ts';
import type { By } from '../journal/by.ts';
import { fact, type Host } from '../journal/host.ts';
import { type ProductView, readProduct } from './product-view.ts';
import { factsOf } from './save-product.ts';

/** Switches a product on or off: off, it keeps its past and is not offered at the counter. Refuses RIGHT_MISSING, NOT_FOUND. */
export const setActive =
  (host: Host) =>
  (
    { command, actor, approvals }: By,
    input: { readonly product: ProductId; readonly active: boolean },
  ): Promise<Result<ProductView, DomainError>> =>
    host.commitChain(command, async (state) => {
      const may = authorize(actor, 'catalog.edit', { target: input.product, amount: null }, approvals);
      if (!may.ok) return may;
      const found = await readProduct(host, state, input.product);
      if (found === null || found.withdrawn)
        return err(refuse('NOT_FOUND', { what: 'product', id: input.product }));
      if (found.active === input.active) return ok({ answer: found });
      const before = factsOf(found);
      const product = { ...before, active: input.active };
      return ok({
        entry: fact(productChanged, {
          product,
          before,
          how: 'edited',
          approvals: may.value === null ? [] : [may.value],
        }),
        answer: { ...found, active: input.active },
      });
    });
