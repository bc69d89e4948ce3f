import type { ReactNode } from 'react';
import { NumberDialog } from '#renderer/features/tickets/number-dialog.tsx';
import type { Answer } from '#renderer/ui/dialogs.tsx';
import { quantityEntry } from '#renderer/ui/number-entry.ts';
import { useT } from '#renderer/ui/words.tsx';

/** How often the next scan or tile counts; the answer is thousandths. */
export function NextQuantityDialog({ answer }: { readonly answer: Answer<number> }): ReactNode {
  const t = useT();
  return (
    <NumberDialog
      title={t('action.quantityNext')}
      rules={quantityEntry(3)}
      unit="×"
      onClose={() => answer(null)}
      onValue={answer}
      confirm={(value) => ({ label: t('common.ok'), ready: value !== null && value > 0 })}
    />
  );
}
