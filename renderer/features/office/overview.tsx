import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useNow } from '#renderer/app/use-now.ts';
import { host } from '#renderer/host/host.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { useSession } from '#renderer/host/use-session.ts';
import { AmountText } from '#renderer/ui/amount-text.tsx';
import { FigureCard } from '#renderer/ui/layout.tsx';
import { ErrorLine } from '#renderer/ui/notice.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import { today } from './days.ts';
import styles from './overview.module.css';
import { Attention } from './parts/attention.tsx';
import { DayBars } from './parts/day-bars.tsx';
import { LatestSales } from './parts/latest-sales.tsx';
import { OfficePage } from './parts/office-page.tsx';
import { RunningOut } from './parts/running-out.tsx';

/** What a manager asks in the morning: what came in, was the till right, what is wrong, what runs out. */
export function OverviewScreen(): ReactNode {
  const t = useT();
  const { place, businessDate } = useFormats();
  const session = useSession();
  const now = useNow(60_000);
  const day = session.shift?.businessDate ?? today(place.timeZone, now);
  return (
    <OfficePage
      title={t('overview.title')}
      hint={t('overview.day', { date: businessDate(day) })}
      needs="reports.see"
    >
      <Attention day={day} />
      <Figures day={day} />
      <div className={styles['columns']}>
        <DayBars />
        <RunningOut />
      </div>
      <LatestSales day={day} />
    </OfficePage>
  );
}

function Figures({ day }: { readonly day: string }): ReactNode {
  const t = useT();
  const say = useFailureText();
  const { money, count } = useFormats();
  const one = { from: day, to: day, limit: 1 } as const;
  const sales = useQuery(host.sales.find.queryOptions({ input: { ...one, kind: 'sale' } }));
  const returns = useQuery(host.sales.find.queryOptions({ input: { ...one, kind: 'return' } }));
  const sold = sales.data;
  const back = returns.data;
  const here = `/office/sales?day=${day}`;
  return (
    <>
      <ErrorLine text={say(sales.error ?? returns.error)} />
      <div className={styles['figures']}>
        <FigureCard
          label={t('overview.taken')}
          value={
            sold === undefined || back === undefined ? (
              '…'
            ) : (
              <Link href={here}>{money((sold.sum ?? 0) + (back.sum ?? 0))}</Link>
            )
          }
          hint={t('overview.takenHint')}
        />
        <FigureCard
          label={t('overview.sales')}
          value={sold === undefined ? '…' : <Link href={here}>{count(sold.count)}</Link>}
        />
        <FigureCard
          label={t('overview.average')}
          value={
            sold === undefined
              ? '…'
              : sold.count === 0
                ? '–'
                : money(Math.round((sold.sum ?? 0) / sold.count))
          }
        />
        <FigureCard
          label={t('overview.returns')}
          value={back === undefined ? '…' : count(back.count)}
          hint={
            back === undefined
              ? undefined
              : back.count === 0
                ? t('overview.noReturns')
                : t('overview.returned', { amount: money(Math.abs(back.sum ?? 0)) })
          }
        />
        <LastClose />
      </div>
    </>
  );
}

function LastClose(): ReactNode {
  const t = useT();
  const { businessDate } = useFormats();
  const last = useQuery(host.shifts.list.queryOptions({ input: { limit: 1 } })).data?.rows[0];
  if (last === undefined)
    return <FigureCard label={t('overview.lastClose')} value="–" hint={t('overview.neverClosed')} />;
  const { difference } = last;
  return (
    <FigureCard
      label={t('overview.lastClose')}
      tone={difference === 0 ? 'good' : difference < 0 ? 'bad' : 'warn'}
      value={<AmountText minor={difference} as="difference" size="title" weight="heavy" />}
      hint={
        <Link href={`/office/shifts?open=${encodeURIComponent(last.shift)}`}>
          {t('overview.lastCloseHint', { number: last.number, date: businessDate(last.businessDate) })}
        </Link>
      }
    />
  );
}
