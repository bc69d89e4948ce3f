import type { ReactNode } from 'react';
import { ChoiceDialog } from '#renderer/features/tickets/choice-dialog.tsx';
import type { Answer } from '#renderer/ui/dialogs.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';

interface ChooseProductDialogProps {
  readonly products: readonly { readonly id: string; readonly name: string; readonly price: number }[];
  readonly answer: Answer<string>;
}

/** Several products have this code: which one is in the customer's hand? */
export function ChooseProductDialog({ products, answer }: ChooseProductDialogProps): ReactNode {
  const t = useT();
  const { money } = useFormats();
  return (
    <ChoiceDialog
      title={t('sell.chooseTitle')}
      choices={products.map(({ id, name, price }) => ({ id, title: name, figure: money(price) }))}
      confirm={t('common.add')}
      onChoose={answer}
      onClose={() => answer(null)}
    />
  );
}
