import { IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import styles from './chip.module.css';
import { keepFocus } from './press.ts';
import { useT } from './words.tsx';

interface ChipProps {
  readonly children: ReactNode;
  readonly selected?: boolean;
  readonly onPress?: () => void;
  /** `category` fills with ink when chosen, `ticket` with soft accent. */
  readonly look?: 'category' | 'ticket';
  readonly label?: string;
  readonly disabled?: boolean;
}

/** A pill to choose one of a few: a category, an open ticket. */
export function Chip({
  children,
  selected,
  onPress,
  look = 'category',
  label,
  disabled,
}: ChipProps): ReactNode {
  return (
    <button
      type="button"
      className={styles['chip']}
      data-look={look}
      aria-pressed={selected === true}
      aria-label={label}
      disabled={disabled}
      onMouseDown={keepFocus}
      onClick={onPress}
    >
      {children}
    </button>
  );
}

interface FilterChipProps {
  readonly children: ReactNode;
  /** Set: the filter is on and this takes it off. */
  readonly onRemove?: () => void;
  readonly onPress?: () => void;
}

/** A filter that is on, or could be. */
export function FilterChip({ children, onRemove, onPress }: FilterChipProps): ReactNode {
  const t = useT();
  return (
    <button
      type="button"
      className={styles['filter']}
      aria-pressed={onRemove !== undefined}
      title={onRemove === undefined ? undefined : t('common.remove')}
      onClick={onRemove ?? onPress}
    >
      {children}
      {onRemove === undefined ? null : <IconX size={14} stroke={2} />}
    </button>
  );
}
