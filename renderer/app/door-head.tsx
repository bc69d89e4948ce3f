import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { SegmentedControl } from '#renderer/ui/choice.tsx';
import { useT } from '#renderer/ui/words.tsx';
import { LOCALE_NAMES, LOCALES } from '#shared/i18n/index.ts';
import styles from './door-head.module.css';
import { preferences } from './preferences.ts';

interface DoorHeadProps {
  /** Whose place this is. */
  readonly place?: ReactNode;
  /** What else is to be known of the place. */
  readonly beside?: ReactNode;
  /** At the other end. */
  readonly end: ReactNode;
  readonly size?: 'slim';
}

/** The strip above what comes before anybody is in: whose program this is, where it stands. */
export function DoorHead({ place, beside, end, size }: DoorHeadProps): ReactNode {
  const t = useT();
  return (
    <header className={styles['head']} data-size={size}>
      <span className={styles['brand']}>{t('common.appName')}</span>
      {place === undefined ? null : <span className={styles['place']}>{place}</span>}
      {beside}
      <div className={styles['end']}>{end}</div>
    </header>
  );
}

/** A whole screen before anybody is in. */
export const DoorScreen = ({
  head,
  children,
}: {
  readonly head: ReactNode;
  readonly children: ReactNode;
}) => (
  <div className={styles['screen']}>
    {head}
    {children}
  </div>
);

/** In the language of whoever stands before the door. */
export function DoorLanguage(): ReactNode {
  const t = useT();
  const locale = useStore(preferences, (all) => all.locale);
  return (
    <SegmentedControl
      label={t('frame.language')}
      value={locale}
      onChange={(next) => preferences.setState({ locale: next })}
      options={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }))}
    />
  );
}
