import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { host } from '#renderer/host/host.ts';
import { useSessionIfKnown } from '#renderer/host/use-session.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Switch } from '#renderer/ui/choice.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import type { Answer } from '#renderer/ui/dialogs.tsx';
import { TextField } from '#renderer/ui/field.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { TicketView } from '#shared/contract/tickets.ts';

/** `recall`: not this one aside, but another one up. */
export type ParkAnswer = 'recall' | { readonly note: string; readonly print: boolean };

interface ParkDialogProps {
  readonly ticket: TicketView;
  readonly answer: Answer<ParkAnswer>;
}

/** Puts a ticket aside: whose it is, and whether a slip goes with the goods. */
export function ParkDialog({ ticket, answer }: ParkDialogProps): ReactNode {
  const t = useT();
  const { money } = useFormats();
  const printer = useSessionIfKnown()?.printer.state ?? 'none';
  const parked = useQuery(host.tickets.parked.queryOptions()).data?.length ?? 0;
  const [note, setNote] = useState(ticket.note);
  const [print, setPrint] = useState(printer !== 'none');
  return (
    <Dialog
      title={t('sell.parkTitle', { label: ticket.label })}
      onClose={() => answer(null)}
      confirm={{ label: t('action.park'), onPress: () => answer({ note: note.trim(), print }) }}
      actions={
        parked === 0 ? undefined : (
          <Button count={parked} onPress={() => answer('recall')}>
            {t('action.parked')}
          </Button>
        )
      }
    >
      <p className="dim">
        {t('common.items', { count: ticket.items })} · {money(ticket.total)}
      </p>
      <TextField
        label={t('sell.parkNote')}
        hint={t('sell.parkNoteHint')}
        value={note}
        onChange={setNote}
        maxLength={200}
        autoFocus
      />
      <Switch
        label={t('sell.parkPrint')}
        {...(printer === 'none' ? { hint: t('frame.printerNone') } : {})}
        value={print}
        disabled={printer === 'none'}
        onChange={setPrint}
      />
    </Dialog>
  );
}
