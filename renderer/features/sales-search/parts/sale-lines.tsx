import type { ReactNode } from 'react';
import { StatusWord } from '#renderer/ui/badge.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { SaleView } from '#shared/contract/sales.ts';
import { unitSymbol } from '#shared/format/index.ts';
import styles from './sale-lines.module.css';

/** The lines of a sale as they were sold, and how much of each came back. */
export function SaleLines({ lines }: { readonly lines: SaleView['lines'] }): ReactNode {
  const t = useT();
  const { amount, quantity, quantityOf } = useFormats();
  return (
    <ul className={styles['lines']} aria-label={t('sales.lines')}>
      {lines.map((line) => (
        <li key={line.line} className={styles['line']}>
          <span className={styles['qty']}>{quantity(line.qty)} ×</span>
          <span className={styles['what']}>
            <span className={styles['name']}>{line.name}</span>
            <span className="dim">
              {line.unit === 'piece'
                ? t('sell.each', { price: amount(line.price) })
                : t('sell.perUnit', { price: amount(line.price), unit: unitSymbol(line.unit) })}
              {line.discount === 0 ? '' : ` · ${t('sales.discount', { amount: amount(-line.discount) })}`}
              {` · ${line.taxLetter}`}
            </span>
            {line.returned === 0 ? null : (
              <StatusWord tone="warn">
                {t('sales.cameBack', { qty: quantityOf(line.returned, line.unit) })}
              </StatusWord>
            )}
          </span>
          <span className={styles['amount']}>{amount(line.gross)}</span>
        </li>
      ))}
    </ul>
  );
}
