import { newCommandId } from '#renderer/features/approval/new-command-id.ts';
import { tryUntilAnswered } from '#renderer/features/approval/try-until-answered.ts';
import { client } from '#renderer/host/host.ts';
import { chooseTicket, counter, dropTicket, ticketOf } from './counter.ts';
import { inOrder } from './in-order.ts';

/** Chooses another ticket, or null for a new one. An empty one that is left behind goes away. */
export function goToTicket(id: string | null): void {
  const left = ticketOf(counter.getState());
  if (left?.id === id) return;
  chooseTicket(id);
  if (left === null || left.lines.length > 0 || left.tenders.length > 0) return;
  dropTicket(left.id);
  const commandId = newCommandId();
  // It is gone from the screen either way; should the register keep it, the next list brings it back.
  void inOrder(() =>
    tryUntilAnswered(() => client.tickets.discardEmpty({ commandId, ticket: left.id })),
  ).catch(() => undefined);
}

/** To the next open ticket, round and round. */
export function goToNextTicket(): void {
  const { tickets, ticketId } = counter.getState();
  const at = tickets.findIndex(({ id }) => id === ticketId);
  const next = tickets[(at + 1) % tickets.length];
  if (next !== undefined) goToTicket(next.id);
}
