import type { ReactNode } from 'react';
import { ConfirmDialog } from '#renderer/ui/confirm-dialog.tsx';
import type { Answer } from '#renderer/ui/dialogs.tsx';
import { useT } from '#renderer/ui/words.tsx';
import type { TicketNumber } from '#shared/domain/ticket-number.ts';

interface StrangeSlipDialogProps {
  readonly code: string;
  readonly slip: TicketNumber;
  readonly answer: Answer<true>;
}

/** A slip this register has no sale for: no goods to be sold or added, and the number says where it was printed. */
export function StrangeSlipDialog({ code, slip, answer }: StrangeSlipDialogProps): ReactNode {
  const t = useT();
  const { store, register } = slip;
  return (
    <ConfirmDialog
      look="news"
      title={t('sell.notKnown', { code })}
      text={t('sell.strangeSlip', { store, register })}
      answer={answer}
    />
  );
}
