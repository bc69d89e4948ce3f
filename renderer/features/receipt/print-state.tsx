import type { ReactNode } from 'react';
import { useSessionIfKnown } from '#renderer/host/use-session.ts';
import { NoticeLine } from '#renderer/ui/notice.tsx';
import { useT } from '#renderer/ui/words.tsx';
import { JobButtons } from './job-buttons.tsx';
import { slipState, usePrintJobs } from './print-jobs.ts';

/** Where the receipt is, in words; where it needs somebody, the buttons for it. */
export function PrintState({ job }: { readonly job: string | null }): ReactNode {
  const t = useT();
  const printer = useSessionIfKnown()?.printer.state ?? 'unknown';
  const jobs = usePrintJobs();
  if (job === null) return <NoticeLine>{t('receipt.noPrinter')}</NoticeLine>;
  const found = jobs?.find(({ id }) => id === job);
  const state = found === undefined ? 'on-its-way' : slipState(found);
  const stuck = printer === 'off' || printer === 'paper-out' || printer === 'cover-open';
  if (found !== undefined && (state === 'asked' || state === 'waits'))
    return (
      <NoticeLine tone="warn" action={<JobButtons job={found} />}>
        {t(state === 'asked' ? 'receipt.didItPrint' : 'receipt.waitsForTap')}
      </NoticeLine>
    );
  if (state === 'on-its-way' && stuck)
    return (
      <NoticeLine tone="warn" action={found === undefined ? undefined : <JobButtons job={found} />}>
        {t(TROUBLES[printer])}
      </NoticeLine>
    );
  if (state === 'discarded') return <NoticeLine>{t('receipt.discarded')}</NoticeLine>;
  return (
    <NoticeLine tone={state === 'printed' ? 'good' : 'plain'}>
      {t(state === 'printed' ? 'receipt.printed' : 'receipt.onItsWay')}
    </NoticeLine>
  );
}

const TROUBLES = {
  off: 'receipt.printerOff',
  'paper-out': 'receipt.printerPaper',
  'cover-open': 'receipt.printerCover',
} as const;
