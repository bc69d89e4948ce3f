import { useMutation, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useLocation, useParams } from 'wouter';
import { download } from '#renderer/features/office/download.ts';
import { OfficePage } from '#renderer/features/office/parts/office-page.tsx';
import { useSend } from '#renderer/features/office/use-send.ts';
import { invalidate } from '#renderer/host/changes.ts';
import { client, host } from '#renderer/host/host.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { StatusWord } from '#renderer/ui/badge.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { askConfirm } from '#renderer/ui/dialogs.tsx';
import { Card, FigureCard, Grid, Row, Stack } from '#renderer/ui/layout.tsx';
import { ErrorLine, NoticeLine, Progress } from '#renderer/ui/notice.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { ImportJob } from '#shared/contract/catalog.ts';
import { faultWords, reasonWords } from './fault-words.ts';
import { LineErrors } from './parts/line-errors.tsx';
import { JOB_TONES, useNameOf } from './parts/past-imports.tsx';
import { wordedErrors } from './worded-errors.ts';

/** How often a running import is asked how far it is, ms; the event of its end comes by itself. */
const ASK_AGAIN = 500;

/** One import: how far it is, what came of it, and how to take it back. It can be left and come back to. */
export function ImportJobScreen(): ReactNode {
  const t = useT();
  const say = useFailureText();
  const { id = '' } = useParams();
  const [, go] = useLocation();
  const { data: job, error } = useQuery({
    ...host.imports.get.queryOptions({ input: { import: id } }),
    refetchInterval: (query) => (isMoving(query.state.data) ? ASK_AGAIN : false),
  });
  return (
    <OfficePage
      title={job === undefined ? t('imports.title') : t('imports.job', { file: job.file })}
      hint={job === undefined ? undefined : <Started job={job} />}
      needs="catalog.import"
      actions={<Button onPress={() => go('/office/import')}>{t('imports.toList')}</Button>}
    >
      <ErrorLine text={say(error)} />
      {job === undefined ? null : <Job job={job} />}
    </OfficePage>
  );
}

const isMoving = (job: ImportJob | undefined): boolean =>
  job?.state === 'running' || job?.state === 'undoing';

function Started({ job }: { readonly job: ImportJob }): ReactNode {
  const t = useT();
  const { dateTime } = useFormats();
  const nameOf = useNameOf();
  return t('imports.jobStarted', { when: dateTime(job.startedAt), by: nameOf(job.by) });
}

function Job({ job }: { readonly job: ImportJob }): ReactNode {
  const t = useT();
  const { count } = useFormats();
  return (
    <Stack gap={5}>
      {isMoving(job) ? (
        <Running job={job} />
      ) : (
        <Row gap={3}>
          <StatusWord tone={JOB_TONES[job.state]}>{t(`imports.state.${job.state}`)}</StatusWord>
          {job.resumable && job.rows > 0 ? (
            <span>{t('imports.stoodAt', { done: count(job.done), total: count(job.rows) })}</span>
          ) : null}
          {job.reason === null ? null : <span>{reasonWords(job.reason, t)}</span>}
        </Row>
      )}
      <Grid min={180} gap={3}>
        <FigureCard label={t('imports.added')} value={count(job.added)} tone="good" />
        <FigureCard label={t('imports.changed')} value={count(job.changed)} />
        <FigureCard
          label={t('imports.refused')}
          value={count(job.refused)}
          tone={job.refused > 0 ? 'warn' : 'plain'}
        />
        {job.withoutStock > 0 ? (
          <FigureCard label={t('imports.withoutStock')} value={count(job.withoutStock)} tone="warn" />
        ) : null}
      </Grid>
      <After job={job} />
      {job.refused === 0 && job.state === 'done' ? (
        <NoticeLine tone={job.withoutStock > 0 ? 'warn' : 'good'}>
          {job.withoutStock > 0
            ? t('imports.allButStock', { count: job.withoutStock })
            : t('imports.allTaken')}
        </NoticeLine>
      ) : null}
      <LineErrors errors={job.errors} total={job.refused + job.withoutStock} />
    </Stack>
  );
}

function Running({ job }: { readonly job: ImportJob }): ReactNode {
  const t = useT();
  const say = useFailureText();
  const whole = job.rows > 0 ? job.rows : 100;
  const stop = useMutation({
    mutationFn: () => client.imports.cancel({ import: job.id }),
    onSuccess: () => invalidate(['import']),
  });
  const ask = async (): Promise<void> => {
    const sure = await askConfirm({
      title: t('imports.stopAsk'),
      text: t('imports.stopText'),
      confirm: t('imports.stop'),
    });
    if (sure) stop.mutate();
  };
  return (
    <Card gap={3}>
      <Progress
        label={t(job.state === 'undoing' ? 'imports.undoProgress' : 'imports.progress')}
        done={Math.round(job.progress * whole)}
        total={whole}
      >
        <Row gap={3}>
          <p className="dim">
            {t('common.keepsRunning')} {t('imports.sellOn')}
          </p>
          {job.state === 'running' ? (
            <Button busy={stop.isPending} onPress={() => void ask()}>
              {t('imports.stop')}
            </Button>
          ) : null}
        </Row>
      </Progress>
      <ErrorLine text={say(stop.error)} />
    </Card>
  );
}

/** What can be done once it has ended. */
function After({ job }: { readonly job: ImportJob }): ReactNode {
  const t = useT();
  const say = useFailureText();
  const [, go] = useLocation();
  const resuming = useSend(client.imports.resume);
  const undoing = useSend(client.imports.undo);
  const errors = useMutation({
    mutationFn: () => client.imports.errorsCsv({ import: job.id }),
    onSuccess: ({ csv }) => download(`${job.file.replace(/\.\w+$/, '')}-errors.csv`, wordedErrors(csv, t)),
  });
  const resume = async (): Promise<void> => {
    if ((await resuming.send({ import: job.id })) !== null) await invalidate(['import']);
  };
  const undo = async (): Promise<void> => {
    const sure = await askConfirm({
      title: t('imports.undoAsk'),
      text: t('imports.undoText'),
      confirm: t('imports.undo'),
      tone: 'danger',
    });
    if (!sure || (await undoing.send({ import: job.id })) === null) return;
    await invalidate(['import', 'catalog']);
  };
  if (isMoving(job)) return null;
  return (
    <Stack gap={2}>
      <ErrorLine
        text={faultWords(resuming.failure, t) ?? resuming.error ?? undoing.error ?? say(errors.error)}
      />
      <Row gap={2} wrap>
        {job.resumable ? (
          <Button variant="accent" busy={resuming.busy} onPress={() => void resume()}>
            {t('imports.resume')}
          </Button>
        ) : null}
        <Button onPress={() => go('/office/products')}>{t('imports.toProducts')}</Button>
        {job.refused + job.withoutStock > 0 ? (
          <Button busy={errors.isPending} onPress={() => errors.mutate()}>
            {t('imports.errorsCsv')}
          </Button>
        ) : null}
        {job.undoable ? (
          <Button variant="quiet" busy={undoing.busy} onPress={() => void undo()}>
            {t('imports.undo')}
          </Button>
        ) : null}
      </Row>
    </Stack>
  );
}
