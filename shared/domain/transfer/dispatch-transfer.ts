import type { Unit } from '../catalog/product.ts';
import { type DomainError, refuse } from '../error.ts';
import type { ProductId, StoreId, TransferId } from '../ids.ts';
import type { Qty } from '../numbers.ts';
import { authorize } from '../people/authorize.ts';
import type { Actor, Approval } from '../people/person.ts';
import { checkQuantity } from '../quantity.ts';
import { err, ok, type Result } from '../result.ts';
import { type StockOf, stampValue } from '../sale/stock-facts.ts';
import type { Move } from '../stock/move.ts';
import type { TransferDispatched, TransferLine } from './transfer.ts';

export interface DispatchRequest {
  readonly to: StoreId;
  readonly note: string;
  readonly lines: readonly {
    readonly item: ProductId;
    readonly name: string;
    readonly unit: Unit;
    readonly qty: Qty;
  }[];
}

export interface DispatchContext {
  readonly transfer: TransferId;
  /** The chain's other stores. */
  readonly stores: ReadonlySet<StoreId>;
  readonly stock: StockOf;
  /** Items whose level is known here: of the others nobody can say what is there. */
  readonly counted: ReadonlySet<ProductId>;
  readonly actor: Actor;
  readonly approvals: readonly Approval[];
}

/**
 * Goods leave for another store of the chain, at what they cost here. A sale may take what nobody knew was there; what another store
 * will count on may not: where the level is known, no more is sent than lies on the shelf, the lines of an item taken together.
 * Asks `stock.transfer`, target the store it goes to. Refuses NOT_FOUND (no such store), TRANSFER_EMPTY, QUANTITY_*, STOCK_SHORT,
 * RIGHT_MISSING, APPROVAL_NEEDED.
 */
export function decideDispatch(
  { to, note, lines }: DispatchRequest,
  context: DispatchContext,
): Result<TransferDispatched, DomainError> {
  if (!context.stores.has(to)) return err(refuse('NOT_FOUND', { store: to }));
  if (lines.length === 0) return err(refuse('TRANSFER_EMPTY'));
  const asked = new Map<ProductId, number>();
  for (const { item, name, unit, qty } of lines) {
    const counted = checkQuantity(qty, unit);
    if (!counted.ok) return counted;
    const wanted = (asked.get(item) ?? 0) + qty;
    asked.set(item, wanted);
    const onHand = context.stock.get(item)?.onHand ?? 0;
    if (context.counted.has(item) && wanted > onHand)
      return err(refuse('STOCK_SHORT', { name, left: Math.max(0, onHand) }));
  }
  const used = authorize(context.actor, 'stock.transfer', { target: to, amount: null }, context.approvals);
  if (!used.ok) return used;
  const sent = lines.map((each, index): TransferLine => ({ line: index + 1, ...each }));
  return ok({
    transfer: context.transfer,
    to,
    by: context.actor.person,
    note: note.trim().slice(0, 200),
    lines: sent,
    moves: sent.map((line) => leaving(line, context.stock)),
    approvals: used.value === null ? [] : [used.value],
  });
}

const leaving = ({ line, item, qty }: TransferLine, stock: StockOf): Move => ({
  line,
  kind: 'transfer-out',
  item,
  from: 'SALEABLE',
  to: 'CLEARING_OUT',
  qty,
  ...stampValue(stock.get(item), qty),
});
