import type { ReactNode } from 'react';
import type { ActionIcon } from '#renderer/commands/action.ts';
import { CountBadge } from './badge.tsx';
import styles from './button.module.css';
import { KeyCap } from './key-cap.tsx';
import { keepFocus } from './press.ts';

export interface ButtonProps {
  readonly children: ReactNode;
  readonly onPress?: () => void;
  /** `accent`: the one thing to do next on this screen. `quiet`: no border. `danger`: destroys something. */
  readonly variant?: 'plain' | 'accent' | 'soft' | 'quiet' | 'danger';
  /** `pay` is the largest target there is. */
  readonly size?: 'normal' | 'large' | 'pay';
  readonly icon?: ActionIcon | undefined;
  /** Printed on the button; usually from the action (`ActionButton`). */
  readonly cap?: string | undefined;
  readonly count?: number | undefined;
  readonly disabled?: boolean | undefined;
  /** Work is under way: the button stays where it is and says so to assistive software. */
  readonly busy?: boolean | undefined;
  readonly pressed?: boolean | undefined;
  readonly type?: 'button' | 'submit';
  /** `spread`: name left, key cap right. `stack`: one under another, for tall buttons. */
  readonly layout?: 'centre' | 'spread' | 'stack';
  readonly label?: string | undefined;
  readonly className?: string | undefined;
  readonly autoFocus?: boolean | undefined;
  readonly testId?: string | undefined;
}

/** The button. At the till it takes no focus when pressed with finger or mouse; by keyboard it does. */
export function Button(props: ButtonProps): ReactNode {
  const { variant = 'plain', size = 'normal', layout = 'centre', icon: Icon } = props;
  return (
    <button
      type={props.type ?? 'button'}
      className={[styles['button'], props.className].filter(Boolean).join(' ')}
      data-variant={variant}
      data-size={size}
      data-layout={layout}
      data-testid={props.testId}
      disabled={props.disabled === true || props.busy === true}
      aria-busy={props.busy === true ? true : undefined}
      aria-pressed={props.pressed}
      aria-label={props.label}
      // biome-ignore lint/a11y/noAutofocus: only dialogs set it, to say which answer Enter gives
      autoFocus={props.autoFocus === true}
      onMouseDown={keepFocus}
      onClick={props.onPress}
    >
      {Icon === undefined ? null : <Icon size={size === 'pay' ? 26 : 18} stroke={1.75} />}
      <span className={styles['label']}>{props.children}</span>
      {props.count === undefined || props.count === 0 ? null : <CountBadge count={props.count} />}
      {props.cap === undefined ? null : <KeyCap>{props.cap}</KeyCap>}
    </button>
  );
}
