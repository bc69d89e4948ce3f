import { tryUntilAnswered } from '#renderer/features/approval/try-until-answered.ts';
import { type Attempt, withApproval } from '#renderer/features/approval/with-approval.tsx';
import { refusedWith } from '#renderer/host/failure.ts';
import { host, queries } from '#renderer/host/host.ts';
import type { TicketView } from '#shared/contract/tickets.ts';
import { counter, dropTicket, lineOf, putTicket, ticketOf } from './counter.ts';
import { inOrder } from './in-order.ts';

type Sent = Attempt & { readonly ticket: string; readonly version: number };

/**
 * Changes the chosen ticket: in order, over every line until answered, with approval on the spot where it is wanted.
 * Answers null when there is no ticket or the person went back. Throws what the register refused.
 */
export async function changeTicket(
  change: (sent: Sent, ticket: TicketView) => Promise<TicketView> | null,
): Promise<TicketView | null> {
  return onTicket(async (sent, ticket) => {
    const answer = await change(sent, ticket);
    if (answer !== null) putTicket(answer);
    return answer;
  });
}

/** The same for commands that do not answer a ticket. */
export async function onTicket<T>(
  command: (sent: Sent, ticket: TicketView) => Promise<T>,
): Promise<T | null> {
  const id = counter.getState().ticketId;
  try {
    return await withApproval((attempt) =>
      inOrder(async () => {
        const ticket = counter.getState().tickets.find((each) => each.id === id);
        if (ticket === undefined) return null;
        return tryUntilAnswered(() =>
          command({ ...attempt, ticket: ticket.id, version: ticket.version }, ticket),
        );
      }),
    );
  } catch (failure) {
    if (refusedWith(failure, 'CART_NOT_FOUND') && id !== null) dropTicket(id);
    if (refusedWith(failure, 'CART_CHANGED') || refusedWith(failure, 'CART_NOT_FOUND'))
      void queries.invalidateQueries({ queryKey: host.tickets.key() });
    throw failure;
  }
}

/** The chosen ticket and line, or null where one is missing. */
export function chosen() {
  const state = counter.getState();
  const ticket = ticketOf(state);
  const line = lineOf(state);
  return ticket === null || line === null ? null : { ticket, line };
}
