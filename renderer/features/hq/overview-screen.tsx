import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { OfficePage } from '#renderer/features/office/parts/office-page.tsx';
import { hq, useHqNow } from '#renderer/host/hq.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { Card, FigureCard, Stack } from '#renderer/ui/layout.tsx';
import { ErrorLine } from '#renderer/ui/notice.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { StoreDay } from '#shared/contract/hq/chain-sales.ts';
import type { DeviceRow } from '#shared/contract/hq/stores.ts';
import styles from './overview-screen.module.css';
import { NeedsYou } from './parts/needs-you.tsx';

/** What somebody who runs a chain asks in the morning: what needs me, what came in, is every register there. */
export function HqOverviewScreen(): ReactNode {
  const t = useT();
  const say = useFailureText();
  const days = useQuery(hq.chainSales.days.queryOptions());
  const devices = useQuery(hq.devices.list.queryOptions());
  const kept = useQuery(hq.kept.sum.queryOptions());
  return (
    <OfficePage title={t('hq.overview.title')} needs="reports.see">
      <ErrorLine text={say(days.error ?? devices.error ?? kept.error)} />
      <NeedsYou />
      <Figures days={days.data ?? NO_DAYS} devices={devices.data ?? NO_DEVICES} kept={kept.data ?? NOTHING} />
      <Stores days={days.data ?? NO_DAYS} />
    </OfficePage>
  );
}

const NO_DAYS: readonly StoreDay[] = [];
const NO_DEVICES: readonly DeviceRow[] = [];

const NOTHING = { count: 0, taken: 0 };

interface FiguresProps {
  readonly days: readonly StoreDay[];
  readonly devices: readonly DeviceRow[];
  /** What arrived and is not counted. */
  readonly kept: { readonly count: number; readonly taken: number };
}

function Figures({ days, devices, kept }: FiguresProps): ReactNode {
  const t = useT();
  const { money, count } = useFormats();
  // Stores whose day is over or has not begun are not today's takings.
  const today = days.reduce(
    (last, { businessDate }) => ((businessDate ?? '') > last ? (businessDate ?? '') : last),
    '',
  );
  const open = days.filter(({ businessDate }) => businessDate === today && today !== '');
  const sum = (of: (day: StoreDay) => number): number => open.reduce((all, day) => all + of(day), 0);
  const active = devices.filter(({ state }) => state !== 'revoked');
  const online = active.filter(({ state }) => state === 'online').length;
  const waiting = active.reduce((all, device) => all + device.waiting, 0);
  return (
    <div className={styles['figures']}>
      <FigureCard
        label={t('overview.taken')}
        value={<Link href="/hq/sales">{money(sum(({ taken }) => taken))}</Link>}
        hint={t('overview.takenHint')}
      />
      <FigureCard label={t('overview.sales')} value={count(sum(({ sales }) => sales))} />
      <FigureCard
        label={t('hq.overview.online')}
        value={
          <Link href="/hq/registers">
            {t('common.progress', { done: count(online), total: count(active.length) })}
          </Link>
        }
        tone={online < active.length ? 'warn' : 'plain'}
      />
      <FigureCard
        label={t('hq.overview.waiting')}
        value={count(waiting)}
        hint={t(waiting === 0 ? 'hq.overview.waitingNone' : 'hq.overview.waitingHint')}
        tone={waiting === 0 ? 'plain' : 'warn'}
      />
      {kept.count === 0 ? null : (
        <FigureCard
          label={t('hq.overview.notPosted')}
          value={<Link href="/hq/exceptions?show=kept">{money(kept.taken)}</Link>}
          hint={t('hq.overview.notPostedHint', { count: kept.count })}
          tone="warn"
        />
      )}
    </div>
  );
}

function Stores({ days }: { readonly days: readonly StoreDay[] }): ReactNode {
  const t = useT();
  const { money, count, businessDate, ago } = useFormats();
  const now = useHqNow(30_000);
  return (
    <Card>
      <Stack gap={2}>
        <h2>{t('hq.overview.stores')}</h2>
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">{t('hq.store')}</th>
              <th scope="col">{t('hq.overview.day')}</th>
              <th scope="col" data-align="end">
                {t('overview.sales')}
              </th>
              <th scope="col" data-align="end">
                {t('overview.taken')}
              </th>
              <th scope="col" data-align="end">
                {t('hq.overview.shifts')}
              </th>
              <th scope="col">{t('hq.overview.lastSale')}</th>
            </tr>
          </thead>
          <tbody>
            {days.map((day) => (
              <tr key={day.store}>
                <th scope="row">
                  <Link href={`/hq/sales?store=${encodeURIComponent(day.store)}`}>
                    {day.name} <span className="dim">{day.store}</span>
                  </Link>
                </th>
                <td>{day.businessDate === null ? '–' : businessDate(day.businessDate)}</td>
                <td data-align="end">{count(day.sales)}</td>
                <td data-align="end">{money(day.taken)}</td>
                <td data-align="end">{count(day.openShifts)}</td>
                <td>{day.lastSaleAt === null ? t('hq.overview.noSale') : ago(day.lastSaleAt, now)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Stack>
    </Card>
  );
}
