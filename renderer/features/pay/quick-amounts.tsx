import type { CSSProperties, ReactNode } from 'react';
import { keepFocus } from '#renderer/ui/press.ts';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import { minor } from '#shared/domain/numbers.ts';
import { usefulNotes } from '#shared/domain/useful-notes.ts';
import { decimalText } from '#shared/format/index.ts';
import styles from './pay.module.css';
import { typeAmount } from './pay-state.ts';
import type { Payment } from './use-offer.ts';

/** Exact first, then what a customer is likely to hand over. None is chosen for the clerk. */
export function QuickAmounts({ payment }: { readonly payment: Payment }): ReactNode {
  const t = useT();
  const { money } = useFormats();
  const { offer, store, text, tender } = payment;
  const { exponent, denominations } = store.currency;
  const notes = tender.kind === 'cash' ? usefulNotes(offer.due, denominations.map(minor)).slice(1) : [];
  return (
    <div className={styles['quick']}>
      <QuickAmount chosen={text === ''} tone="soft" onPress={() => typeAmount('')}>
        {t('pay.exact')}
      </QuickAmount>
      {notes.map((amount) => {
        const typed = decimalText(amount, exponent);
        return (
          <QuickAmount key={amount} chosen={text === typed} onPress={() => typeAmount(typed)}>
            {exponent > 0 && amount % 10 ** exponent === 0
              ? money(amount).replace(/[.,]0+$/, '')
              : money(amount)}
          </QuickAmount>
        );
      })}
    </div>
  );
}

interface QuickAmountProps {
  readonly chosen: boolean;
  readonly tone?: 'soft';
  readonly onPress: () => void;
  readonly children: string;
}

const QuickAmount = ({ chosen, tone, onPress, children }: QuickAmountProps): ReactNode => (
  <button
    type="button"
    className={styles['note']}
    data-tone={tone}
    style={{ '--length': Math.max(8, children.length) } as CSSProperties}
    aria-pressed={chosen}
    onMouseDown={keepFocus}
    onClick={onPress}
  >
    {children}
  </button>
);
