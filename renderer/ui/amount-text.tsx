import type { ReactNode } from 'react';
import styles from './amount-text.module.css';
import { useFormats } from './words.tsx';

interface AmountTextProps {
  /** Minor units. */
  readonly minor: number;
  /** `money` with the currency's sign, `amount` without, `difference` always with + or −. */
  readonly as?: 'money' | 'amount' | 'difference';
  /** `total` is read from two metres; long ones shrink rather than break. */
  readonly size?: 'small' | 'text' | 'large' | 'title' | 'total';
  readonly tone?: 'ink' | 'dim' | 'good' | 'warn' | 'bad';
  readonly weight?: 'text' | 'strong' | 'heavy';
}

/** An amount of money: tabular figures, never broken over lines. */
export function AmountText({
  minor,
  as = 'amount',
  size = 'text',
  tone = 'ink',
  weight,
}: AmountTextProps): ReactNode {
  const formats = useFormats();
  const text = formats[as](minor);
  return (
    <span
      className={styles['amount']}
      data-size={size}
      data-tone={tone}
      data-weight={weight ?? (size === 'total' ? 'heavy' : 'text')}
      data-length={size === 'total' && text.length > 10 ? 'long' : undefined}
    >
      {text}
    </span>
  );
}
