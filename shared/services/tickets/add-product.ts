import { type DomainError, refuse } from '#shared/domain/error.ts';
import { qty } from '#shared/domain/numbers.ts';
import { err, type Result } from '#shared/domain/result.ts';
import type { By } from '../journal/by.ts';
import type { Host } from '../journal/host.ts';
import { priceClock } from '../pricing/prices-now.ts';
import { type Added, addLine } from './add-line.ts';
import { lineOf, sellableById } from './sellable.ts';

export interface AddProduct {
  /** null opens a new ticket. */
  readonly ticket: string | null;
  readonly product: string;
  /** Thousandths. */
  readonly qty?: number | undefined;
  readonly source: 'tile' | 'search' | 'scan';
  readonly confirmed?: boolean | undefined;
}

/** A product chosen on a tile or in a list. Refuses NOT_FOUND, QUANTITY_INVALID without a weight, and as `addLine`. */
export const addProduct =
  (host: Host) =>
  (by: By, input: AddProduct): Promise<Result<Added, DomainError>> =>
    host.commit(by.command, async (state) => {
      const product = await sellableById(state.read, priceClock(host), input.product);
      if (!product) return err(refuse('NOT_FOUND', { product: input.product }));
      const quantity = input.qty === undefined ? undefined : qty(input.qty);
      const item = lineOf(host, product, { source: input.source, qty: quantity });
      if (!item.ok) return item;
      const { ticket, confirmed = false } = input;
      return addLine({ host, by, state }, { ticket, item: item.value, confirmed });
    });
