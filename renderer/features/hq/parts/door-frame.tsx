import { type ReactNode, useEffect } from 'react';
import { useStore } from 'zustand';
import { preferences } from '#renderer/app/preferences.ts';
import { SegmentedControl } from '#renderer/ui/choice.tsx';
import { useT } from '#renderer/ui/words.tsx';
import { LOCALE_NAMES, LOCALES } from '#shared/i18n/index.ts';
import styles from './door-frame.module.css';

/** Around everything that comes before the pages: whose headquarters this is, and in which language. */
export function DoorFrame({
  chain,
  children,
}: {
  readonly chain: string | null;
  readonly children: ReactNode;
}): ReactNode {
  const t = useT();
  const locale = useStore(preferences, (all) => all.locale);
  useEffect(() => {
    document.title = `${chain ?? t('hq.name')} · ${t('common.appName')}`;
  }, [chain, t]);
  return (
    <div className={styles['screen']}>
      <header className={styles['head']}>
        <span className={styles['brand']}>{t('common.appName')}</span>
        <span className={styles['place']}>
          {chain === null ? t('hq.name') : t('hq.place', { store: chain })}
        </span>
        <div className={styles['language']}>
          <SegmentedControl
            label={t('frame.language')}
            value={locale}
            onChange={(next) => preferences.setState({ locale: next })}
            options={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }))}
          />
        </div>
      </header>
      {children}
    </div>
  );
}

interface DoorCardProps {
  readonly title: string;
  readonly hint?: ReactNode;
  readonly onSubmit: () => unknown;
  readonly wide?: boolean;
  readonly children: ReactNode;
}

/** One question in the middle of the page; Enter answers it. */
export function DoorCard({ title, hint, onSubmit, wide, children }: DoorCardProps): ReactNode {
  return (
    <div className={styles['middle']}>
      <form
        className={styles['card']}
        data-surface="card"
        data-wide={wide}
        aria-label={title}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void onSubmit();
        }}
      >
        <h1>{title}</h1>
        {hint === undefined ? null : <p className="dim">{hint}</p>}
        {children}
      </form>
    </div>
  );
}
