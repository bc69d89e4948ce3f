import { openPriceLine } from '#shared/domain/cart/new-line.ts';
import { type DomainError, refuse } from '#shared/domain/error.ts';
import type { CategoryId } from '#shared/domain/ids.ts';
import { minor, ONE_PIECE, qty } from '#shared/domain/numbers.ts';
import { err, type Result } from '#shared/domain/result.ts';
import type { By } from '../journal/by.ts';
import type { Host } from '../journal/host.ts';
import { type Added, addLine } from './add-line.ts';

export interface AddOpenPrice {
  readonly ticket: string | null;
  readonly category: string;
  /** Empty: the department's name. */
  readonly name: string;
  /** Per piece, minor units. */
  readonly price: number;
  readonly qty?: number | undefined;
  readonly barcode: string | null;
}

/**
 * Goods the catalog does not know, under a department that allows it, by right `sale.open-price`.
 * Refuses NOT_FOUND, SETTING_INVALID (the department sells no open prices), and as `addLine`.
 */
export const addOpenPrice =
  (host: Host) =>
  (by: By, input: AddOpenPrice): Promise<Result<Added, DomainError>> =>
    host.commit(by.command, async (state) => {
      const { categories, taxClasses } = host.chain();
      const category = categories.get(input.category as CategoryId);
      const taxClass = category && taxClasses.get(category.taxClass);
      if (!category?.active || !taxClass) return err(refuse('NOT_FOUND', { category: input.category }));
      if (!category.openPrice) return err(refuse('SETTING_INVALID', { category: category.name }));
      const item = openPriceLine(category, taxClass, {
        price: minor(input.price),
        qty: input.qty === undefined ? ONE_PIECE : qty(input.qty),
        name: input.name === '' ? category.name : input.name,
        ...(input.barcode === null ? {} : { barcode: input.barcode }),
      });
      return addLine({ host, by, state }, { ticket: input.ticket, item, confirmed: true });
    });
