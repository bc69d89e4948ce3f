import type { Right } from '#shared/domain/people/rights.ts';

/** Rights as people think of them: what one does at the till, with the money, at both ends of a shift, in the back office. */
export const RIGHT_GROUPS = [
  {
    id: 'sell',
    rights: [
      'sale.sell',
      'sale.discount',
      'sale.price',
      'sale.remove-line',
      'sale.open-price',
      'product.quick-add',
      'ticket.void',
      'ticket.park',
      'return.accept',
      'receipt.reprint',
    ],
  },
  { id: 'money', rights: ['tender.correct', 'drawer.open', 'cash.pay-in', 'cash.pay-out'] },
  { id: 'shift', rights: ['shift.open', 'shift.close', 'shift.see-expected', 'clock.confirm'] },
  {
    id: 'office',
    rights: [
      'reports.see',
      'catalog.edit',
      'catalog.import',
      'stock.transfer',
      'stock.settle',
      'cost.see',
      'settings.edit',
      'people.edit',
      'token.make',
      'store.maintain',
    ],
  },
] as const satisfies readonly { readonly id: string; readonly rights: readonly Right[] }[];
