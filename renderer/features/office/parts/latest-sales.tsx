import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { host } from '#renderer/host/host.ts';
import { AmountText } from '#renderer/ui/amount-text.tsx';
import { Card } from '#renderer/ui/layout.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import styles from '../overview.module.css';

const SHOWN = 8;

/** The newest tickets of the day; each opens. */
export function LatestSales({ day }: { readonly day: string }): ReactNode {
  const t = useT();
  const { time } = useFormats();
  const { data } = useQuery(host.sales.find.queryOptions({ input: { from: day, to: day, limit: SHOWN } }));
  return (
    <Card gap={2} label={t('overview.latest')}>
      <div className={styles['title']}>
        <h2>{t('overview.latest')}</h2>
        <Link href={`/office/sales?day=${day}`}>{t('overview.allSales')}</Link>
      </div>
      {data?.rows.length === 0 ? <p className="dim">{t('overview.latestNone')}</p> : null}
      <ul className={styles['list']}>
        {data?.rows.map((row) => (
          <li key={row.id} className={styles['line']}>
            <span className="dim">{time(row.at)}</span>
            <Link href={`/office/sales/${row.id}`}>{row.number}</Link>
            <span className={styles['name']}>
              {row.clerk} · {t('overview.items', { count: row.items })} · {row.tenders}
            </span>
            <AmountText minor={row.total} tone={row.total < 0 ? 'bad' : 'ink'} />
          </li>
        ))}
      </ul>
    </Card>
  );
}
