import type { ReactNode } from 'react';
import type { Answer } from '#renderer/ui/dialogs.tsx';
import { quantityEntry } from '#renderer/ui/number-entry.ts';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { TicketLineView } from '#shared/contract/tickets.ts';
import { unitSymbol } from '#shared/format/index.ts';
import { NumberDialog } from './number-dialog.tsx';

interface QuantityDialogProps {
  readonly line: Pick<TicketLineView, 'name' | 'unit' | 'qty'>;
  readonly answer: Answer<number>;
}

/** The quantity of a line, for fingers; the answer is thousandths. */
export function QuantityDialog({ line, answer }: QuantityDialogProps): ReactNode {
  const t = useT();
  const { quantity } = useFormats();
  const whole = line.unit === 'piece';
  return (
    <NumberDialog
      title={t('action.quantity')}
      rules={quantityEntry(whole ? 0 : 3)}
      now={quantity(line.qty)}
      unit={unitSymbol(line.unit)}
      onClose={() => answer(null)}
      onValue={(value) => answer(whole ? value * 1000 : value)}
      confirm={(value) => ({ label: t('common.ok'), ready: value !== null && value > 0 })}
    >
      <p className="dim">{line.name}</p>
    </NumberDialog>
  );
}
