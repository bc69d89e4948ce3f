import { type ReactNode, useState } from 'react';
import { useStore } from 'zustand';
import { preferences } from '#renderer/app/preferences.ts';
import { client, host, queries } from '#renderer/host/host.ts';
import { useSession } from '#renderer/host/use-session.ts';
import { SegmentedControl } from '#renderer/ui/choice.tsx';
import { useT } from '#renderer/ui/words.tsx';
import { LOCALE_NAMES, LOCALES } from '#shared/i18n/index.ts';
import { useKept } from '../cash/use-kept.ts';
import { JoinForm } from '../link/join-form.tsx';
import linkStyles from '../link/link.module.css';
import { WaitingForHq } from '../link/waiting-screen.tsx';
import { OwnStoreWizard } from './own-store-wizard.tsx';
import { FirstChoice } from './parts/first-choice.tsx';
import styles from './screen.module.css';

/** Under this name the answers of the wizard are kept, without the PIN. */
const OWN_STORE = 'setup.own';

/** The first run: what this register shall be, in the language of who stands before it. */
export function SetupScreen(): ReactNode {
  const t = useT();
  const locale = useStore(preferences, (all) => all.locale);
  const [texts, setTexts] = useKept(OWN_STORE);
  const own = texts['step'] !== undefined;
  const link = useSession().link;
  const [joining, setJoining] = useState(false);
  return (
    <div className={styles['screen']}>
      <header className={styles['head']}>
        <span className={styles['brand']}>{t('common.appName')}</span>
        <div className={styles['language']}>
          <SegmentedControl
            label={t('frame.language')}
            value={locale}
            onChange={(next) => preferences.setState({ locale: next })}
            options={LOCALES.map((value) => ({ value, label: LOCALE_NAMES[value] }))}
          />
        </div>
      </header>
      {link === 'filling' ? (
        <WaitingForHq />
      ) : joining ? (
        <section className={linkStyles['join']}>
          <JoinForm join={joinHq} onBack={() => setJoining(false)} />
        </section>
      ) : own ? (
        <OwnStoreWizard texts={texts} onTexts={setTexts} />
      ) : (
        <FirstChoice onOwn={() => setTexts({ step: 'shop' })} onJoin={() => setJoining(true)} />
      )}
    </div>
  );
}

async function joinHq(asked: { readonly address: string; readonly code: string }): Promise<void> {
  await client.setup.join(asked);
  await queries.invalidateQueries({ queryKey: host.session.key() });
}
