import type { ReactNode } from 'react';
import type { Answer } from '#renderer/ui/dialogs.tsx';
import { quantityEntry } from '#renderer/ui/number-entry.ts';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { Unit } from '#shared/domain/catalog/product.ts';
import { unitSymbol } from '#shared/format/index.ts';
import { NumberDialog } from './number-dialog.tsx';

interface WeightDialogProps {
  readonly name: string;
  readonly unit: Unit;
  readonly answer: Answer<number>;
}

/** How much of goods that are sold by weight or measure; the answer is thousandths. */
export function WeightDialog({ name, unit, answer }: WeightDialogProps): ReactNode {
  const t = useT();
  const { quantityOf } = useFormats();
  return (
    <NumberDialog
      title={name}
      rules={quantityEntry(unit === 'piece' ? 0 : 3)}
      unit={unitSymbol(unit)}
      onClose={() => answer(null)}
      onValue={(value) => answer(unit === 'piece' ? value * 1000 : value)}
      confirm={(value) => ({
        label:
          value === null || value === 0
            ? t('common.add')
            : t('sell.addThis', { what: quantityOf(unit === 'piece' ? value * 1000 : value, unit) }),
        ready: value !== null && value > 0,
      })}
    >
      <p className="dim">{t('sell.weightHint')}</p>
    </NumberDialog>
  );
}
