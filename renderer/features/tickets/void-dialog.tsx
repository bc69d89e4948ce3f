import { type ReactNode, useState } from 'react';
import { Chip } from '#renderer/ui/chip.tsx';
import { Checkbox } from '#renderer/ui/choice.tsx';
import { Dialog } from '#renderer/ui/dialog.tsx';
import type { Answer } from '#renderer/ui/dialogs.tsx';
import { TextField } from '#renderer/ui/field.tsx';
import { Row } from '#renderer/ui/layout.tsx';
import { NoticeLine } from '#renderer/ui/notice.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { TicketView } from '#shared/contract/tickets.ts';

interface VoidDialogProps {
  readonly ticket: TicketView;
  readonly answer: Answer<string>;
}

/** Why a ticket is given up; where money was taken, that it was given back. */
export function VoidDialog({ ticket, answer }: VoidDialogProps): ReactNode {
  const t = useT();
  const { money } = useFormats();
  const [reason, setReason] = useState('');
  const [back, setBack] = useState(ticket.tenders.length === 0);
  const common = [t('sell.voidMind'), t('sell.voidMoney'), t('sell.voidMistake')];
  return (
    <Dialog
      title={t('sell.voidTitle', { label: ticket.label })}
      onClose={() => answer(null)}
      confirm={{
        label: t('action.voidTicket'),
        tone: 'danger',
        disabled: reason.trim() === '' || !back,
        onPress: () => answer(reason.trim()),
      }}
    >
      <p className="dim">
        {t('common.items', { count: ticket.items })} · {money(ticket.total)}. {t('sell.voidText')}
      </p>
      {ticket.tenders.length === 0 ? null : (
        <NoticeLine tone="warn">
          {t('sell.voidGiveBack', {
            what: ticket.tenders.map(({ name, amount }) => `${name} ${money(amount)}`).join(', '),
          })}
          <Checkbox label={t('sell.voidGivenBack')} value={back} onChange={setBack} />
        </NoticeLine>
      )}
      <Row gap={2} wrap>
        {common.map((text) => (
          <Chip key={text} selected={reason === text} onPress={() => setReason(text)}>
            {text}
          </Chip>
        ))}
      </Row>
      <TextField label={t('common.reason')} value={reason} onChange={setReason} maxLength={200} autoFocus />
    </Dialog>
  );
}
