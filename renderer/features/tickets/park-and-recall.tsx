import { withApproval } from '#renderer/features/approval/with-approval.tsx';
import { refusalOf } from '#renderer/host/failure.ts';
import { client } from '#renderer/host/host.ts';
import { openDialog } from '#renderer/ui/dialogs.tsx';
import type { TicketView } from '#shared/contract/tickets.ts';
import { changeTicket, onTicket } from './change-ticket.ts';
import { CopyDialog, type CopyOffer } from './copy-dialog.tsx';
import { counter, dropTicket, putTicket, ticketOf } from './counter.ts';
import { goToTicket } from './go-to-ticket.ts';
import { type ParkAnswer, ParkDialog } from './park-dialog.tsx';
import { ParkedDialog } from './parked-dialog.tsx';

/** Puts the chosen ticket aside, with a note and a slip if wanted; the next item starts a new one. */
export async function parkTicket(): Promise<void> {
  const ticket = ticketOf(counter.getState());
  if (ticket === null) return recallTicket();
  const asked = await openDialog<ParkAnswer>((answer) => <ParkDialog ticket={ticket} answer={answer} />);
  if (asked === null) return;
  if (asked === 'recall') return recallTicket();
  if (asked.note !== ticket.note)
    await changeTicket((sent) => client.tickets.noteTicket({ ...sent, note: asked.note }));
  const parked = await onTicket((sent) => client.tickets.park({ ...sent, print: asked.print }));
  if (parked !== null) dropTicket(ticket.id);
}

/** Chooses among the parked tickets, or takes up the named one. */
export async function recallTicket(known?: string): Promise<void> {
  const park = known ?? (await openDialog<string>((answer) => <ParkedDialog answer={answer} />));
  if (park === null) return;
  const ticket = await takeUp(park);
  if (ticket === null) return;
  putTicket(ticket);
  goToTicket(ticket.id);
}

/**
 * Takes the ticket itself up; where nobody can say who gets it, a copy if the clerk wants one. Headquarters may be asked, so nothing else
 * on the counter waits for this.
 */
async function takeUp(park: string): Promise<TicketView | null> {
  try {
    return await withApproval((sent) => client.tickets.recall({ ...sent, park }));
  } catch (failure) {
    const offer = await copyOffer(failure, park);
    if (offer === null) throw failure;
    if ((await openDialog<true>((answer) => <CopyDialog {...offer} answer={answer} />)) === null) return null;
    return await withApproval((sent) => client.tickets.copy({ ...sent, park }));
  }
}

async function copyOffer(failure: unknown, park: string): Promise<CopyOffer | null> {
  const refusal = refusalOf(failure);
  if (refusal?.code === 'HQ_AWAY') return { why: 'away', register: String(refusal.data?.['register'] ?? '') };
  if (refusal?.code !== 'PARK_TAKEN') return null;
  const parked = (await client.tickets.parked()).find((each) => each.park === park);
  return parked?.givenTo ? { why: 'given', register: parked.givenTo } : null;
}
