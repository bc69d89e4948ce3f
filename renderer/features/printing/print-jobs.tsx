import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useNow } from '#renderer/app/use-now.ts';
import { invalidate } from '#renderer/host/changes.ts';
import { client, host } from '#renderer/host/host.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { StatusWord, type Tone } from '#renderer/ui/badge.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { Card, Row, Spacer, Stack } from '#renderer/ui/layout.tsx';
import { EmptyState, ErrorLine } from '#renderer/ui/notice.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { PrintJob } from '#shared/contract/back-office.ts';
import styles from './print-jobs.module.css';

const LATELY = 12;

/** Slips that ask, wait or were printed lately. */
export function PrintJobs(): ReactNode {
  const t = useT();
  const say = useFailureText();
  const { data, error } = useQuery(host.printing.jobs.queryOptions());
  if (data === undefined) return <ErrorLine text={say(error)} />;
  const asked = data.filter(({ state }) => state === 'asked');
  const waiting = data.filter(({ state }) => WAITING.has(state));
  const done = data.filter(({ state }) => !WAITING.has(state) && state !== 'asked').slice(0, LATELY);
  if (data.length === 0) return <EmptyState title={t('printing.queueNone')} />;
  return (
    <Stack gap={3}>
      {asked.map((job) => (
        <Asked key={job.id} job={job} />
      ))}
      {waiting.length === 0 ? null : (
        <Group title={t('printing.waiting')} hint={t('printing.wait')}>
          {waiting.map((job) => (
            <Waiting key={job.id} job={job} />
          ))}
        </Group>
      )}
      {done.length === 0 ? null : (
        <Group title={t('printing.lately')}>
          {done.map((job) => (
            <Job key={job.id} job={job} />
          ))}
        </Group>
      )}
    </Stack>
  );
}

const WAITING: ReadonlySet<PrintJob['state']> = new Set(['queued', 'sending', 'waiting-tap']);

const TONES: Readonly<Partial<Record<PrintJob['state'], Tone>>> = {
  asked: 'warn',
  'waiting-tap': 'warn',
  confirmed: 'good',
  printed: 'good',
};

interface GroupProps {
  readonly title: string;
  readonly hint?: string;
  readonly children: ReactNode;
}

const Group = ({ title, hint, children }: GroupProps): ReactNode => (
  <section className={styles['group']}>
    <h3>{title}</h3>
    {hint === undefined ? null : <p className="dim small">{hint}</p>}
    {children}
  </section>
);

/** Interrupted while being sent: only the person can see whether paper came out. */
function Asked({ job }: { readonly job: PrintJob }): ReactNode {
  const t = useT();
  const say = useFailureText();
  const answer = useMutation({
    mutationFn: (printed: boolean) => client.printing.answer({ job: job.id, printed }),
    onSuccess: () => invalidate(['print']),
  });
  return (
    <Card surface="warn" gap={2} label={t('printing.asked')}>
      <Row gap={2}>
        <h3>{t('printing.asked')}</h3>
        <Spacer />
        <JobWords job={job} />
      </Row>
      <p>{t('printing.askedText')}</p>
      <ErrorLine text={say(answer.error)} />
      <Row gap={2}>
        <Button busy={answer.isPending} onPress={() => answer.mutate(true)}>
          {t('printing.yes')}
        </Button>
        <Button busy={answer.isPending} onPress={() => answer.mutate(false)}>
          {t('printing.no')}
        </Button>
      </Row>
    </Card>
  );
}

function Waiting({ job }: { readonly job: PrintJob }): ReactNode {
  const t = useT();
  const say = useFailureText();
  const act = useMutation({
    mutationFn: async (what: 'printNow' | 'discard') => await client.printing[what]({ job: job.id }),
    onSuccess: () => invalidate(['print']),
  });
  return (
    <>
      <Job job={job}>
        <Button busy={act.isPending} onPress={() => act.mutate('printNow')}>
          {t('printing.now')}
        </Button>
        <Button variant="quiet" busy={act.isPending} onPress={() => act.mutate('discard')}>
          {t('printing.discard')}
        </Button>
      </Job>
      <ErrorLine text={say(act.error)} />
    </>
  );
}

function Job({ job, children }: { readonly job: PrintJob; readonly children?: ReactNode }): ReactNode {
  const t = useT();
  return (
    <div className={styles['job']}>
      <JobWords job={job} />
      <StatusWord tone={TONES[job.state] ?? 'plain'}>{t(`printing.job.${job.state}`)}</StatusWord>
      {job.tries > 1 ? <span className="dim small">{t('printing.tries', { count: job.tries })}</span> : null}
      <Spacer />
      {children}
    </div>
  );
}

function JobWords({ job }: { readonly job: PrintJob }): ReactNode {
  const t = useT();
  const { ago } = useFormats();
  const now = useNow(10_000);
  return (
    <span className={styles['words']}>
      <span className="strong">
        {t(`printing.kind.${job.kind}`)} {job.number}
      </span>
      {job.copy > 0 ? ` · ${t('printing.copy', { copy: String(job.copy) })}` : null}
      <span className="dim"> · {ago(job.queuedAt, Math.max(now, job.queuedAt))}</span>
    </span>
  );
}
