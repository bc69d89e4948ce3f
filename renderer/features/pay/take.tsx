import { navigate } from 'wouter/use-browser-location';
import { newCommandId } from '#renderer/features/approval/new-command-id.ts';
import { completeSale } from '#renderer/features/receipt/complete-sale.ts';
import type { PendingSale } from '#renderer/features/receipt/last-sale.ts';
import { changeTicket } from '#renderer/features/tickets/change-ticket.ts';
import { dropTicket } from '#renderer/features/tickets/counter.ts';
import { allAnswered } from '#renderer/features/tickets/in-order.ts';
import { client } from '#renderer/host/host.ts';
import { openDialog } from '#renderer/ui/dialogs.tsx';
import { paying } from './pay-state.ts';
import { TenderDialog } from './tender-dialog.tsx';
import type { Payment } from './use-offer.ts';

/** A press while the one before is on its way does nothing. */
let busy = false;

/**
 * Takes what is offered: a part is booked and the rest stays to be paid; what settles the ticket finishes the sale the clerk
 * saw, named by its version. What is not cash is confirmed first, by what the terminal or the customer's slip says.
 */
export async function take(payment: Payment): Promise<void> {
  const { ticket, tender, offer } = payment;
  if (busy || offer.tooMuch || (offer.amount <= 0 && !offer.settles)) return;
  busy = true;
  try {
    await allAnswered();
    if (offer.paid) return await finish(payment, []);
    const confirmed =
      tender.kind === 'cash' && !tender.needsReference
        ? { reference: null }
        : await openDialog<{ reference: string | null }>((answer) => (
            <TenderDialog tender={tender} amount={offer.amount} answer={answer} />
          ));
    if (confirmed === null) return;
    const given = { tender: tender.id, amount: offer.amount, reference: confirmed.reference };
    if (offer.settles) return await finish(payment, [given]);
    await changeTicket((sent) =>
      client.tickets.addTender({ ...sent, ...given, ticket: ticket.id, version: ticket.version }),
    );
    paying.setState(({ ways }) => ({ text: '', ways: Math.max(1, ways - 1) }));
  } finally {
    busy = false;
  }
}

async function finish({ ticket }: Payment, tenders: PendingSale['tenders']): Promise<void> {
  const { id, version } = ticket;
  if (!(await completeSale({ commandId: newCommandId(), ticket: id, version, tenders }))) return;
  dropTicket(id);
  navigate('/receipt');
}
