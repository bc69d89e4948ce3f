import { IconLock } from '@tabler/icons-react';
import { type ReactNode, useEffect } from 'react';
import { useNow } from '#renderer/app/use-now.ts';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import { countdown } from '../countdown.ts';
import styles from './locked-out.module.css';

interface LockedOutProps {
  readonly name: string;
  /** Milliseconds since 1970. */
  readonly until: number;
  readonly onOver: () => void;
}

/** Too many wrong PINs: how long it still holds, ticking, and that others may go on. */
export function LockedOut({ name, until, onOver }: LockedOutProps): ReactNode {
  const t = useT();
  const { time } = useFormats();
  // The tick draws; the time itself is exact, or the first second would read one too many.
  useNow();
  const left = until - Date.now();
  const over = left <= 0;
  useEffect(() => {
    if (over) onOver();
  }, [over, onOver]);
  return (
    <div className={styles['box']} data-surface="warn">
      <IconLock size={40} stroke={1.5} aria-hidden="true" />
      <p className={styles['title']}>{t('signIn.lockedTitle', { name })}</p>
      <p className={styles['left']}>{countdown(left)}</p>
      <p className="dim">{t('signIn.lockedWords', { time: time(until) })}</p>
    </div>
  );
}
