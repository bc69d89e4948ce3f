import type { ReactNode } from 'react';
import { ConfirmDialog } from '#renderer/ui/confirm-dialog.tsx';
import type { Answer } from '#renderer/ui/dialogs.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';

interface UnusualQuantityDialogProps {
  /** Thousandths the line would come to. */
  readonly qty: number | null;
  readonly answer: Answer<true>;
}

/** A quantity that is more likely a slip of the finger or a barcode in the wrong place. */
export function UnusualQuantityDialog({ qty, answer }: UnusualQuantityDialogProps): ReactNode {
  const t = useT();
  const { quantity } = useFormats();
  const count = qty === null ? '' : quantity(qty);
  return (
    <ConfirmDialog
      title={t('sell.unusualTitle', { count })}
      text={t('sell.unusualText')}
      confirm={t('sell.unusualConfirm', { count })}
      answer={answer}
    />
  );
}
