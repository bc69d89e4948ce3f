import { allocate } from '../allocate.ts';
import { type TaxedLine, taxTable } from '../cart/totals.ts';
import { type DomainError, refuse } from '../error.ts';
import type { ReturnId } from '../ids.ts';
import { add, mulDiv, sub, sumOf, ZERO } from '../money.ts';
import { type Micro, type Minor, micro, type Qty, qty } from '../numbers.ts';
import { authorize } from '../people/authorize.ts';
import type { Actor, Approval } from '../people/person.ts';
import { checkQuantity } from '../quantity.ts';
import { prorateRefund, type RefundedSoFar } from '../refund-proration.ts';
import { err, ok, type Result } from '../result.ts';
import type { SaleLine } from '../sale/sale-completed.ts';
import { checkDrawer, type DrawerState } from '../shift/drawer.ts';
import type { Location, Move } from '../stock/move.ts';
import type { StoreSettings } from '../store/settings.ts';
import { refundTenders } from './refund-tenders.ts';
import type { Condition, ReturnAccepted, ReturnLine } from './return-accepted.ts';
import { returnable } from './returnable.ts';
import type { SoldAndReturned } from './returned-so-far.ts';

/** What the customer brings back. A line of the sale may come in parts, each in its own condition: two back, one of them damaged. */
export interface ReturnRequest {
  readonly lines: readonly { readonly line: number; readonly qty: Qty; readonly condition: Condition }[];
  readonly reason: string;
}

export interface ReturnContext {
  readonly settings: Pick<StoreSettings, 'cashRounding'>;
  readonly ret: ReturnId;
  readonly number: string;
  readonly counter: number;
  readonly register: string;
  readonly businessDate: string;
  readonly drawer: DrawerState;
  readonly clerk: Actor;
  readonly approvals: readonly Approval[];
}

/**
 * Goods back for money back, whole or in part, any number of times: the parts sum to exactly what was paid.
 * Every line is checked before anything is decided. Asks `return.accept` for the refunded amount, target the sale;
 * after the sale's last day for returns, past any limit. Refuses SHIFT_CLOSED, DRAWER_COUNTING, CART_EMPTY,
 * REASON_MISSING, LINE_NOT_FOUND, QUANTITY_*, RETURN_EXCEEDS_SOLD, RIGHT_MISSING, APPROVAL_NEEDED.
 */
export function decideReturn(
  sold: SoldAndReturned,
  request: ReturnRequest,
  context: ReturnContext,
): Result<ReturnAccepted, DomainError> {
  const open = checkDrawer(context.drawer);
  if (!open.ok) return open;
  if (request.reason.trim() === '') return err(refuse('REASON_MISSING'));
  const planned = planReturn(sold, request.lines, context.settings);
  if (!planned.ok) return planned;
  const plan = planned.value;
  const { original } = sold;
  const used = authorize(
    context.clerk,
    'return.accept',
    { target: original.sale, amount: plan.total, beyondLimit: context.businessDate > original.returnUntil },
    context.approvals,
  );
  if (!used.ok) return used;
  return ok({
    ret: context.ret,
    number: context.number,
    counter: context.counter,
    register: context.register,
    businessDate: context.businessDate,
    currency: original.currency,
    exponent: original.exponent,
    original: { sale: original.sale, number: original.number, businessDate: original.businessDate },
    clerk: context.clerk.person,
    ...plan,
    reason: request.reason.trim().slice(0, 200),
    approvals: used.value === null ? [] : [used.value],
  });
}

/** What a return would give back; the screen shows it before anybody is asked for anything. */
export type ReturnPlan = Pick<
  ReturnAccepted,
  'lines' | 'taxes' | 'tax' | 'total' | 'rounding' | 'tenders' | 'moves'
>;

/** Lines, money and moves of a return, without rights or numbers. Refuses as `decideReturn` does for its lines. */
export function planReturn(
  sold: SoldAndReturned,
  lines: ReturnRequest['lines'],
  settings: ReturnContext['settings'],
): Result<ReturnPlan, DomainError> {
  const checked = checkLines(sold, lines);
  if (!checked.ok) return checked;
  const back = refundLines(sold, checked.value);
  const total = sumOf(back, ({ line }) => line.gross);
  const tenders = refundTenders(sold, {
    total,
    last: takesTheLast(sold, checked.value),
    cashRounding: settings.cashRounding,
  });
  return ok({
    lines: back.map(({ line }) => line),
    taxes: taxTable(back.map(({ line, parts }): TaxedLine => ({ ...line, parts }))),
    tax: sumOf(back, ({ line }) => line.tax),
    total,
    rounding: sub(
      sumOf(tenders, ({ amount }) => amount),
      total,
    ),
    tenders,
    moves: back.flatMap(({ line, value }, part) => moveOf(line, part, value)),
  });
}

interface Asked {
  readonly sold: SaleLine;
  readonly qty: Qty;
  readonly condition: Condition;
}

const NOTHING: RefundedSoFar = { qty: qty(0), gross: ZERO, tax: ZERO };

function checkLines(sold: SoldAndReturned, lines: ReturnRequest['lines']): Result<Asked[], DomainError> {
  if (lines.length === 0) return err(refuse('CART_EMPTY'));
  const open = new Map(returnable(sold).map((each) => [each.line.line, each]));
  const asked: Asked[] = [];
  for (const { line, qty: wanted, condition } of lines) {
    const found = open.get(line);
    if (found === undefined) return err(refuse('LINE_NOT_FOUND', { line }));
    const counted = checkQuantity(wanted, found.line.unit);
    if (!counted.ok) return counted;
    asked.push({ sold: found.line, qty: wanted, condition });
    if (askedOf(asked, found.line) > found.remaining)
      return err(refuse('RETURN_EXCEEDS_SOLD', { line, remaining: found.remaining }));
  }
  return ok(asked);
}

/** All parts of one line together, thousandths. */
const askedOf = (asked: readonly Asked[], line: SaleLine): number =>
  asked.reduce((sum, each) => (each.sold === line ? sum + each.qty : sum), 0);

const takesTheLast = (sold: SoldAndReturned, asked: readonly Asked[]): boolean =>
  returnable(sold).every(({ line, remaining }) => remaining === askedOf(asked, line));

interface Back {
  readonly line: ReturnLine;
  readonly parts: readonly Minor[];
  readonly value: Micro | null;
}

/** One part after the other: each goes on from what earlier returns and the parts before it gave back. */
function refundLines({ soFar }: SoldAndReturned, asked: readonly Asked[]): Back[] {
  const refunded = new Map<number, RefundedSoFar>(soFar.lines);
  return asked.map((part) => {
    const so = refunded.get(part.sold.line) ?? NOTHING;
    const back = refundLine(part, so);
    refunded.set(part.sold.line, {
      qty: add(so.qty, part.qty),
      gross: add(so.gross, back.line.gross),
      tax: add(so.tax, back.line.tax),
    });
    return back;
  });
}

function refundLine(asked: Asked, so: RefundedSoFar): Back {
  const { sold } = asked;
  const refund = prorateRefund(sold, so, asked.qty);
  const value = sold.cost === null ? null : prorateCost(sold.cost, asked, so);
  const line: ReturnLine = {
    line: sold.line,
    product: sold.product,
    category: sold.category,
    name: sold.name,
    unit: sold.unit,
    qty: asked.qty,
    ...refund,
    taxClass: sold.taxClass,
    taxLetter: sold.taxLetter,
    taxRates: sold.taxRates,
    condition: asked.condition,
    cost: value,
  };
  return { line, parts: partsOf(sold, so.tax, refund.tax), value };
}

/** Component taxes by the same cumulative rule, so that they too end at the sale's. */
function partsOf(sold: SaleLine, before: Minor, now: Minor): Minor[] {
  if (sold.taxParts.length === 0) return [];
  const earlier = allocate(before, sold.taxParts);
  return allocate(add(before, now), sold.taxParts).map((part, index) => sub(part, earlier[index] ?? ZERO));
}

/** Goods come back at the value they left with. */
const prorateCost = (cost: Micro, { sold, qty: back }: Asked, so: RefundedSoFar): Micro =>
  micro(mulDiv(cost, so.qty + back, sold.qty) - mulDiv(cost, so.qty, sold.qty));

const SHELF = { 'as-new': 'SALEABLE', check: 'QUARANTINE', damaged: 'DAMAGED' } as const satisfies Record<
  Condition,
  Location
>;

/** Moves are numbered by part: two parts of one line go to two shelves. */
function moveOf(line: ReturnLine, part: number, value: Micro | null): Move[] {
  if (line.product === null) return [];
  return [
    {
      line: part + 1,
      kind: 'return',
      item: line.product,
      from: 'CUSTOMER',
      to: SHELF[line.condition],
      qty: line.qty,
      value: value ?? micro(0),
      costUnknown: value === null,
    },
  ];
}
