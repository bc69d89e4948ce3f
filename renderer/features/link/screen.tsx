import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { useNow } from '#renderer/app/use-now.ts';
import { OfficePage } from '#renderer/features/office/parts/office-page.tsx';
import { client, host, queries } from '#renderer/host/host.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { useSession } from '#renderer/host/use-session.ts';
import { StatusWord, type Tone } from '#renderer/ui/badge.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { DataGrid } from '#renderer/ui/data-grid/data-grid.tsx';
import { type GridColumn, PLAIN_VIEW } from '#renderer/ui/data-grid/grid-model.ts';
import { Card, FigureCard, Stack } from '#renderer/ui/layout.tsx';
import { EmptyState, ErrorLine, NoticeLine, Progress, toast } from '#renderer/ui/notice.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { AsideView, LinkView } from '#shared/contract/link.ts';
import { CompareNow, comparedWords } from './compared.tsx';
import { stopWords } from './hand-over-words.ts';
import { JoinForm } from './join-form.tsx';
import styles from './link.module.css';
import { troubleWords } from './link-words.ts';
import { useLink } from './use-link.ts';

/** How this register and headquarters agree: what waits, how old the knowledge is, and what was put aside with the button that helps. */
export function HeadquartersScreen(): ReactNode {
  const t = useT();
  const alone = useSession().link === null;
  const link = useLink();
  return (
    <OfficePage
      title={t('link.title')}
      hint={t(alone ? 'link.aloneHint' : 'link.hint')}
      needs="store.maintain"
      actions={
        alone ? undefined : (
          <>
            <CompareNow />
            <TryNow />
          </>
        )
      }
    >
      {alone ? <JoinForm join={join} hint={t('link.joinAloneHint')} /> : null}
      {link == null ? null : <Agreement link={link} />}
      {link?.turnedAway ? <JoinForm join={join} from={link.address} hint={t('link.joinAgainHint')} /> : null}
    </OfficePage>
  );
}

async function join(asked: { readonly address: string; readonly code: string }): Promise<void> {
  await client.link.join(asked);
  await queries.invalidateQueries();
}

async function tryNow(): Promise<void> {
  await client.link.tryNow();
  await queries.invalidateQueries({ queryKey: host.link.key() });
}

function TryNow(): ReactNode {
  const t = useT();
  return (
    <Button variant="accent" onPress={() => void tryNow()}>
      {t('link.tryNow')}
    </Button>
  );
}

/** A clock further off than this is worth a word, ms. */
const SKEW = 5 * 60_000;

function Agreement({ link }: { readonly link: LinkView }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const now = useNow(5_000);
  const { waiting, agreedAt, skewMs, feeds, handOver } = link;
  const trouble = troubleWords(link, t);
  const oldest = feeds.some(({ currentAt }) => currentAt === null)
    ? null
    : Math.min(...feeds.map(({ currentAt }) => currentAt ?? 0));
  const ago = (at: number | null): string =>
    at === null ? t('link.never') : formats.ago(at, Math.max(at, now));
  const skewed = skewMs !== null && Math.abs(skewMs) > SKEW;
  return (
    <>
      {trouble === null ? null : <NoticeLine tone="warn">{trouble}</NoticeLine>}
      {link.state === 'handing-over' ? (
        <Card gap={3} label={t('link.handOver')}>
          <Progress
            label={t('link.handOver')}
            done={handOver?.done ?? 0}
            total={handOver === null || handOver.total === 0 ? null : handOver.total}
          >
            <p className="dim">{t('link.handingOver')}</p>
          </Progress>
        </Card>
      ) : null}
      {handOver?.stopped ? (
        <NoticeLine
          tone="bad"
          action={<Button onPress={() => void tryNow()}>{t('link.handOverAgain')}</Button>}
        >
          {stopWords(handOver.stopped, t, 'link')}
        </NoticeLine>
      ) : null}
      {feeds.some(({ stopped }) => stopped) ? <NoticeLine tone="bad">{t('link.stopped')}</NoticeLine> : null}
      <div className={styles['figures']}>
        <FigureCard
          label={t('link.waiting')}
          value={formats.count(waiting.facts)}
          hint={
            waiting.since === null ? t('link.nothingWaits') : t('link.oldest', { age: ago(waiting.since) })
          }
          tone={waiting.since !== null && now - waiting.since > 15 * 60_000 ? 'warn' : 'plain'}
        />
        <FigureCard
          label={t('link.agreed')}
          value={ago(agreedAt)}
          hint={agreedAt === null ? undefined : formats.dateTime(agreedAt)}
          tone={link.online ? 'plain' : 'warn'}
        />
        <FigureCard
          label={t('link.knowledge')}
          value={
            link.online && feeds.every(({ position, end }) => position >= end)
              ? t('link.current')
              : ago(oldest)
          }
          hint={t('link.knowledgeHint')}
        />
        <FigureCard
          label={t('link.clock')}
          value={
            skewMs === null
              ? t('link.never')
              : skewed
                ? formats.age(0, Math.abs(skewMs))
                : t('link.clockRight')
          }
          hint={skewed ? t(skewMs > 0 ? 'link.clockAhead' : 'link.clockBehind') : undefined}
          tone={skewed ? 'warn' : 'plain'}
        />
        <FigureCard
          label={t('link.compared')}
          value={ago(link.compared?.at ?? null)}
          {...comparedWords(link.compared, { t, formats })}
        />
      </div>
      <Asides />
      <Card gap={2} label={t('link.details')}>
        <h2>{t('link.details')}</h2>
        <p>{t('link.chainAt', { chain: link.chain, address: link.address })}</p>
        <p className="dim">{t(link.online ? 'link.lineUp' : 'link.lineDown')}</p>
      </Card>
    </>
  );
}

const TONES: Readonly<Record<AsideView['state'], Tone>> = {
  parked: 'plain',
  unknown: 'warn',
  quarantined: 'bad',
  waiting: 'warn',
  fork: 'bad',
  stopping: 'bad',
};

/** What came and does not count yet, and why. */
function Asides(): ReactNode {
  const t = useT();
  const say = useFailureText();
  const formats = useFormats();
  const { data, error } = useQuery({ ...host.link.asides.queryOptions(), staleTime: 0 });
  const columns = useMemo(
    (): readonly GridColumn<AsideView>[] => [
      {
        id: 'at',
        title: t('link.when'),
        value: ({ at }) => at,
        text: ({ at }) => formats.dateTime(at),
        width: 170,
      },
      { id: 'type', title: t('link.what'), value: ({ type }) => type, width: 180 },
      {
        id: 'state',
        title: t('link.why'),
        value: ({ state }) => state,
        cell: ({ state }) => <StatusWord tone={TONES[state]}>{t(`link.aside.${state}`)}</StatusWord>,
        width: 280,
      },
      { id: 'reason', title: t('link.reason'), value: ({ reason }) => reason },
    ],
    [t, formats],
  );
  const again = async (): Promise<void> => {
    const left = await client.link.retryAsides();
    await queries.invalidateQueries({ queryKey: host.link.key() });
    toast(left.length === 0 ? t('link.allGood') : t('link.stillAside', { count: left.length }));
  };
  return (
    <Stack gap={2}>
      <h2>{t('link.asides')}</h2>
      <ErrorLine text={say(error)} />
      {data === undefined || data.length === 0 ? (
        <Card>
          <EmptyState title={t('link.noAsides')} hint={t('link.noAsidesHint')} />
        </Card>
      ) : (
        <>
          <p className="dim">{t('link.asidesHint')}</p>
          <div className={styles['grid']} style={{ height: Math.min(10, data.length + 1) * 32 + 64 }}>
            <DataGrid
              label={t('link.asides')}
              columns={columns}
              rows={data}
              rowId={({ id }) => id}
              view={PLAIN_VIEW}
            />
          </div>
          <div>
            <Button onPress={() => void again()}>{t('link.lookAgain')}</Button>
          </div>
        </>
      )}
    </Stack>
  );
}
