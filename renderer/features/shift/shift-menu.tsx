import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useLocation } from 'wouter';
import { useActions } from '#renderer/commands/use-actions.ts';
import { withApproval } from '#renderer/features/approval/with-approval.tsx';
import { client, host, queries } from '#renderer/host/host.ts';
import { useRight } from '#renderer/host/use-session.ts';
import { ActionButton } from '#renderer/ui/action-button.tsx';
import { askConfirm, tell } from '#renderer/ui/dialogs.tsx';
import { Card, Pane, Stack } from '#renderer/ui/layout.tsx';
import { NoticeLine, toast } from '#renderer/ui/notice.tsx';
import { ScreenHead } from '#renderer/ui/screen-head.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { Translate } from '#shared/i18n/index.ts';
import { drop, noSale, payIn, payOut } from '../cash/commands.tsx';
import { back, next, print, reportKeys } from './keys.ts';
import { ReportTable } from './parts/report-table.tsx';
import styles from './shift-menu.module.css';

/** The open shift as the register tells it. */
export type CurrentShift = NonNullable<Awaited<ReturnType<typeof client.shifts.current>>>;

const moneyActions = [payIn, payOut, drop] as const;

/** The running shift: moving money, looking at it (X), closing it. */
export function ShiftMenu({ shift }: { readonly shift: CurrentShift }): ReactNode {
  const t = useT();
  const formats = useFormats();
  const [, navigate] = useLocation();
  const mayClose = useRight('shift.close') !== 'denied';
  const report = useQuery(host.shifts.x.queryOptions()).data;
  useActions(moneyActions, { t, formats, selling: true });
  useActions(reportKeys, {
    ready: mayClose,
    next: () => startCount(shift.shift, t),
    print: () => printX(t),
    goBack: () => navigate('/'),
  });
  return (
    <div className={styles['screen']}>
      <Pane
        header={
          <ScreenHead
            title={t('shift.title')}
            hint={t('shift.since', {
              date: formats.businessDate(shift.businessDate),
              time: formats.dateTime(shift.openedAt),
              name: shift.openedBy,
            })}
            back={back}
          />
        }
      >
        <Stack gap={4}>
          {shift.overdue ? <NoticeLine tone="warn">{t('shift.overdueWords')}</NoticeLine> : null}
          <Card gap={3} label={t('shift.money')}>
            <h2>{t('shift.money')}</h2>
            <div className={styles['buttons']}>
              {[payIn, payOut, drop, noSale].map((each) => (
                <ActionButton key={each.id} action={each} withIcon size="large" layout="spread" />
              ))}
            </div>
          </Card>
          <Card gap={3} label={t('shift.end')}>
            <h2>{t('shift.end')}</h2>
            <p className="dim">
              {t('shift.endHint', { open: shift.openTickets, parked: shift.parkedTickets })}
            </p>
            <ActionButton action={next} variant="accent" size="large" layout="spread">
              {t('action.closeShift')}
            </ActionButton>
          </Card>
        </Stack>
      </Pane>
      <Pane
        surface="card"
        body="read"
        className={styles['report']}
        label={t('action.xReport')}
        header={
          <ScreenHead title={t('action.xReport')} hint={t('shift.xHint')}>
            <ActionButton action={print} withIcon />
          </ScreenHead>
        }
      >
        {report === undefined ? null : <ReportTable report={report} />}
      </Pane>
    </div>
  );
}

async function printX(t: Translate): Promise<void> {
  const sent = await withApproval(({ commandId }) => client.shifts.printX({ commandId }));
  if (sent === null) return;
  if (sent.printJob === null) void tell({ title: t('shift.noPrinter'), text: t('shift.noPrinterHint') });
  else toast(t('shift.xSent'));
}

/** Selling rests from here on, so it is asked first. */
async function startCount(shift: string, t: Translate): Promise<void> {
  const sure = await askConfirm({
    title: t('shift.startCountTitle'),
    text: t('shift.startCountText'),
    confirm: t('shift.startCountDo'),
  });
  if (!sure) return;
  await withApproval((attempt) => client.shifts.startCount({ ...attempt, shift }));
  await queries.invalidateQueries({ queryKey: host.shifts.key() });
}
