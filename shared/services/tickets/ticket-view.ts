import type { Cart, CartTender, LineSource, ManualDiscount } from '#shared/domain/cart/cart.ts';
import { ticketTotals } from '#shared/domain/cart/totals.ts';
import type { Unit } from '#shared/domain/catalog/product.ts';
import type { PriceMode } from '#shared/domain/store/settings.ts';

/** A ticket as a screen shows it: the cart with its totals, amounts in minor units. */
export interface TicketView {
  readonly id: string;
  readonly label: number;
  readonly version: number;
  readonly openedAt: number;
  readonly lines: TicketLineView[];
  readonly discount: ManualDiscount | null;
  readonly note: string;
  readonly tenders: TicketTenderView[];
  readonly subtotal: number;
  readonly discountTotal: number;
  readonly taxes: TaxRowView[];
  readonly tax: number;
  readonly total: number;
  readonly items: number;
  /** The parked ticket this is a copy of. */
  readonly copyOf: { readonly register: string; readonly label: number } | null;
}

export interface TicketLineView {
  readonly line: number;
  readonly product: string | null;
  readonly category: string | null;
  readonly name: string;
  readonly unit: Unit;
  readonly barcode: string | null;
  readonly qty: number;
  readonly price: number;
  readonly listPrice: number;
  readonly fixedAmount: number | null;
  readonly taxLetter: string;
  readonly discount: ManualDiscount | null;
  readonly note: string;
  readonly source: LineSource;
  readonly amount: number;
  readonly lineDiscount: number;
  readonly ticketDiscount: number;
  readonly tax: number;
  readonly gross: number;
}

export type TicketTenderView = Omit<CartTender, 'givesChange'>;

export interface TaxRowView {
  readonly letter: string;
  readonly rate: number;
  readonly net: number;
  readonly tax: number;
  readonly gross: number;
}

export function ticketView(cart: Cart, priceMode: PriceMode): TicketView {
  const totals = ticketTotals(cart, priceMode);
  return {
    id: cart.id,
    label: cart.label,
    version: cart.version,
    openedAt: cart.openedAt,
    lines: cart.lines.map((line, index): TicketLineView => {
      const of = totals.lines[index];
      if (!of) throw new Error(`line ${line.line} has no totals`);
      const { taxClass: _class, taxRates: _rates, taxCode: _code, ...shown } = line;
      return {
        ...shown,
        amount: of.amount,
        lineDiscount: of.lineDiscount,
        ticketDiscount: of.ticketDiscount,
        tax: of.tax,
        gross: of.gross,
      };
    }),
    discount: cart.discount,
    note: cart.note,
    tenders: cart.tenders.map(({ givesChange: _flag, ...tender }) => tender),
    subtotal: totals.subtotal,
    discountTotal: totals.discount,
    taxes: totals.taxes.map(({ taxClass: _class, ...row }) => row),
    tax: totals.tax,
    total: totals.total,
    items: totals.items,
    copyOf: cart.taken?.copyOf ?? null,
  };
}
