import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { useNow } from '#renderer/app/use-now.ts';
import { host } from '#renderer/host/host.ts';
import { Card } from '#renderer/ui/layout.tsx';
import { EmptyState } from '#renderer/ui/notice.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import { daysBefore, today } from '../days.ts';
import styles from '../overview.module.css';

const DAYS = 14;

/** What the last two weeks brought, from closed shifts; each day opens to its sales. */
export function DayBars(): ReactNode {
  const t = useT();
  const { place, money, businessDate, count } = useFormats();
  const last = today(place.timeZone, useNow(60_000));
  const from = daysBefore(last, DAYS - 1);
  const rows =
    useQuery(host.shifts.list.queryOptions({ input: { from, to: last, limit: 500 } })).data?.rows ?? [];
  const days = Array.from({ length: DAYS }, (_, at) => {
    const day = daysBefore(last, DAYS - 1 - at);
    const shifts = rows.filter((row) => row.businessDate === day);
    return {
      day,
      gross: shifts.reduce((sum, { gross }) => sum + gross, 0),
      sales: shifts.reduce((sum, { sales }) => sum + sales, 0),
    };
  });
  const highest = Math.max(1, ...days.map(({ gross }) => gross));
  return (
    <Card gap={2} label={t('overview.days')}>
      <h2>{t('overview.days')}</h2>
      <p className="dim">{t('overview.daysHint')}</p>
      {rows.length === 0 ? (
        <EmptyState title={t('overview.neverClosed')} />
      ) : (
        <div className={styles['bars']}>
          {days.map(({ day, gross, sales }) => {
            const words = t('overview.dayBar', {
              date: businessDate(day),
              amount: money(gross),
              count: count(sales),
            });
            return (
              <Link
                key={day}
                href={`/office/shifts?from=${day}&to=${day}`}
                className={styles['bar']}
                aria-label={words}
                title={words}
              >
                <span className={styles['track']}>
                  <span
                    className={styles['fill']}
                    style={{ height: `${(Math.max(0, gross) / highest) * 100}%` }}
                  />
                </span>
                <span className={styles['label']}>{Number(day.slice(8))}</span>
              </Link>
            );
          })}
        </div>
      )}
    </Card>
  );
}
