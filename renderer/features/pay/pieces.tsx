import type { ReactNode } from 'react';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { DenominationCount } from '#shared/domain/shift/shift.ts';
import { decimalText } from '#shared/format/index.ts';
import styles from './pieces.module.css';

interface PiecesProps {
  /** Largest first, minor units. */
  readonly pieces: DenominationCount;
  readonly size?: 'small' | 'large';
}

/** An amount as notes and coins, in the order a hand takes them out of the drawer. */
export function Pieces({ pieces, size = 'small' }: PiecesProps): ReactNode {
  const t = useT();
  const { place } = useFormats();
  return (
    <ul className={styles['pieces']} data-size={size} aria-label={t('pay.pieces')}>
      {pieces.map(({ value, count }) => (
        <li key={value} className={styles['piece']}>
          {count > 1 ? <span className={styles['count']}>{count} ×</span> : null}
          <span>{face(value, place.currency.exponent)}</span>
        </li>
      ))}
    </ul>
  );
}

/** What is printed on the note: `50`, `0.5`. */
function face(value: number, exponent: number): string {
  const text = decimalText(value, exponent);
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
