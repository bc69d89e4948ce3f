import { commands } from '#renderer/commands/registry.ts';
import { changeTicket } from '#renderer/features/tickets/change-ticket.ts';
import { client } from '#renderer/host/host.ts';
import { openDialog } from '#renderer/ui/dialogs.tsx';
import type { TicketView } from '#shared/contract/tickets.ts';
import { GiveBackDialog } from './give-back-dialog.tsx';
import { backToTicket } from './pay-actions.tsx';

type Taken = TicketView['tenders'][number];

/** Gives taken money back, once the clerk says why and that it was done. */
export function giveBack(tender: Taken): void {
  void (async () => {
    const reason = await openDialog<string>((answer) => <GiveBackDialog tender={tender} answer={answer} />);
    if (reason === null) return;
    await changeTicket((sent) => client.tickets.giveBackTender({ ...sent, tenderId: tender.id, reason }));
  })().catch((failure: unknown) => commands.getState().onFailure(failure, backToTicket));
}
