import { IconSearch } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { actionById, commands, perform } from '#renderer/commands/registry.ts';
import { useAction, useKeyCaps } from '#renderer/commands/use-actions.ts';
import { LinkPill } from '#renderer/features/link/link-pill.tsx';
import { toOffice, toTill } from '#renderer/features/office/actions.ts';
import { isHq } from '#renderer/host/kind.ts';
import { useSessionIfKnown } from '#renderer/host/use-session.ts';
import { ActionButton } from '#renderer/ui/action-button.tsx';
import { KeyCap } from '#renderer/ui/key-cap.tsx';
import { keepFocus } from '#renderer/ui/press.ts';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import { lock, palette } from './frame-actions.tsx';
import { PrinterPill, ShiftPill, TroublePills } from './status-pills.tsx';
import styles from './top-bar.module.css';
import { useNow } from './use-now.ts';

/** What a clerk must always see: where, which shift, what is wrong, what time it is, who. */
export function TillBar(): ReactNode {
  const t = useT();
  const store = useSessionIfKnown()?.store;
  return (
    <header className={styles['bar']}>
      <span className={styles['brand']}>{t('common.appName')}</span>
      {store === undefined || store === null ? null : (
        <span className={styles['place']}>
          {t('frame.register', { store: store.name, register: store.register })}
        </span>
      )}
      <ShiftPill />
      <span className={styles['spacer']} />
      <TroublePills />
      <LinkPill />
      <ActionButton action={toOffice} variant="quiet" withIcon caps="none" className={styles['door']} />
      <PrinterPill />
      <Clock />
      <Person />
    </header>
  );
}

/** The same for the back office, with "find anything" in the middle. */
export function OfficeBar(): ReactNode {
  const t = useT();
  const store = useSessionIfKnown()?.store;
  const [cap] = useKeyCaps(palette);
  return (
    <header className={styles['bar']} data-look="office">
      <Link href="/" className={styles['brand']} title={t(isHq ? 'hq.overview.title' : 'frame.toTill')}>
        {t('common.appName')}
      </Link>
      {store === undefined || store === null ? null : (
        <span className={styles['place']}>
          {t(isHq ? 'hq.place' : 'frame.backOffice', { store: store.name })}
        </span>
      )}
      <ActionButton action={toTill} variant="quiet" withIcon />
      <span className={styles['spacer']} />
      <button type="button" className={styles['find']} onClick={() => run(palette.id)}>
        <IconSearch size={16} stroke={1.75} />
        <span className={styles['findText']}>{t('frame.findAnything')}</span>
        {cap === undefined ? null : <KeyCap>{cap}</KeyCap>}
      </button>
      <span className={styles['spacer']} />
      <TroublePills />
      {isHq ? null : <LinkPill />}
      {isHq ? null : <PrinterPill />}
      <Person />
    </header>
  );
}

function run(id: string): void {
  const action = actionById(commands.getState().layers, id);
  if (action !== undefined) perform(action);
}

function Clock(): ReactNode {
  const { day, time } = useFormats();
  const now = useNow(60_000);
  return (
    <time className={styles['clock']} dateTime={new Date(now).toISOString()}>
      <span className={styles['day']}>{day(now)} </span>
      {time(now)}
    </time>
  );
}

function Person(): ReactNode {
  const t = useT();
  const person = useSessionIfKnown()?.person;
  const action = useAction(lock.id);
  const [cap] = useKeyCaps(lock);
  if (person === undefined || person === null) return null;
  return (
    <button
      type="button"
      className={styles['person']}
      title={t(isHq ? 'hq.signedInAs' : 'frame.signedInAs', { name: person.name })}
      disabled={action === undefined}
      onMouseDown={keepFocus}
      onClick={() => run(lock.id)}
    >
      {cap === undefined ? null : <KeyCap>{cap}</KeyCap>}
      <span className={styles['name']}>{person.name}</span>
    </button>
  );
}
