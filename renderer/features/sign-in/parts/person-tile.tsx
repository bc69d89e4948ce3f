import { IconLock } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { keepFocus } from '#renderer/ui/press.ts';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import styles from './person-tile.module.css';

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly lockedUntil: number | null;
  /** In a demo store only. */
  readonly demoPin?: string | undefined;
}

interface PersonTileProps {
  readonly person: Person;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

/** One person to touch: name, what they are here, and in a demo the PIN to try. */
export function PersonTile({ person, chosen, onChoose }: PersonTileProps): ReactNode {
  const t = useT();
  const { time } = useFormats();
  const tile = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (chosen) tile.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  return (
    <button
      type="button"
      ref={tile}
      className={styles['tile']}
      aria-pressed={chosen}
      data-testid="person"
      onMouseDown={keepFocus}
      onClick={onChoose}
    >
      <span className={styles['sign']} aria-hidden="true">
        {Array.from(person.name)[0]}
      </span>
      <span className={styles['words']}>
        <span className={styles['name']}>{person.name}</span>
        <span className={styles['role']}>{person.role}</span>
        {person.lockedUntil === null ? null : (
          <span className={styles['locked']}>
            <IconLock size={14} stroke={2} aria-hidden="true" />
            {t('signIn.lockedUntil', { time: time(person.lockedUntil) })}
          </span>
        )}
      </span>
      {person.demoPin === undefined ? null : (
        <span className={styles['pin']}>{t('signIn.demoPin', { pin: person.demoPin })}</span>
      )}
    </button>
  );
}
