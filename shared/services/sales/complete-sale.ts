import type { Cart } from '#shared/domain/cart/cart.ts';
import { changeCart } from '#shared/domain/cart/change-cart.ts';
import type { DomainError } from '#shared/domain/error.ts';
import type { SaleId, TenderId } from '#shared/domain/ids.ts';
import { minor } from '#shared/domain/numbers.ts';
import { ok, type Result } from '#shared/domain/result.ts';
import { decideSale } from '#shared/domain/sale/complete-sale.ts';
import type { SaleCompleted } from '#shared/domain/sale/sale-completed.ts';
import { saleCompleted } from '#shared/journal/entries/sale-completed.ts';
import type { By } from '../journal/by.ts';
import { fact, type Host } from '../journal/host.ts';
import { cartContext, settingsOf } from '../tickets/cart-context.ts';
import { dropCart, readSeenCart } from '../tickets/carts.ts';
import { readCounterFacts } from './counter-facts.ts';
import { drawerUser } from './drawer-user.ts';
import { opensDrawer } from './opens-drawer.ts';
import { queueSlip, type SlipPrinter } from './slip-printer.ts';
import { readStock } from './stock-facts.ts';

export interface CompleteSale {
  readonly ticket: string;
  /** The version the clerk saw when pressing pay. */
  readonly version: number;
  /** Taken now, on top of what the ticket already holds; amounts handed over in minor units. */
  readonly tenders: readonly Given[];
}

export interface Given {
  readonly tender: string;
  readonly amount: number;
  readonly reference: string | null;
}

export interface SaleDone {
  readonly sale: string;
  readonly number: string;
  readonly total: number;
  readonly rounding: number;
  readonly change: number;
  /** Whether a tender of this sale opens the drawer by itself. */
  readonly drawer: boolean;
  readonly printJob: string | null;
}

/**
 * Takes the money and finishes a ticket: one entry with everything in it, its slip in the same transaction. The sale's id is the
 * command's. The hot path of the house: three short reads, then the decision.
 * Refuses as `changeCart` does for the tenders and as `decideSale`.
 */
export const completeSale =
  (host: Host, printer: SlipPrinter) =>
  (by: By, input: CompleteSale): Promise<Result<SaleDone, DomainError>> =>
    host.commit(by.command, async (state) => {
      const { read, self, at } = state;
      const cart = await readSeenCart(read, input);
      if (!cart.ok) return cart;
      const paid = takeTenders(host, { by, at, cart: cart.value }, input.tenders);
      if (!paid.ok) return paid;
      const { shift, ...facts } = await readCounterFacts(read, self, {
        kind: 'sale',
        user: drawerUser(host, by),
      });
      const sale = by.command.id as SaleId;
      const sold = decideSale(paid.value, {
        ...facts,
        settings: settingsOf(host),
        sale,
        register: self.register,
        clerk: by.actor,
        version: paid.value.version,
        stock: await readStock(read, self.store, paid.value.lines),
      });
      if (!sold.ok) return sold;
      const { number } = facts;
      const slip = queueSlip(printer, { id: sale, kind: 'sale', document: sale, number, copy: 0, at });
      return ok({
        entry: fact(saleCompleted, sold.value, shift),
        local: [dropCart(input.ticket), ...slip.local],
        answer: doneOf(host, sold.value, slip.printJob),
      });
    });

/** The ticket with the money just handed over, each tender under an id of this command. */
function takeTenders(
  host: Host,
  { by, at, cart }: { readonly by: By; readonly at: number; readonly cart: Cart },
  tenders: readonly Given[],
): Result<Cart, DomainError> {
  const context = cartContext(host, by, at);
  let paid = cart;
  for (const [index, given] of tenders.entries()) {
    const taken = changeCart(
      paid,
      {
        kind: 'add-tender',
        id: `${by.command.id}/${index}`,
        tender: given.tender as TenderId,
        amount: minor(given.amount),
        reference: given.reference,
      },
      context,
    );
    if (!taken.ok) return taken;
    paid = taken.value;
  }
  return ok(paid);
}

const doneOf = (host: Host, sold: SaleCompleted, printJob: string | null): SaleDone => ({
  sale: sold.sale,
  number: sold.number,
  total: sold.total,
  rounding: sold.rounding,
  change: sold.change,
  drawer: opensDrawer(host, sold.tenders),
  printJob,
});
