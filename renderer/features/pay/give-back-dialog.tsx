import type { ReactNode } from 'react';
import type { Answer } from '#renderer/ui/dialogs.tsx';
import { ReasonDialog } from '#renderer/ui/reason-dialog.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { TicketView } from '#shared/contract/tickets.ts';

interface GiveBackDialogProps {
  readonly tender: TicketView['tenders'][number];
  readonly answer: Answer<string>;
}

/** Why money that was taken goes back before the sale is finished. */
export function GiveBackDialog({ tender, answer }: GiveBackDialogProps): ReactNode {
  const t = useT();
  const { money } = useFormats();
  const what = `${tender.name} ${money(tender.amount)}`;
  return (
    <ReasonDialog
      title={t('pay.giveBack', { what })}
      text={t(tender.kind === 'cash' ? 'pay.giveBackCash' : 'pay.giveBackOther')}
      confirm={t('pay.givenBack')}
      suggestions={[t('pay.reasonOther'), t('pay.reasonAmount'), t('pay.reasonRefused')]}
      tone="danger"
      answer={answer}
    />
  );
}
