import type { TenderId } from '../ids.ts';
import type { Minor, Qty } from '../numbers.ts';
import type { Actor, Approval } from '../people/person.ts';
import type { StoreSettings, TenderKind } from '../store/settings.ts';
import type { CartLine, ManualDiscount } from './cart.ts';

/** What a line is before the cart numbers it; made by `new-line.ts` from a product, or by hand for an open-price item. */
export type NewLine = Omit<CartLine, 'line' | 'discount' | 'note'>;

/** Every way a ticket can change. `confirmed` answers the question an unusual quantity asks. */
export type CartChange =
  | { readonly kind: 'add'; readonly item: NewLine; readonly confirmed?: boolean }
  | { readonly kind: 'set-qty'; readonly line: number; readonly qty: Qty; readonly confirmed?: boolean }
  | { readonly kind: 'set-price'; readonly line: number; readonly price: Minor; readonly reason: string }
  | { readonly kind: 'remove-line'; readonly line: number }
  | { readonly kind: 'discount-line'; readonly line: number; readonly discount: ManualDiscount | null }
  | { readonly kind: 'discount-ticket'; readonly discount: ManualDiscount | null }
  | { readonly kind: 'note-line'; readonly line: number; readonly note: string }
  | { readonly kind: 'note-ticket'; readonly note: string }
  | AddTender
  /** `id` of the cart's tender; the reason why the money went back. */
  | { readonly kind: 'give-back-tender'; readonly id: string; readonly reason: string }
  | { readonly kind: 'park' }
  | { readonly kind: 'recall' };

export interface AddTender {
  readonly kind: 'add-tender';
  /** Made by the caller, so that taking it twice is seen. */
  readonly id: string;
  readonly tender: TenderId;
  /** Handed over. 0 only for cash where rounding leaves nothing to pay. */
  readonly amount: Minor;
  readonly reference: string | null;
}

/** Who changes the ticket, when, and under which settings. */
export interface CartContext {
  readonly actor: Actor;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly settings: Pick<StoreSettings, 'priceMode' | 'cashRounding' | 'unusualQuantity'>;
  readonly tenders: readonly TenderKind[];
  /** Given for this one change. */
  readonly approvals: readonly Approval[];
}
