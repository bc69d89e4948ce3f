import {
  IconArrowForwardUp,
  IconNote,
  IconParking,
  IconPlus,
  IconReceiptOff,
  IconStack2,
} from '@tabler/icons-react';
import { action } from '#renderer/commands/action.ts';
import { client } from '#renderer/host/host.ts';
import { openDialog } from '#renderer/ui/dialogs.tsx';
import { changeTicket } from './change-ticket.ts';
import { counter, ticketOf } from './counter.ts';
import { goToNextTicket, goToTicket } from './go-to-ticket.ts';
import { parkTicket, recallTicket } from './park-and-recall.tsx';
import { payAction } from './pay-action.ts';
import type { SellState } from './sell-state.ts';
import { TicketNoteDialog } from './ticket-note-dialog.tsx';
import { giveUpTicket } from './void-ticket.tsx';

/** One key both ways: a ticket with goods is put aside, else one that was put aside is taken up. */
export const park = action<SellState>({
  id: 'sell.park',
  name: 'action.park',
  icon: IconParking,
  scope: 'sell',
  keys: ['F4', 'Alt+KeyP'],
  needs: 'ticket.park',
  run: ({ lines }) => (lines > 0 ? parkTicket() : recallTicket()),
});

export const recall = action<SellState>({
  id: 'sell.recall',
  name: 'action.parked',
  icon: IconStack2,
  scope: 'sell',
  keys: ['Shift+F4', 'Alt+Shift+KeyP'],
  needs: 'ticket.park',
  run: () => recallTicket(),
});

export const newTicket = action<SellState>({
  id: 'sell.new-ticket',
  name: 'action.newTicket',
  icon: IconPlus,
  scope: 'sell',
  keys: ['Alt+KeyT'],
  enabled: ({ onTicket }) => onTicket,
  run: () => goToTicket(null),
});

export const nextTicket = action<SellState>({
  id: 'sell.next-ticket',
  name: 'action.nextTicket',
  icon: IconArrowForwardUp,
  scope: 'sell',
  keys: ['Alt+ArrowRight'],
  enabled: ({ tickets, onTicket }) => tickets > (onTicket ? 1 : 0),
  run: () => goToNextTicket(),
});

export const voidTicket = action<SellState>({
  id: 'sell.void',
  name: 'action.voidTicket',
  icon: IconReceiptOff,
  scope: 'sell',
  keys: ['Shift+F9', 'Alt+KeyV'],
  needs: 'ticket.void',
  enabled: ({ lines, holdsMoney }) => lines > 0 || holdsMoney,
  run: () => giveUpTicket(),
});

export const noteTicket = action<SellState>({
  id: 'sell.note-ticket',
  name: 'sell.ticketNote',
  icon: IconNote,
  scope: 'sell',
  keys: ['Alt+Shift+KeyN'],
  enabled: ({ onTicket }) => onTicket,
  run: async () => {
    const ticket = ticketOf(counter.getState());
    if (ticket === null) return;
    const note = await openDialog<string>((answer) => <TicketNoteDialog ticket={ticket} answer={answer} />);
    if (note !== null) await changeTicket((sent) => client.tickets.noteTicket({ ...sent, note }));
  },
});

export const ticketActions = [
  payAction,
  park,
  recall,
  newTicket,
  nextTicket,
  voidTicket,
  noteTicket,
] as const;
