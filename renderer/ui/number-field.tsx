import { IconMinus, IconPlus } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { decimalText, parseDecimal } from '#shared/format/index.ts';
import { type FieldProps, TextField } from './field.tsx';
import { IconButton } from './icon-button.tsx';
import { Row } from './layout.tsx';
import styles from './number-field.module.css';
import { useFormats, useT } from './words.tsx';

interface NumberFieldProps extends FieldProps {
  /** null: empty. */
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
  readonly onEnter?: () => void;
  readonly size?: 'normal' | 'large';
}

/** Money: the value is minor units. What can't be read as money is kept as typed, marked, and reported as null. */
export function MoneyField(props: NumberFieldProps): ReactNode {
  const { place } = useFormats();
  return <ExactField {...props} decimals={place.currency.exponent} trailing={place.currency.code} />;
}

interface QuantityFieldProps extends NumberFieldProps {
  /** 3 for what is weighed or measured, 0 for pieces; the value is thousandths either way. */
  readonly decimals: 0 | 3;
  readonly unit?: string;
}

/** A quantity in thousandths of its unit. Minus and plus change it by one unit. */
export function QuantityField(props: QuantityFieldProps): ReactNode {
  const t = useT();
  const change = (by: number): void => props.onChange(Math.max(0, (props.value ?? 0) + by * 1000));
  const whole = props.decimals === 0;
  return (
    <Row gap={2} align="start">
      <span className={styles['step']} data-labelled={props.labelled ?? 'visible'}>
        <IconButton icon={IconMinus} label={t('common.decrease')} onPress={() => change(-1)} />
      </span>
      <ExactField
        {...props}
        className={styles['quantity'] ?? ''}
        value={whole && props.value !== null ? props.value / 1000 : props.value}
        onChange={(value) => props.onChange(whole && value !== null ? value * 1000 : value)}
        decimals={props.decimals}
        trailing={props.unit}
      />
      <span className={styles['step']} data-labelled={props.labelled ?? 'visible'}>
        <IconButton icon={IconPlus} label={t('common.increase')} onPress={() => change(1)} />
      </span>
    </Row>
  );
}

interface PercentFieldProps extends NumberFieldProps {
  /** Digits after the point. */
  readonly decimals?: 0 | 1 | 2 | 3 | 4;
}

/** A rate: the value is millionths, typed as percent. */
export function PercentField({ decimals = 3, ...props }: PercentFieldProps): ReactNode {
  const step = 10 ** (4 - decimals);
  return (
    <ExactField
      {...props}
      value={props.value === null ? null : Math.trunc(props.value / step)}
      onChange={(value) => props.onChange(value === null ? null : value * step)}
      decimals={decimals}
      trailing="%"
    />
  );
}

interface ExactFieldProps extends NumberFieldProps {
  readonly decimals: number;
  readonly trailing: string | undefined;
}

function ExactField({ decimals, value, onChange, trailing, ...rest }: ExactFieldProps): ReactNode {
  const t = useT();
  const [typed, setTyped] = useState<{ readonly text: string; readonly value: number | null } | null>(null);
  const shown = typed !== null && typed.value === value ? typed.text : write(value, decimals);
  const unreadable = typed !== null && typed.text.trim() !== '' && typed.value === null;
  return (
    <TextField
      {...rest}
      value={shown}
      align="end"
      inputMode="decimal"
      maxLength={20}
      error={rest.error ?? (unreadable ? t('common.numberNotUnderstood') : undefined)}
      trailingWidth={trailing === undefined ? undefined : 24 + trailing.length * 9}
      trailing={trailing === undefined ? undefined : <span className={styles['unit']}>{trailing}</span>}
      onBlur={() => {
        if (!unreadable) setTyped(null);
      }}
      onChange={(text) => {
        const read = text.trim() === '' ? null : parseDecimal(text, decimals);
        setTyped({ text, value: read });
        onChange(read);
      }}
    />
  );
}

/** As short as exact: `12`, `12.50`, `1.245`. */
function write(value: number | null, decimals: number): string {
  if (value === null) return '';
  const text = decimalText(value, decimals);
  if (decimals === 2) return text.replace(/\.00$/, '');
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
