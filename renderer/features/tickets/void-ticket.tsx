import { client } from '#renderer/host/host.ts';
import { openDialog } from '#renderer/ui/dialogs.tsx';
import { changeTicket, onTicket } from './change-ticket.ts';
import { counter, dropTicket, ticketOf } from './counter.ts';
import { VoidDialog } from './void-dialog.tsx';

/**
 * Gives the chosen ticket up, with the reason. Money that was taken for it goes back first, as the dialog has the clerk
 * confirm; an empty one goes without a question.
 */
export async function giveUpTicket(): Promise<void> {
  const ticket = ticketOf(counter.getState());
  if (ticket === null) return;
  const reason = await openDialog<string>((answer) => <VoidDialog ticket={ticket} answer={answer} />);
  if (reason === null) return;
  for (const { id } of ticket.tenders)
    await changeTicket((sent) => client.tickets.giveBackTender({ ...sent, tenderId: id, reason }));
  const voided = await onTicket((sent) => client.tickets.void({ ...sent, reason }));
  if (voided !== null) dropTicket(ticket.id);
}
