import type { ReactNode } from 'react';
import type { Answer } from '#renderer/ui/dialogs.tsx';
import { useT } from '#renderer/ui/words.tsx';
import type { TicketView } from '#shared/contract/tickets.ts';
import { NoteDialog } from './note-dialog.tsx';

interface TicketNoteDialogProps {
  readonly ticket: TicketView;
  readonly answer: Answer<string>;
}

/** A note about the whole ticket. */
export function TicketNoteDialog({ ticket, answer }: TicketNoteDialogProps): ReactNode {
  const t = useT();
  return <NoteDialog about={t('sell.ticket', { label: ticket.label })} note={ticket.note} answer={answer} />;
}
