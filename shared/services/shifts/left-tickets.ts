import type { Cart } from '#shared/domain/cart/cart.ts';
import type { DomainError } from '#shared/domain/error.ts';
import { ok, type Result } from '#shared/domain/result.ts';
import type { By } from '../journal/by.ts';
import type { Host, Self } from '../journal/host.ts';
import type { Reader } from '../journal/query.ts';
import { readCarts } from '../tickets/carts.ts';
import { isHere, type ParkedRow, readParks } from '../tickets/parks.ts';
import { recallTicket } from '../tickets/recall-ticket.ts';
import { voidTicket } from '../tickets/void-ticket.ts';
import { derivedId } from './derived-id.ts';

/** Tickets of this register that are not finished when its shift closes. */
export interface LeftTickets {
  readonly open: readonly Cart[];
  readonly parked: readonly ParkedRow[];
}

/** Somebody else has it by now. */
const GONE: ReadonlySet<string> = new Set(['NOT_FOUND', 'PARK_TAKEN', 'HQ_AWAY']);

export async function readLeftTickets(read: Reader, self: Self): Promise<LeftTickets> {
  const parked = await readParks(read, self.store);
  return { open: await readCarts(read), parked: parked.filter((park) => isHere(park, self)) };
}

/**
 * Gives up every open and parked ticket, before the close itself. One command, one entry: so each ticket is voided by a command of
 * its own (a parked one is recalled by another first), whose id follows from the close's and the ticket's. Closing again after a
 * crash half-way repeats none of them and goes on. One that is gone meanwhile is fine: somebody else closes too. Refuses for the
 * first ticket that may not be voided; those before stay voided.
 */
export async function voidLeftTickets(
  host: Host,
  by: By,
  { reason, left }: { readonly reason: string; readonly left: LeftTickets },
): Promise<Result<null, DomainError>> {
  const named = (id: string, name: string, input: unknown): By => ({
    ...by,
    command: { id, actor: by.actor.person, name, input },
  });
  const recalled: { id: string; version: number }[] = [];
  for (const { park } of left.parked) {
    const command = named(derivedId(by.command.id, park), 'tickets.recall', { park });
    const ticket = await recallTicket(host)(command, { park });
    if (ticket.ok) recalled.push(ticket.value);
    else if (!GONE.has(ticket.error.code)) return ticket;
  }
  for (const { id: ticket, version } of [...left.open, ...recalled]) {
    const input = { ticket, version, reason };
    const command = named(derivedId(by.command.id, ticket), 'tickets.void', input);
    const voided = await voidTicket(host)(command, input);
    if (!voided.ok && voided.error.code !== 'CART_NOT_FOUND') return voided;
  }
  return ok(null);
}
