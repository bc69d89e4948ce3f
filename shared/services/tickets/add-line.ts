import type { NewLine } from '#shared/domain/cart/cart-change.ts';
import { changeCart } from '#shared/domain/cart/change-cart.ts';
import type { DomainError } from '#shared/domain/error.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { By } from '../journal/by.ts';
import type { Deciding, Decision, Host } from '../journal/host.ts';
import { readAhead } from '../sales/read-ahead.ts';
import { cartContext } from './cart-context.ts';
import { readCart } from './carts.ts';
import { checkSelling, saved } from './change-ticket.ts';
import { newCart } from './open-ticket.ts';
import type { TicketView } from './ticket-view.ts';

/** A ticket after goods were added, and the line they are on: a new one, or an equal line that was there. */
export interface Added {
  readonly ticket: TicketView;
  readonly line: number;
}

export interface Adding {
  readonly host: Host;
  readonly by: By;
  readonly state: Deciding;
}

/** What is to be added, and where: `ticket` null opens a new one, whose id is the command's. */
export interface Addition {
  readonly ticket: string | null;
  readonly item: NewLine;
  readonly confirmed: boolean;
}

/**
 * Adds a line inside a command. It needs no version: adding commutes with whatever else happened to the ticket.
 * Refuses SHIFT_CLOSED, DRAWER_COUNTING, CART_NOT_FOUND, and what `changeCart` refuses an item for.
 */
export async function addLine(
  { host, by, state }: Adding,
  { ticket, item, confirmed }: Addition,
): Promise<Result<Decision<Added>, DomainError>> {
  const open = await checkSelling(state);
  if (!open.ok) return open;
  const cart = ticket === null ? ok(await newCart(by, state)) : await readCart(state.read, ticket);
  if (!cart.ok) return cart;
  const changed = changeCart(cart.value, { kind: 'add', item, confirmed }, cartContext(host, by, state.at));
  if (!changed.ok) return err(changed.error);
  const before = new Map(cart.value.lines.map((line) => [line.line, line]));
  const line = changed.value.lines.find((each) => before.get(each.line) !== each);
  if (!line) throw new Error('nothing was added');
  await readAhead({ host, by, state }, changed.value.lines);
  const { local, answer } = saved(host, changed.value);
  return ok({ local, answer: { ticket: answer, line: line.line } });
}
