import type { ReactNode } from 'react';
import { ConfirmDialog } from '#renderer/ui/confirm-dialog.tsx';
import type { Answer } from '#renderer/ui/dialogs.tsx';
import { useT } from '#renderer/ui/words.tsx';

/** Why the ticket itself can't be had. `given`: headquarters gave it to a register that has not taken it up. */
export interface CopyOffer {
  readonly why: 'away' | 'given';
  readonly register: string;
}

/** Offers a copy of another register's ticket, and says what that means: both could be sold. */
export function CopyDialog({
  why,
  register,
  answer,
}: CopyOffer & { readonly answer: Answer<true> }): ReactNode {
  const t = useT();
  return (
    <ConfirmDialog
      title={t('sell.copyTitle')}
      text={t(why === 'away' ? 'sell.copyAway' : 'sell.copyGiven', { register })}
      confirm={t('sell.openCopy')}
      answer={answer}
    />
  );
}
