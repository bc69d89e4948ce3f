import type { ReactNode } from 'react';
import { useT } from '#renderer/ui/words.tsx';
import styles from './app-secret.module.css';
import { CopyButton } from './copy-button.tsx';

interface AppSecretProps {
  /** Absent until headquarters has answered; the room for it is kept. */
  readonly factor: { readonly secret: string; readonly picture: string } | undefined;
}

/** What an authenticator app is given: a picture for its camera, and the same to type. */
export function AppSecret({ factor }: AppSecretProps): ReactNode {
  const t = useT();
  return (
    <div className={styles['columns']}>
      <div className={styles['picture']}>
        {factor === undefined ? null : (
          <img
            alt={t('hq.enrol.picture')}
            src={`data:image/svg+xml;charset=utf-8,${encodeURIComponent(factor.picture)}`}
          />
        )}
      </div>
      <div className={styles['words']}>
        <ol className={styles['list']}>
          <li>{t('hq.enrol.first')}</li>
          <li>{t('hq.enrol.second')}</li>
          <li>{t('hq.enrol.third')}</li>
        </ol>
        {factor === undefined ? null : (
          <>
            <p className="dim">{t('hq.enrol.byHand')}</p>
            <output className={styles['secret']} aria-label={t('hq.enrol.secret')}>
              {factor.secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}
            </output>
            <CopyButton text={factor.secret} />
          </>
        )}
      </div>
    </div>
  );
}
