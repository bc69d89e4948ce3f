import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TenderId } from '../ids.ts';
import { minor, qty, rate } from '../numbers.ts';
import { decideSale } from '../sale/complete-sale.ts';
import { aCart, aCartContext, anItem, aSaleContext, someSettings } from '../testing/builders.ts';
import type { Cart } from './cart.ts';
import type { CartChange } from './cart-change.ts';
import { changeCart } from './change-cart.ts';
import { heldFirmly, settle } from './settle.ts';
import { ticketTotals } from './totals.ts';

const line = fc.integer({ min: 1, max: 5 });
const amount = fc.oneof(
  fc.integer({ min: -10, max: 50_000 }),
  fc.constantFrom(0, 1, 999_999_999_999, 1_000_000_000_000),
);
const count = fc.oneof(fc.integer({ min: -1000, max: 9000 }), fc.constantFrom(1000, 2000, 999_999_999));
const discount = fc.option(
  fc.oneof(
    fc
      .integer({ min: -1, max: 1_000_001 })
      .map((off) => ({ kind: 'percent' as const, rate: rate(off), reason: '' })),
    amount.map((off) => ({ kind: 'amount' as const, amount: minor(off), reason: '' })),
  ),
);
const anyChange: fc.Arbitrary<CartChange> = fc.oneof(
  fc
    .tuple(
      fc.constantFrom('milk', 'tea', null),
      amount,
      count,
      fc.constantFrom('piece' as const, 'kg' as const),
    )
    .map(
      ([product, price, quantity, unit]): CartChange => ({
        kind: 'add',
        item: anItem(product, price, { qty: qty(quantity), unit }),
        confirmed: true,
      }),
    ),
  fc.record({
    kind: fc.constant('set-qty' as const),
    line,
    qty: count.map(qty),
    confirmed: fc.constant(true),
  }),
  fc.record({
    kind: fc.constant('set-price' as const),
    line,
    price: amount.map(minor),
    reason: fc.constant(''),
  }),
  fc.record({ kind: fc.constant('remove-line' as const), line }),
  fc.record({ kind: fc.constant('discount-line' as const), line, discount }),
  fc.record({ kind: fc.constant('discount-ticket' as const), discount }),
  fc.record({
    kind: fc.constant('add-tender' as const),
    id: fc.constantFrom('a', 'b', 'c'),
    tender: fc.constantFrom('cash', 'card').map((id) => id as TenderId),
    amount: amount.map(minor),
    reference: fc.constant(null),
  }),
  fc.record({
    kind: fc.constant('give-back-tender' as const),
    id: fc.constantFrom('a', 'b', 'c'),
    reason: fc.constant('oops'),
  }),
  fc.constantFrom<CartChange>({ kind: 'park' }, { kind: 'recall' }),
);

test('whatever is done to a ticket, it is refused or leaves a sound one; a paid one can always be sold', () => {
  fc.assert(
    fc.property(
      fc.array(anyChange, { minLength: 1, maxLength: 25 }),
      fc.constantFrom('inclusive' as const, 'exclusive' as const),
      (changes, priceMode) => {
        const settings = someSettings({ priceMode });
        let cart: Cart = aCart();
        for (const change of changes) {
          const next = changeCart(cart, change, aCartContext({ settings }));
          if (!next.ok) continue;
          expect(next.value.version).toBe(cart.version + 1);
          expect(next.value.nextLine).toBeGreaterThanOrEqual(cart.nextLine);
          cart = next.value;
          const totals = ticketTotals(cart, priceMode);
          expect(totals.total).toBeGreaterThanOrEqual(heldFirmly(cart.tenders));
          for (const each of totals.lines)
            expect(each.net >= 0 && each.gross >= 0 && each.tax >= 0).toBe(true);
          if (cart.parkedAt !== null) expect(cart.tenders).toEqual([]);
        }
        const { total } = ticketTotals(cart, priceMode);
        const settled = settle(total, cart.tenders, settings.cashRounding);
        const sellable = settled.complete && cart.lines.length > 0 && cart.parkedAt === null;
        const sale = decideSale(cart, aSaleContext({ settings, version: cart.version }));
        expect(sale.ok).toBe(sellable);
        if (sale.ok) {
          const kept = sale.value.tenders.reduce((sum, tender) => sum + tender.amount, 0);
          expect(kept).toBe(total + sale.value.rounding);
        }
      },
    ),
    { numRuns: 10_000 },
  );
});
