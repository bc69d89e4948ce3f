import { IconBackspace } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { PadKey } from './number-entry.ts';
import styles from './number-pad.module.css';
import { keepFocus } from './press.ts';
import { useT } from './words.tsx';

interface NumberPadProps {
  readonly onKey: (key: PadKey) => void;
  /** Decimals of what is typed; 0 leaves out the point. */
  readonly decimals: number;
  /** The thing to do with the number: fills the lower right, two rows tall. */
  readonly children?: ReactNode;
  /** `pin`: no `00`, no point. */
  readonly look?: 'amount' | 'pin';
}

const ROWS = [
  ['7', '8', '9'],
  ['4', '5', '6'],
  ['1', '2', '3'],
] as const;

/** Digits for fingers, in the order of a calculator. Typed digits come by `useTypedKeys`, not through here. */
export function NumberPad({ onKey, decimals, children, look = 'amount' }: NumberPadProps): ReactNode {
  const t = useT();
  const key = (name: PadKey, face: ReactNode, label: string, area?: string) => (
    <button
      key={name}
      type="button"
      className={styles['key']}
      data-area={area}
      aria-label={label}
      onMouseDown={keepFocus}
      onClick={() => onKey(name)}
    >
      {face}
    </button>
  );
  const digit = (name: PadKey, area?: string) => key(name, name, t('common.digit', { digit: name }), area);
  const back = key('back', <IconBackspace size={28} stroke={1.75} />, t('common.backspace'), 'back');
  const withPoint = look === 'amount' && decimals > 0;
  return (
    <fieldset className={styles['pad']} data-look={look} aria-label={t('common.numberPad')}>
      {ROWS.flat().map((name) => digit(name))}
      {back}
      {look === 'amount' ? digit('00', 'double') : null}
      {digit('0', withPoint || look === 'pin' ? 'zero' : 'wide-zero')}
      {withPoint ? key('.', '.', t('common.decimalPoint'), 'point') : null}
      {children === undefined ? null : <div className={styles['slot']}>{children}</div>}
    </fieldset>
  );
}
