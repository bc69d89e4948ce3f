import type { Database } from 'better-sqlite3';
import type { Cart } from '#shared/domain/cart/cart.ts';
import { drop, put } from '#shared/journal/change.ts';
import type { TicketAssigned } from '#shared/journal/entries/ticket-elsewhere.ts';
import { localCart, localLostTicket } from '#shared/journal/tables/local.ts';
import type { Executor } from '../executor.ts';

/**
 * Gives up an open ticket that headquarters gave to another register: it was taken up here while nobody could be asked. One that holds
 * money stays, since the money lies here. Either way it is written down for the clerk to read.
 */
export function loseTicket(
  { db, executor }: { readonly db: Database; readonly executor: Executor },
  { park, register, device }: TicketAssigned,
  here: { readonly device: string; readonly at: number },
): void {
  if (device === here.device) return;
  const bodies = db.prepare('select body from local_cart').pluck().all() as string[];
  const cart = bodies.map((body): Cart => JSON.parse(body)).find((each) => isOf(each, park));
  if (cart === undefined) return;
  const kept = cart.tenders.length > 0;
  if (!kept) executor.effect(drop(localCart, { id: cart.id }));
  const { id: ticket, label } = cart;
  executor.effect(put(localLostTicket, { ticket, label, register, at: here.at, kept: kept ? 1 : 0 }));
}

/** A copy is a ticket of its own: it stays. */
const isOf = ({ taken }: Cart, park: string): boolean => taken?.park === park && taken.copyOf === null;
