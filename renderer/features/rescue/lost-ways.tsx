import { type ReactNode, useState } from 'react';
import { client } from '#renderer/host/host.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { Button } from '#renderer/ui/button.tsx';
import { askConfirm } from '#renderer/ui/dialogs.tsx';
import { ErrorLine } from '#renderer/ui/notice.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { RescueView } from '#shared/contract/rescue.ts';
import styles from './screen.module.css';

/** What is known of a store that is gone. */
export function LostWords({ upTo }: { readonly upTo: number | null }): ReactNode {
  const t = useT();
  const formats = useFormats();
  return upTo === null ? t('rescue.lost') : t('rescue.lostUpTo', { count: formats.count(upTo) });
}

interface LostWaysProps {
  readonly folder: RescueView['folder'];
  /** Backups may lie there now. */
  readonly onLook: () => void;
}

/** The ways on from a store that is gone, the one that loses least first. */
export function LostWays({ folder, onLook }: LostWaysProps): ReactNode {
  const t = useT();
  const { begin, busy, failure } = useBeginAnew();
  return (
    <section className={styles['backups']} aria-label={t('rescue.ways')}>
      <h2 className={styles['choose']}>{t('rescue.ways')}</h2>
      {failure === null ? null : <ErrorLine text={failure} />}
      <ol>
        <li className={styles['way']}>
          <strong>{t('rescue.moved')}</strong>
          <p>
            {t('rescue.movedHow')} <code>{folder.store}</code>
          </p>
        </li>
        <li className={styles['way']}>
          <strong>{t('rescue.elsewhere')}</strong>
          <p>
            {t('rescue.elsewhereHow')} <code>{folder.backups}</code>
          </p>
          <Button onPress={onLook}>{t('rescue.look')}</Button>
        </li>
        <li className={styles['way']}>
          <strong>{t('rescue.anew')}</strong>
          <p>{t('rescue.anewHow')}</p>
          <Button variant="danger" onPress={() => void begin()} disabled={busy} busy={busy}>
            {t('rescue.begin')}
          </Button>
        </li>
      </ol>
    </section>
  );
}

/** Asks once more, and starts the page anew on the register that is to be set up. */
function useBeginAnew() {
  const t = useT();
  const failureText = useFailureText();
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<unknown>(null);
  const begin = async (): Promise<void> => {
    const sure = await askConfirm({
      title: t('rescue.anewSure'),
      text: t('rescue.anewWords'),
      confirm: t('rescue.begin'),
      tone: 'danger',
    });
    if (!sure) return;
    setBusy(true);
    setFailed(null);
    try {
      await client.rescue.beginAnew();
      window.location.reload();
    } catch (failure) {
      setFailed(failure);
      setBusy(false);
    }
  };
  return { begin, busy, failure: failed === null ? null : failureText(failed) };
}
