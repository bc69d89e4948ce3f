import type { AriaAttributes, ReactNode, Ref } from 'react';
import type { ActionIcon } from '#renderer/commands/action.ts';
import styles from './icon-button.module.css';
import { keepFocus } from './press.ts';

/** `aria-*`, `id` and `ref` are for what opens from it: a menu, a popover. */
interface IconButtonProps extends AriaAttributes {
  readonly id?: string;
  readonly ref?: Ref<HTMLButtonElement>;
  readonly icon: ActionIcon;
  /** What it does, for people who do not see the picture; also the tooltip. */
  readonly label: string;
  readonly onPress?: () => void;
  readonly disabled?: boolean;
  readonly variant?: 'plain' | 'quiet' | 'danger';
}

/** A button that is only a picture. Prefer a word where there is room. */
export function IconButton({
  icon: Icon,
  label,
  onPress,
  disabled,
  variant = 'plain',
  id,
  ref,
  ...given
}: IconButtonProps): ReactNode {
  return (
    <button
      {...ariaOf(given)}
      id={id}
      ref={ref}
      type="button"
      className={styles['button']}
      data-variant={variant}
      aria-label={label}
      title={label}
      disabled={disabled}
      onMouseDown={keepFocus}
      onClick={onPress}
    >
      <Icon size={20} stroke={1.75} />
    </button>
  );
}

/** A popover hands its button more than it may keep (class names, handlers of its own); only the aria part is wanted. */
const ariaOf = (given: object): AriaAttributes =>
  Object.fromEntries(Object.entries(given).filter(([name]) => name.startsWith('aria-')));
