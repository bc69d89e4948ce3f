import type { ReactNode } from 'react';
import type { ActionIcon } from '#renderer/commands/action.ts';
import styles from './badge.module.css';

export type Tone = 'plain' | 'good' | 'warn' | 'bad';

/** How many wait: on buttons and in the side list. */
export function CountBadge({
  count,
  tone = 'plain',
}: {
  readonly count: number;
  readonly tone?: Tone;
}): ReactNode {
  return (
    <span className={styles['count']} data-tone={tone}>
      {count > 999 ? '999+' : count}
    </span>
  );
}

interface StatusPillProps {
  readonly tone: Tone;
  /** The state in words: colour only repeats it. */
  readonly children: ReactNode;
  /** Without an icon a dot is drawn. */
  readonly icon?: ActionIcon;
  /** `outline` on the bar, `filled` where the state should be seen. */
  readonly look?: 'filled' | 'outline';
  readonly label?: string;
  readonly onPress?: () => void;
}

/** A state: sign, word, colour. */
export function StatusPill({
  tone,
  children,
  icon: Icon,
  look = 'filled',
  label,
  onPress,
}: StatusPillProps): ReactNode {
  const sign = Icon === undefined ? <span className={styles['dot']} /> : <Icon size={14} stroke={2} />;
  const shared = {
    className: styles['pill'],
    'data-tone': tone,
    'data-look': look,
    'aria-label': label,
  } as const;
  if (onPress === undefined)
    return (
      <span {...shared} role={label === undefined ? undefined : 'status'}>
        {sign}
        <span>{children}</span>
      </span>
    );
  return (
    <button type="button" {...shared} onClick={onPress}>
      {sign}
      <span>{children}</span>
    </button>
  );
}

/** A word in the colour of its meaning, for tables and lists. */
export function StatusWord({
  tone,
  children,
}: {
  readonly tone: Tone;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <span className={styles['word']} data-tone={tone}>
      {children}
    </span>
  );
}
