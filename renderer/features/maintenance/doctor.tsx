import type { ReactNode } from 'react';
import { useNow } from '#renderer/app/use-now.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { Button } from '#renderer/ui/button.tsx';
import { Card, Row, Spacer, Stack } from '#renderer/ui/layout.tsx';
import { ErrorLine, NoticeLine } from '#renderer/ui/notice.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import { type DoctorRun, startDoctor, useDoctorRun } from './doctor-run.ts';
import styles from './screen.module.css';

/** The check of everything: started here, left and come back to, its result kept until the next. */
export function Doctor(): ReactNode {
  const t = useT();
  const run = useDoctorRun();
  return (
    <Card gap={3} label={t('journal.doctor')}>
      <Row gap={4}>
        <Stack gap={1}>
          <h2>{t('journal.doctor')}</h2>
          <p className="dim">{t('journal.doctorHint')}</p>
        </Stack>
        <Spacer />
        <Button busy={run.is === 'running'} onPress={() => void startDoctor()}>
          {t('journal.doctor')}
        </Button>
      </Row>
      <Outcome run={run} />
    </Card>
  );
}

function Outcome({ run }: { readonly run: DoctorRun }): ReactNode {
  const t = useT();
  const say = useFailureText();
  const { count } = useFormats();
  const now = useNow(1000);
  switch (run.is) {
    case 'idle':
      return null;
    case 'running': {
      const seconds = Math.max(0, Math.floor((now - run.since) / 1000));
      return (
        <NoticeLine>
          {t('journal.doctorRunning', { seconds: String(seconds) })} {t('common.keepsRunning')}
        </NoticeLine>
      );
    }
    case 'failed':
      return <ErrorLine text={`${t('journal.doctorFailed')} ${say(run.failure) ?? ''}`} />;
    case 'done': {
      const { ok, entries, findings, ms } = run.outcome;
      if (ok)
        return (
          <NoticeLine tone="good">
            {t('journal.doctorGood', { entries: count(entries), seconds: (ms / 1000).toFixed(1) })}
          </NoticeLine>
        );
      return (
        <>
          <NoticeLine tone="bad">{t('journal.doctorBad', { count: findings.length })}</NoticeLine>
          <ul className={styles['findings']}>
            {findings.slice(0, 50).map((finding) => (
              <li key={finding}>
                <code>{finding}</code>
              </li>
            ))}
          </ul>
        </>
      );
    }
  }
}
