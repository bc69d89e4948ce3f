import { IconPackage, IconSearch, IconTag } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { ChoiceDialog } from '#renderer/features/tickets/choice-dialog.tsx';
import { useRight } from '#renderer/host/use-session.ts';
import type { Answer } from '#renderer/ui/dialogs.tsx';
import { useT } from '#renderer/ui/words.tsx';

export type UnknownAnswer = 'search' | 'open-price' | 'quick-add';

interface UnknownCodeDialogProps {
  readonly code: string;
  readonly answer: Answer<UnknownAnswer>;
}

/** An unknown barcode: the customer waits, so say what can be done with the item now. */
export function UnknownCodeDialog({ code, answer }: UnknownCodeDialogProps): ReactNode {
  const t = useT();
  const mayOpenPrice = useRight('sale.open-price') !== 'denied';
  const mayQuickAdd = useRight('product.quick-add') !== 'denied';
  const all = [
    { id: 'search', title: t('sell.unknownSearch'), hint: t('sell.unknownSearchHint'), icon: IconSearch },
    ...(mayOpenPrice
      ? [{ id: 'open-price', title: t('sell.unknownOpen'), hint: t('sell.unknownOpenHint'), icon: IconTag }]
      : []),
    ...(mayQuickAdd
      ? [{ id: 'quick-add', title: t('sell.unknownAdd'), hint: t('sell.unknownAddHint'), icon: IconPackage }]
      : []),
  ];
  return (
    <ChoiceDialog
      title={t('sell.notKnown', { code })}
      choices={all}
      confirm={t('common.next')}
      onChoose={(id) => answer(id as UnknownAnswer)}
      onClose={() => answer(null)}
    >
      <p className="dim">{t('sell.unknownText')}</p>
    </ChoiceDialog>
  );
}
