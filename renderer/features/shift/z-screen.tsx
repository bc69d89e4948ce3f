import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useLocation, useParams } from 'wouter';
import { useActions } from '#renderer/commands/use-actions.ts';
import { withApproval } from '#renderer/features/approval/with-approval.tsx';
import { client, host } from '#renderer/host/host.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { useSession } from '#renderer/host/use-session.ts';
import { ActionButton } from '#renderer/ui/action-button.tsx';
import { tell } from '#renderer/ui/dialogs.tsx';
import { Card, Pane, Stack } from '#renderer/ui/layout.tsx';
import { ErrorLine, NoticeLine, toast } from '#renderer/ui/notice.tsx';
import { ScreenHead } from '#renderer/ui/screen-head.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { ZView } from '#shared/contract/shifts.ts';
import type { Translate } from '#shared/i18n/index.ts';
import { useKept } from '../cash/use-kept.ts';
import { countOf } from './closing.ts';
import { back, next, print, reportKeys } from './keys.ts';
import { ReportTable } from './parts/report-table.tsx';
import { Difference } from './parts/tender-table.tsx';
import styles from './z-screen.module.css';

/**
 * The Z of a closed shift: its number, whether the money was right, and the report that was frozen. A count that this window still
 * keeps was not booked, since somebody else had closed the shift by then; that is said until it is left.
 */
export function ZScreen(): ReactNode {
  const t = useT();
  const say = useFailureText();
  const formats = useFormats();
  const { shift } = useParams<{ shift: string }>();
  const [, navigate] = useLocation();
  const session = useSession();
  const { data: z, error } = useQuery(host.shifts.z.queryOptions({ input: { shift } }));
  const closed = session.shift === null;
  const [typed, setTyped] = useKept(countOf(shift));
  const booked = Object.keys(typed).length === 0;
  const leave = (address: string): void => {
    setTyped(null);
    navigate(address);
  };
  useActions(reportKeys, {
    ready: closed,
    next: () => leave('/shift'),
    print: () => printCopy(shift, t),
    goBack: () => leave(closed ? '/shift' : '/'),
  });
  if (z === undefined) return <ErrorLine text={say(error)} />;
  return (
    <div className={styles['screen']}>
      <Pane header={<ScreenHead title={t('shift.zTitle')} back={back} />}>
        <Stack gap={4}>
          {booked ? null : (
            <NoticeLine tone="warn">
              {t('shift.closedByAnother', { name: z.closedBy, time: formats.dateTime(z.closedAt) })}
            </NoticeLine>
          )}
          <Card gap={2} label={t('shift.zNumber')}>
            <span className="dim">{t('shift.zNumber')}</span>
            <span className={styles['number']}>{z.number}</span>
            <ZFacts z={z} />
          </Card>
          <Differences z={z} blindWords={t(booked ? 'shift.count.blind' : 'shift.count.blindOther')} />
        </Stack>
        <div className={styles['buttons']}>
          <ActionButton action={print} withIcon size="large">
            {t('action.reprint')}
          </ActionButton>
          {closed ? (
            <ActionButton action={next} variant="accent" size="pay">
              {t('shift.new')}
            </ActionButton>
          ) : null}
        </div>
      </Pane>
      <Pane
        surface="card"
        body="read"
        className={styles['report']}
        label={t('shift.zReport')}
        header={<ScreenHead title={t('shift.zReport')} hint={t('shift.zHint')} />}
      >
        <ReportTable report={z.report} />
      </Pane>
    </div>
  );
}

async function printCopy(shift: string, t: Translate): Promise<void> {
  const sent = await withApproval((attempt) =>
    client.sales.reprint({ ...attempt, document: shift, kind: 'z' }),
  );
  if (sent === null) return;
  if (sent.printJob === null) void tell({ title: t('shift.noPrinter'), text: t('shift.noPrinterHint') });
  else toast(t('shift.copySent'));
}

function ZFacts({ z }: { readonly z: ZView }): ReactNode {
  const t = useT();
  const { businessDate, dateTime, money } = useFormats();
  const { grandTotals, report } = z;
  return (
    <>
      <p>
        {t('shift.closedAt', {
          date: businessDate(report.businessDate),
          time: dateTime(z.closedAt),
          name: z.closedBy,
        })}
      </p>
      {report.blind ? null : (
        <p className="dim">
          {t('shift.grandTotals', { sales: money(grandTotals.sales), returns: money(grandTotals.returns) })}
          {grandTotals.continuedFrom === null ? '' : ` ${t('shift.continued')}`}
        </p>
      )}
      {z.note === '' ? null : <p>{z.note}</p>}
      {z.copies === 0 ? null : <p className="dim">{t('shift.copies', { count: z.copies })}</p>}
    </>
  );
}

interface DifferencesProps {
  readonly z: ZView;
  /** Said in place of the differences to who may not see them. */
  readonly blindWords: string;
}

/** Counted against expected, way by way; only what was counted to who may not see more. */
function Differences({ z, blindWords }: DifferencesProps): ReactNode {
  const t = useT();
  const { money } = useFormats();
  const counted = z.report.tenders.filter(({ counted: amount }) => amount !== null);
  return (
    <Card gap={2} label={t('shift.count.title')}>
      <h2>{t('shift.count.title')}</h2>
      {z.report.blind ? <p className="dim">{blindWords}</p> : null}
      <dl className={styles['counts']}>
        {counted.map((tender) => (
          <div key={tender.tender} className={styles['count']}>
            <dt>{tender.name}</dt>
            <dd className={styles['amount']}>{money(tender.counted ?? 0)}</dd>
            <dd>{tender.difference === null ? null : <Difference minor={tender.difference} />}</dd>
          </div>
        ))}
      </dl>
    </Card>
  );
}
