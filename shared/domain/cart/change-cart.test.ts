import { describe, expect, test } from 'vitest';
import type { TenderId } from '../ids.ts';
import { minor, qty, rate } from '../numbers.ts';
import {
  aCart,
  aCartContext,
  aLine,
  anActor,
  anApproval,
  anItem,
  aTender,
  someTenders,
} from '../testing/builders.ts';
import type { Cart, ManualDiscount } from './cart.ts';
import type { CartChange, CartContext } from './cart-change.ts';
import { changeCart } from './change-cart.ts';
import { decideVoid, leavesTrace } from './void-ticket.ts';

const percentOff = (millionths: number): ManualDiscount => ({
  kind: 'percent',
  rate: rate(millionths),
  reason: 'dent',
});
const amountOff = (amount: number): ManualDiscount => ({
  kind: 'amount',
  amount: minor(amount),
  reason: 'dent',
});
const tenderId = (kind: string) => kind as TenderId;
const pay = (kind: string, amount: number, reference: string | null = null): CartChange => ({
  kind: 'add-tender',
  id: `${kind}-${amount}`,
  tender: tenderId(kind),
  amount: minor(amount),
  reference,
});

/** The cart after the changes; throws the refusal so that a test names it. */
function having(cart: Cart, changes: readonly CartChange[], context: CartContext = aCartContext()): Cart {
  return changes.reduce((current, change) => {
    const next = changeCart(current, change, context);
    if (!next.ok) throw new Error(next.error.code);
    return next.value;
  }, cart);
}
const refusal = (cart: Cart, change: CartChange, context: CartContext = aCartContext()) => {
  const next = changeCart(cart, change, context);
  return next.ok ? null : next.error;
};
const twoLines = aCart({ lines: [aLine(1, 1000), aLine(2, 500, { qty: qty(3000) })] });

describe('adding', () => {
  test('the same item merges, versions go up by one', () => {
    const cart = having(aCart(), [
      { kind: 'add', item: anItem('milk', 1290) },
      { kind: 'add', item: anItem('milk', 1290, { qty: qty(2000) }) },
    ]);
    expect(cart).toMatchObject({ version: 3, nextLine: 2, lines: [{ line: 1, qty: 3000 }] });
  });

  test.each([
    ['another price', { price: minor(1300) }, {}],
    ['a line with a discount', {}, { discount: percentOff(10_000) }],
    ['a line with a note', {}, { note: 'gift' }],
    ['a weighed item', { unit: 'kg' as const }, { unit: 'kg' as const }],
    ['a priced label', { fixedAmount: minor(99) }, { fixedAmount: minor(99) }],
    ['an open-price item', { product: null }, { product: null }],
  ])('%s stays a line of its own', (_, item, line) => {
    const cart = aCart({ lines: [aLine(1, 1290, line)] });
    expect(having(cart, [{ kind: 'add', item: anItem('p1', 1290, item) }]).lines).toHaveLength(2);
  });

  test('an unusual quantity asks, also when it comes by merging', () => {
    const cart = aCart({ lines: [aLine(1, 100, { qty: qty(999_000) })] });
    const change: CartChange = { kind: 'add', item: anItem('p1', 100) };
    expect(refusal(cart, change)).toMatchObject({ code: 'QUANTITY_UNUSUAL', data: { qty: 1_000_000 } });
    expect(having(cart, [{ ...change, confirmed: true }]).lines).toMatchObject([{ qty: 1_000_000 }]);
  });

  test.each([
    ['a part of a piece', { qty: qty(1500) }, 'QUANTITY_FRACTION'],
    ['none', { qty: qty(0) }, 'QUANTITY_INVALID'],
    ['a negative price', { price: minor(-1) }, 'PRICE_INVALID'],
    ['a price past 12 digits', { price: minor(1_000_000_000_000) }, 'PRICE_INVALID'],
  ])('%s is refused', (_, item, code) => {
    expect(refusal(aCart(), { kind: 'add', item: anItem('milk', 100, item) })?.code).toBe(code);
  });

  test('totals of nine digits and more are reckoned, past twelve refused', () => {
    const dear = { price: minor(999_999_999), qty: qty(900_000) };
    expect(having(aCart(), [{ kind: 'add', item: anItem('ring', 0, dear) }]).lines).toHaveLength(1);
    const more: CartChange = {
      kind: 'add',
      item: anItem('ring', 0, { ...dear, qty: qty(2_000_000) }),
      confirmed: true,
    };
    expect(refusal(aCart(), more)?.code).toBe('TOTAL_TOO_LARGE');
  });

  test('an open-price item is limited by what it comes to', () => {
    const context = aCartContext({
      actor: anActor({ 'sale.open-price': { state: 'allowed', limit: 5000 } }),
    });
    const item = anItem(null, 2500, { qty: qty(2000) });
    const cart = having(aCart(), [{ kind: 'add', item }], context);
    expect(refusal(cart, { kind: 'set-qty', line: 1, qty: qty(3000) }, context)).toEqual({
      code: 'APPROVAL_NEEDED',
      data: { right: 'sale.open-price', target: 't1/1', amount: 7500 },
    });
  });
});

describe('taking away leaves a trace (domain.md, Tickets)', () => {
  test('removing, reducing, changing the price', () => {
    const cart = having(twoLines, [
      { kind: 'set-qty', line: 2, qty: qty(1000) },
      { kind: 'set-price', line: 2, price: minor(400), reason: ' shelf says so ' },
      { kind: 'remove-line', line: 1 },
    ]);
    const by = { by: 'mei', at: 5000 };
    expect(cart.lines).toMatchObject([{ line: 2, qty: 1000, price: 400, listPrice: 500 }]);
    expect(cart.trace).toEqual([
      { kind: 'qty-reduced', line: 2, name: 'p2', product: 'p2', from: 3000, to: 1000, ...by },
      { kind: 'price-changed', line: 2, from: 500, to: 400, reason: 'shelf says so', ...by },
      { kind: 'line-removed', line: 1, name: 'p1', product: 'p1', qty: 1000, amount: 1000, ...by },
    ]);
  });

  test('more of a line leaves none, and a line number is never used twice', () => {
    const cart = having(twoLines, [
      { kind: 'set-qty', line: 2, qty: qty(4000) },
      { kind: 'remove-line', line: 2 },
      { kind: 'add', item: anItem('tea', 100) },
    ]);
    expect(cart.lines.map((line) => line.line)).toEqual([1, 3]);
    expect(cart.trace.map((item) => item.kind)).toEqual(['line-removed']);
  });

  test.each([
    [{ kind: 'remove-line', line: 9 }, 'LINE_NOT_FOUND'],
    [{ kind: 'set-qty', line: 1, qty: qty(0) }, 'QUANTITY_INVALID'],
    [{ kind: 'set-qty', line: 1, qty: qty(500) }, 'QUANTITY_FRACTION'],
    [{ kind: 'set-price', line: 1, price: minor(-1), reason: '' }, 'PRICE_INVALID'],
  ] as const)('%j is refused as %s', (change, code) => {
    expect(refusal(twoLines, change)?.code).toBe(code);
  });

  test('the quantity of a priced label is printed on it', () => {
    const cart = aCart({ lines: [aLine(1, 1000, { unit: 'kg', fixedAmount: minor(700) })] });
    expect(refusal(cart, { kind: 'set-qty', line: 1, qty: qty(2000) })).toMatchObject({
      code: 'QUANTITY_INVALID',
    });
  });

  test('needs the right, and an approval is kept with the ticket', () => {
    const actor = anActor({ 'sale.remove-line': { state: 'approval' } });
    const change: CartChange = { kind: 'remove-line', line: 1 };
    expect(refusal(twoLines, change, aCartContext({ actor }))).toEqual({
      code: 'APPROVAL_NEEDED',
      data: { right: 'sale.remove-line', target: 't1/1', amount: null },
    });
    const approval = anApproval({ right: 'sale.remove-line', target: 't1/1', amount: null });
    const cart = having(twoLines, [change], aCartContext({ actor, approvals: [approval] }));
    expect(cart.approvals).toEqual([approval]);
  });
});

describe('discounts', () => {
  const clerk = anActor({ 'sale.discount': { state: 'allowed', limit: 100_000 } });

  test('a line’s can be all of it and never more; a ticket’s never more than the subtotal', () => {
    expect(
      having(twoLines, [{ kind: 'discount-line', line: 1, discount: amountOff(1000) }]).lines,
    ).toMatchObject([{ discount: { amount: 1000 } }, { discount: null }]);
    expect(refusal(twoLines, { kind: 'discount-line', line: 1, discount: amountOff(1001) })).toMatchObject({
      code: 'DISCOUNT_TOO_LARGE',
      data: { most: 1000 },
    });
    expect(refusal(twoLines, { kind: 'discount-ticket', discount: amountOff(2501) })).toMatchObject({
      code: 'DISCOUNT_TOO_LARGE',
      data: { most: 2500 },
    });
    expect(refusal(aCart(), { kind: 'discount-ticket', discount: percentOff(1) })?.code).toBe('CART_EMPTY');
  });

  test('a line can’t shrink below its discount', () => {
    const cart = having(twoLines, [{ kind: 'discount-line', line: 2, discount: amountOff(1200) }]);
    expect(refusal(cart, { kind: 'set-qty', line: 2, qty: qty(2000) })?.code).toBe('DISCOUNT_TOO_LARGE');
  });

  test('the last line takes the ticket’s discount with it', () => {
    const one = aCart({ lines: [aLine(1, 1000)], discount: amountOff(500) });
    expect(having(one, [{ kind: 'remove-line', line: 1 }]).discount).toBeNull();
  });

  test('check 28 (pos-features.md 7, pos-addons#1028): an approval for 20 % does not allow the next line', () => {
    const approvals = [anApproval({ right: 'sale.discount', target: 't1/1', amount: 200_000 })];
    const context = aCartContext({ actor: clerk, approvals });
    const cart = having(
      twoLines,
      [{ kind: 'discount-line', line: 1, discount: percentOff(200_000) }],
      context,
    );
    expect(cart.approvals).toEqual(approvals);
    expect(refusal(cart, { kind: 'discount-line', line: 2, discount: percentOff(200_000) }, context)).toEqual(
      {
        code: 'APPROVAL_NEEDED',
        data: { right: 'sale.discount', target: 't1/2', amount: 200_000 },
      },
    );
  });

  test('an amount is measured as the rate it comes to, again when goods are taken away', () => {
    const context = aCartContext({ actor: clerk });
    const cart = having(twoLines, [{ kind: 'discount-ticket', discount: amountOff(250) }], context);
    expect(refusal(twoLines, { kind: 'discount-ticket', discount: amountOff(251) }, context)).toMatchObject({
      data: { right: 'sale.discount', target: 't1', amount: 100_400 },
    });
    expect(refusal(cart, { kind: 'remove-line', line: 2 }, context)).toEqual({
      code: 'APPROVAL_NEEDED',
      data: { right: 'sale.discount', target: 't1', amount: 250_000 },
    });
    expect(having(cart, [{ kind: 'add', item: anItem('tea', 100) }], context).lines).toHaveLength(3);
    expect(having(cart, [{ kind: 'discount-ticket', discount: null }], context).discount).toBeNull();
  });
});

describe('money taken', () => {
  test('the tender’s flags are checked and its reference kept', () => {
    expect(refusal(twoLines, pay('voucher', 100))?.code).toBe('REFERENCE_MISSING');
    expect(refusal(twoLines, pay('cheque', 100))?.code).toBe('TENDER_NOT_ALLOWED');
    expect(refusal(aCart(), pay('cash', 100))?.code).toBe('CART_EMPTY');
    expect(having(twoLines, [pay('voucher', 100, ' 77 ')]).tenders).toEqual([
      { ...aTender('voucher', 100), reference: '77', givesChange: false },
    ]);
    const off = aCartContext({ tenders: someTenders.map((kind) => ({ ...kind, active: false })) });
    expect(refusal(twoLines, pay('cash', 100), off)?.code).toBe('TENDER_NOT_ALLOWED');
  });

  test('only what gives change may pass what is due, and a paid ticket takes nothing more', () => {
    expect(refusal(twoLines, pay('card', 2501))).toEqual({ code: 'TENDER_EXCEEDS_DUE', data: { due: 2500 } });
    const paid = having(twoLines, [pay('card', 500), pay('cash', 5000)]);
    expect(refusal(paid, pay('card', 1))).toEqual({ code: 'TENDER_EXCEEDS_DUE', data: { due: 0 } });
    expect(refusal(twoLines, pay('cash', 0))?.code).toBe('AMOUNT_INVALID');
    expect(refusal(twoLines, pay('cash', -5))?.code).toBe('AMOUNT_INVALID');
  });

  test('the same tender twice counts once', () => {
    const cart = having(twoLines, [pay('card', 500)]);
    expect(refusal(cart, pay('card', 500))?.code).toBe('CART_CHANGED');
  });

  test('cash of nothing settles a rest that rounds to nothing', () => {
    const cart = having(aCart({ lines: [aLine(1, 1983)] }), [pay('card', 1980), pay('cash', 0)]);
    expect(cart.tenders.map((tender) => tender.amount)).toEqual([1980, 0]);
  });

  test('a taken card holds the ticket: no parking, no void, no total below it', () => {
    const cart = having(twoLines, [pay('card', 2000)]);
    expect(refusal(cart, { kind: 'park' })?.code).toBe('CART_HAS_TENDERS');
    expect(refusal(cart, { kind: 'remove-line', line: 1 })).toEqual({
      code: 'CART_HAS_TENDERS',
      data: { held: 2000, total: 1500 },
    });
    expect(decideVoid(cart, 'walked off', aCartContext())).toMatchObject({
      error: { code: 'CART_HAS_TENDERS' },
    });
  });

  test('until it is given back, with a reason that stays', () => {
    const cart = having(twoLines, [pay('card', 2000)]);
    expect(refusal(cart, { kind: 'give-back-tender', id: 'card-2000', reason: ' ' })?.code).toBe(
      'REASON_MISSING',
    );
    const free = having(cart, [{ kind: 'give-back-tender', id: 'card-2000', reason: 'wrong card' }]);
    expect(free.tenders).toEqual([]);
    expect(free.trace).toEqual([
      { kind: 'tender-given-back', tender: 'card', amount: 2000, reason: 'wrong card', by: 'mei', at: 5000 },
    ]);
    expect(having(free, [{ kind: 'park' }]).parkedAt).toBe(5000);
  });
});

describe('parking and giving up', () => {
  test('a parked ticket only comes back', () => {
    const parked = having(twoLines, [{ kind: 'park' }]);
    expect(refusal(parked, { kind: 'add', item: anItem('tea', 100) })?.code).toBe('CART_PARKED');
    expect(having(parked, [{ kind: 'recall' }]).parkedAt).toBeNull();
    expect(refusal(aCart(), { kind: 'park' })?.code).toBe('CART_EMPTY');
  });

  test('a void says what was on the ticket and why', () => {
    const cart = having(twoLines, [{ kind: 'remove-line', line: 1 }]);
    expect(decideVoid(cart, 'no money', aCartContext())).toEqual({
      ok: true,
      value: {
        ticket: 't1',
        openedAt: 1000,
        by: 'mei',
        reason: 'no money',
        total: 1500,
        items: 3,
        lines: [{ line: 2, product: 'p2', name: 'p2', qty: 3000, price: 500 }],
        trace: cart.trace,
        approvals: [],
      },
    });
    expect(decideVoid(cart, '', aCartContext())).toMatchObject({ error: { code: 'REASON_MISSING' } });
  });

  test('an untouched ticket leaves no trace, an emptied one does', () => {
    const emptied = having(aCart({ lines: [aLine(1, 100)] }), [{ kind: 'remove-line', line: 1 }]);
    expect([leavesTrace(aCart()), leavesTrace(emptied), leavesTrace(twoLines)]).toEqual([false, true, true]);
    expect(
      decideVoid(emptied, '', aCartContext({ actor: anActor({ 'ticket.void': { state: 'denied' } }) })).ok,
    ).toBe(true);
  });
});

test('a ticket whose story is as long as an entry can tell changes no more', () => {
  const [trace] = having(twoLines, [{ kind: 'remove-line', line: 1 }]).trace;
  if (trace === undefined) throw new Error('no trace');
  const long = { ...twoLines, trace: Array.from({ length: 5000 }, () => trace) };
  expect(refusal(long, { kind: 'remove-line', line: 1 })?.code).toBe('TOTAL_TOO_LARGE');
  expect(refusal(long, { kind: 'note-ticket', note: 'enough' })).toBeNull();
});

test('a ticket’s note is kept as long as it may be written', () => {
  const note = 'x'.repeat(1000);
  expect(having(twoLines, [{ kind: 'note-ticket', note }]).note).toBe(note);
});

test('notes', () => {
  const cart = having(twoLines, [
    { kind: 'note-line', line: 2, note: 'no bag' },
    { kind: 'note-ticket', note: 'for Wang' },
  ]);
  expect(cart).toMatchObject({ note: 'for Wang', lines: [{ note: '' }, { note: 'no bag' }] });
  expect(refusal(twoLines, { kind: 'note-line', line: 7, note: '' })?.code).toBe('LINE_NOT_FOUND');
});
