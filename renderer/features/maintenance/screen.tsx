import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { useNow } from '#renderer/app/use-now.ts';
import { OfficePage } from '#renderer/features/office/parts/office-page.tsx';
import { useSend } from '#renderer/features/office/use-send.ts';
import { client, host, queries } from '#renderer/host/host.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { StatusWord } from '#renderer/ui/badge.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { DataGrid } from '#renderer/ui/data-grid/data-grid.tsx';
import { type GridColumn, PLAIN_VIEW } from '#renderer/ui/data-grid/grid-model.ts';
import { Card, FigureCard, Stack } from '#renderer/ui/layout.tsx';
import { EmptyState, ErrorLine, NoticeLine, toast } from '#renderer/ui/notice.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import { byteWords } from './byte-words.ts';
import { Doctor } from './doctor.tsx';
import styles from './screen.module.css';

export type CareState = Awaited<ReturnType<typeof client.maintenance.state>>;
type Backup = CareState['backups'][number];

/** Whether what was sold is safe: backups, the journal, the disk, and what to do when the machine breaks. */
export function CareScreen(): ReactNode {
  const t = useT();
  const say = useFailureText();
  const { data, error } = useQuery({ ...host.maintenance.state.queryOptions(), staleTime: 0 });
  return (
    <OfficePage
      title={t('journal.title')}
      hint={t('journal.hint')}
      needs="store.maintain"
      actions={<BackupButton />}
    >
      <ErrorLine text={say(error)} />
      {data === undefined ? null : <Care state={data} />}
    </OfficePage>
  );
}

function BackupButton(): ReactNode {
  const t = useT();
  const backing = useSend(client.maintenance.backupNow);
  const run = async (): Promise<void> => {
    const done = await backing.send({});
    await queries.invalidateQueries({ queryKey: host.maintenance.key() });
    if (done !== null) toast(t('journal.backupDone'));
  };
  return (
    <>
      <ErrorLine text={backing.error} />
      <Button variant="accent" busy={backing.busy} onPress={() => void run()}>
        {t('journal.backupNow')}
      </Button>
    </>
  );
}

const TWO_GB = 2 * 1024 ** 3;
/** It is written back every 4,000 pages, 16 MiB: so much more stands in it only while something reads and does not end. */
const LOG_LARGE = 256 * 1024 ** 2;

function Care({ state }: { readonly state: CareState }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const now = useNow(10_000);
  const { journal, catalog, disk, backups } = state;
  const newest = backups.reduce<Backup | null>(
    (best, each) => (best === null || each.at > best.at ? each : best),
    null,
  );
  const low = disk.freeBytes < TWO_GB;
  return (
    <>
      {journal.walBytes > LOG_LARGE ? (
        <NoticeLine tone="warn">{t('journal.logLarge', { size: byteWords(journal.walBytes) })}</NoticeLine>
      ) : null}
      <div className={styles['figures']}>
        <FigureCard
          label={t('journal.lastBackup')}
          value={newest === null ? t('journal.noBackup') : formats.ago(newest.at, Math.max(now, newest.at))}
          hint={newest === null ? undefined : formats.dateTime(newest.at)}
          tone={newest === null ? 'warn' : newest.problem === null ? 'plain' : 'bad'}
        />
        <FigureCard
          label={t('journal.entries')}
          value={formats.count(journal.entries)}
          hint={
            journal.lastAt === null
              ? undefined
              : t('journal.lastEntry', { when: formats.dateTime(journal.lastAt) })
          }
        />
        <FigureCard label={t('journal.products')} value={formats.count(catalog.products)} />
        <FigureCard
          label={t('journal.free')}
          value={byteWords(disk.freeBytes)}
          tone={low ? 'bad' : 'plain'}
          hint={low ? t('journal.freeLow') : undefined}
        />
      </div>
      <Doctor />
      <Backups backups={backups} />
      <div className={styles['columns']}>
        <Restore file={newest?.file ?? null} dataFolder={state.dataFolder} />
        <Details state={state} />
      </div>
    </>
  );
}

function Backups({ backups }: { readonly backups: readonly Backup[] }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const columns = useMemo(
    (): readonly GridColumn<Backup>[] => [
      {
        id: 'at',
        title: t('journal.when'),
        value: ({ at }) => at,
        text: ({ at }) => formats.dateTime(at),
        width: 180,
      },
      { id: 'reason', title: t('journal.reason'), value: ({ reason }) => reason, text: reasonWords(t) },
      {
        id: 'checked',
        title: t('journal.checked'),
        value: ({ problem, verified }) => problem ?? String(verified),
        cell: ({ problem, verified }) =>
          problem !== null ? (
            <StatusWord tone="bad">{t('journal.problem', { problem })}</StatusWord>
          ) : (
            <StatusWord tone={verified ? 'good' : 'warn'}>
              {t(verified ? 'journal.verified' : 'journal.unverified')}
            </StatusWord>
          ),
        width: 240,
      },
      {
        id: 'position',
        title: t('journal.reaches'),
        value: ({ position }) => position,
        text: ({ position }) => formats.count(position),
        align: 'end',
        width: 130,
      },
      {
        id: 'bytes',
        title: t('journal.size'),
        value: ({ bytes }) => bytes,
        text: ({ bytes }) => byteWords(bytes),
        align: 'end',
        width: 110,
      },
    ],
    [t, formats],
  );
  return (
    <Stack gap={2}>
      <h2>{t('journal.backups')}</h2>
      <p className={styles['kept']}>{t('journal.kept')}</p>
      {backups.length === 0 ? (
        <Card>
          <EmptyState title={t('journal.none')} hint={t('journal.noneHint')} />
        </Card>
      ) : (
        <div className={styles['grid']} style={{ height: Math.min(12, backups.length + 1) * 32 + 64 }}>
          <DataGrid
            label={t('journal.backups')}
            columns={columns}
            rows={backups}
            rowId={({ file }) => file}
            view={NEWEST}
          />
        </div>
      )}
    </Stack>
  );
}

const NEWEST = { ...PLAIN_VIEW, sort: { id: 'at', desc: true } };

const REASONS = ['manual', 'hourly', 'shift-close', 'migration'] as const;

const reasonWords =
  (t: ReturnType<typeof useT>) =>
  ({ reason }: Backup): string => {
    const known = REASONS.find((each) => each === reason);
    return known === undefined ? t('journal.reason.other', { reason }) : t(`journal.reason.${known}`);
  };

interface RestoreProps {
  readonly file: string | null;
  readonly dataFolder: string;
}

function Restore({ file, dataFolder }: RestoreProps): ReactNode {
  const t = useT();
  return (
    <Card gap={3} label={t('journal.restore')}>
      <h2>{t('journal.restore')}</h2>
      <ol className={styles['steps']}>
        <li>{t('journal.restore1')}</li>
        <li>
          {t('journal.restore2')}
          <code className={styles['command']}>
            npm run mallard -- restore {file ?? '--newest'} --data {dataFolder}
          </code>
        </li>
        <li>{t('journal.restore3')}</li>
      </ol>
    </Card>
  );
}

function Details({ state }: { readonly state: CareState }): ReactNode {
  const t = useT();
  const { dateTime } = useFormats();
  const { journal, catalog } = state;
  const lines = [
    [t('journal.version'), state.version],
    [t('journal.folder'), state.dataFolder],
    [t('journal.epoch'), `${journal.epoch} · ${journal.seq}`],
    [t('journal.head'), journal.head],
    [
      t('journal.reachesTo'),
      journal.reachesTo === null ? t('journal.reachesToFirst') : dateTime(journal.reachesTo),
    ],
    [t('journal.files'), `${byteWords(journal.bytes)} + ${byteWords(journal.walBytes)}`],
    [t('journal.catalogFile'), `${byteWords(catalog.bytes)} · ${catalog.generation}`],
  ] as const;
  return (
    <Card gap={2} label={t('journal.details')}>
      <h2>{t('journal.details')}</h2>
      <dl className={styles['details']}>
        {lines.map(([label, value]) => (
          <div key={label}>
            <dt className="dim">{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
