import { type ReactNode, useEffect, useRef } from 'react';
import { StatusWord } from '#renderer/ui/badge.tsx';
import { keepFocus } from '#renderer/ui/press.ts';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import styles from './sale-row.module.css';

/** A sale or a return as the register found it. */
export interface FoundSale {
  readonly kind: 'sale' | 'return';
  readonly id: string;
  readonly number: string;
  readonly at: number;
  readonly businessDate: string;
  readonly clerk: string;
  readonly total: number;
  readonly items: number;
  readonly tenders: string;
  readonly returned: boolean;
}

interface SaleRowProps {
  readonly row: FoundSale;
  readonly chosen: boolean;
  readonly onOpen: () => void;
}

/** One line of the list: when, how much, what number, by whom and how it was paid. */
export function SaleRow({ row, chosen, onOpen }: SaleRowProps): ReactNode {
  const t = useT();
  const { money, time, date } = useFormats();
  const line = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (chosen) line.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <li ref={line} className={styles['item']}>
      <button
        type="button"
        className={styles['row']}
        data-chosen={chosen}
        onMouseDown={keepFocus}
        onClick={onOpen}
      >
        <span className={styles['when']}>
          <strong>{time(row.at)}</strong>
          <span className="dim">{date(row.at)}</span>
        </span>
        <span className={styles['what']}>
          <span className={styles['number']}>{row.number}</span>
          <span className={styles['more']}>
            {[t('common.items', { count: row.items }), row.clerk, row.tenders].filter(Boolean).join(' · ')}
          </span>
        </span>
        <span className={styles['state']}>
          {row.kind === 'return' ? <StatusWord tone="warn">{t('sales.isReturn')}</StatusWord> : null}
          {row.returned ? <StatusWord tone="warn">{t('sales.hasReturns')}</StatusWord> : null}
        </span>
        <span className={styles['total']}>{money(row.total)}</span>
      </button>
    </li>
  );
}
