/**
 * What a person may do at a register or in the back office. A right is allowed, needs approval on the spot, or denied;
 * some carry a numeric limit up to which they are allowed (docs/design domain.md, People).
 */
export const RIGHTS = [
  'sale.sell',
  'sale.discount',
  'sale.price',
  'sale.remove-line',
  'sale.open-price',
  'ticket.void',
  'ticket.park',
  'return.accept',
  'receipt.reprint',
  'tender.correct',
  'drawer.open',
  'cash.pay-in',
  'cash.pay-out',
  'shift.open',
  'shift.close',
  'shift.see-expected',
  'product.quick-add',
  'stock.transfer',
  'stock.settle',
  'cost.see',
  'catalog.edit',
  'catalog.import',
  'people.edit',
  'settings.edit',
  'reports.see',
  'store.maintain',
  'clock.confirm',
  'token.make',
] as const;
export type Right = (typeof RIGHTS)[number];

/** Rights whose `limit` means something, and what it counts. */
export const LIMITED_RIGHTS = {
  'sale.discount': 'rate',
  'return.accept': 'minor',
  'cash.pay-in': 'minor',
  'cash.pay-out': 'minor',
  'sale.open-price': 'minor',
} as const satisfies Partial<Record<Right, 'rate' | 'minor'>>;

export type RightState = 'allowed' | 'approval' | 'denied';
export interface Grant {
  readonly state: RightState;
  /** Allowed up to this (rate in millionths or minor units); beyond it, approval is needed. */
  readonly limit?: number;
}
/** Rights a role gives; a right that is not listed is denied. */
export type Grants = Readonly<Partial<Record<Right, Grant>>>;
