import type { Cart } from '#shared/domain/cart/cart.ts';
import { type DomainError, refuse } from '#shared/domain/error.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { drop, type LocalEffect, put } from '#shared/journal/change.ts';
import { localCart } from '#shared/journal/tables/local.ts';
import { query, type Reader } from '../journal/query.ts';

/** As it was written last: it is nearly always the one read next, and its totals are known then. */
let last: { readonly body: string; readonly cart: Cart } | null = null;

/** Open tickets are local state of their register: one row each, saved whole on every change. */
export function saveCart(cart: Cart): LocalEffect {
  const body = JSON.stringify(cart);
  last = { body, cart };
  const { id, label, version, openedAt } = cart;
  return put(localCart, { id, label, version, opened_at: openedAt, body });
}

export const dropCart = (id: string): LocalEffect => drop(localCart, { id });

const cartBody = query<{ ticket: string }, { body: string }>((db, param) =>
  db.selectFrom('local_cart').select('body').where('id', '=', param('ticket')),
);
const cartBodies = query<Record<string, never>, { body: string }>((db) =>
  db.selectFrom('local_cart').select('body').orderBy('opened_at').orderBy('id'),
);

/** An open ticket. Refuses CART_NOT_FOUND: it was finished, parked or given up meanwhile. */
export async function readCart(read: Reader, ticket: string): Promise<Result<Cart, DomainError>> {
  const row = await read.first(cartBody, { ticket });
  return row ? ok(cartOf(row.body)) : err(refuse('CART_NOT_FOUND', { ticket }));
}

/** The same, if it is still as the clerk saw it. Refuses CART_CHANGED too. */
export async function readSeenCart(
  read: Reader,
  seen: { readonly ticket: string; readonly version: number },
): Promise<Result<Cart, DomainError>> {
  const cart = await readCart(read, seen.ticket);
  if (!cart.ok || cart.value.version === seen.version) return cart;
  return err(refuse('CART_CHANGED', { version: cart.value.version }));
}

/** Open tickets of this register, oldest first. */
export const readCarts = async (read: Reader): Promise<Cart[]> =>
  (await read.all(cartBodies, {})).map((row) => cartOf(row.body));

/** Written by `saveCart` or a park of this program: trusted as it is. */
export const cartOf = (body: string): Cart => (last?.body === body ? last.cart : JSON.parse(body));
