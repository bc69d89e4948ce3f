import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { client, host } from '#renderer/host/host.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { Button } from '#renderer/ui/button.tsx';
import { askConfirm } from '#renderer/ui/dialogs.tsx';
import { EmptyState, ErrorLine, NoticeLine } from '#renderer/ui/notice.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { RescueView } from '#shared/contract/rescue.ts';
import { LostWays, LostWords } from './lost-ways.tsx';
import styles from './screen.module.css';

type Backup = RescueView['backups'][number];

/** The store can't be opened: a person chooses the backup to go on from, says what is to be where it is gone, or calls for help. */
export function RescueScreen(): ReactNode {
  const t = useT();
  const { data, refetch } = useQuery(host.rescue.get.queryOptions());
  const { restore, busy, failure } = useRestore();
  const sound = data?.backups.some(({ entries }) => entries !== null) ?? false;
  const lost = data?.lost ?? null;
  return (
    <main className={styles['screen']}>
      <h1 className={styles['title']}>{t(lost ? 'rescue.lostTitle' : 'rescue.title')}</h1>
      <NoticeLine tone="warn">{lost ? <LostWords upTo={lost.upTo} /> : t('rescue.meaning')}</NoticeLine>
      {failure === null ? null : <ErrorLine text={failure} />}
      {data && !lost && !sound ? <EmptyState title={t('rescue.none')} hint={t('rescue.noneHint')} /> : null}
      {data && data.backups.length > 0 ? (
        <section className={styles['backups']} aria-label={t('rescue.choose')}>
          <h2 className={styles['choose']}>{t('rescue.choose')}</h2>
          <ul>
            {data.backups.map((backup) => (
              <BackupRow key={backup.file} backup={backup} busy={busy} onUse={() => void restore(backup)} />
            ))}
          </ul>
        </section>
      ) : null}
      {data && lost ? <LostWays folder={data.folder} onLook={() => void refetch()} /> : null}
      {data ? (
        <p className="dim">
          {t('rescue.detail')} <code>{data.detail}</code>
        </p>
      ) : null}
    </main>
  );
}

interface BackupRowProps {
  readonly backup: Backup;
  /** The file being restored, or null. */
  readonly busy: string | null;
  readonly onUse: () => void;
}

function BackupRow({ backup, busy, onUse }: BackupRowProps): ReactNode {
  const t = useT();
  const formats = useFormats();
  const { entries } = backup;
  return (
    <li className={styles['backup']}>
      <span className={styles['when']}>{formats.dateTime(backup.at)}</span>
      <span className="dim">
        {entries === null ? t('rescue.unsound') : t('rescue.entries', { count: formats.count(entries) })}
      </span>
      {entries === null ? null : (
        <Button onPress={onUse} disabled={busy !== null} busy={busy === backup.file}>
          {busy === backup.file ? t('rescue.working') : t('rescue.use')}
        </Button>
      )}
    </li>
  );
}

/** Asks once more, restores, and starts the page anew on the register that came back. */
function useRestore() {
  const t = useT();
  const formats = useFormats();
  const failureText = useFailureText();
  const [busy, setBusy] = useState<string | null>(null);
  const [failed, setFailed] = useState<unknown>(null);
  const restore = async ({ file, at }: Backup): Promise<void> => {
    const sure = await askConfirm({
      title: t('rescue.sure'),
      text: t('rescue.sureWords', { when: formats.dateTime(at) }),
      confirm: t('rescue.use'),
    });
    if (!sure) return;
    setBusy(file);
    setFailed(null);
    try {
      await client.rescue.restore({ file });
      window.location.reload();
    } catch (failure) {
      setFailed(failure);
      setBusy(null);
    }
  };
  return { restore, busy, failure: failed === null ? null : failureText(failed) };
}
