import type { ReactNode } from 'react';
import { TroublePills } from '#renderer/app/status-pills.tsx';
import { useNow } from '#renderer/app/use-now.ts';
import { useSession } from '#renderer/host/use-session.ts';
import { StatusPill } from '#renderer/ui/badge.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import styles from './place-head.module.css';

/** Where this register stands, that it is a demo if it is one, what is wrong, and the time large. */
export function PlaceHead(): ReactNode {
  const t = useT();
  const { day, time } = useFormats();
  const { store } = useSession();
  const now = useNow(60_000);
  return (
    <header className={styles['head']}>
      <span className={styles['brand']}>{t('common.appName')}</span>
      {store === null ? null : (
        <span className={styles['place']}>
          {t('frame.register', { store: store.name, register: store.register })}
        </span>
      )}
      {store?.demo === true ? <StatusPill tone="plain">{t('signIn.demo')}</StatusPill> : null}
      <span className={styles['spacer']} />
      <TroublePills />
      <time dateTime={new Date(now).toISOString()}>
        <span className="dim">{day(now)} </span>
        <strong>{time(now)}</strong>
      </time>
    </header>
  );
}
