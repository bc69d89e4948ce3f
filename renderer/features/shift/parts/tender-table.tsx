import type { ReactNode } from 'react';
import { StatusWord } from '#renderer/ui/badge.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { ReportView } from '#shared/contract/shifts.ts';
import styles from './report-table.module.css';

type Tender = ReportView['tenders'][number];

/** Lines of a way of paying, in the order money takes; what nobody may see is absent, what is nothing is left out. */
const LINES = [
  ['opening', 'shift.float'],
  ['sales', 'shift.sales'],
  ['refunds', 'shift.refunds'],
  ['payIns', 'shift.payIns'],
  ['payOuts', 'shift.payOuts'],
  ['corrections', 'shift.corrections'],
] as const;

/** What goes out of the drawer. */
const OUT: ReadonlySet<string> = new Set(['refunds', 'payOuts']);

/** Ways of paying, each from float to count. */
export function TenderTable({ tenders }: { readonly tenders: readonly Tender[] }): ReactNode {
  const t = useT();
  const shown = tenders.filter(
    (tender) => linesOf(tender).length > 0 || tender.expected !== null || tender.counted !== null,
  );
  if (shown.length === 0) return null;
  return (
    <section className={styles['group']}>
      <h2>{t('shift.tenders')}</h2>
      <div className={styles['tenders']}>
        {shown.map((tender) => (
          <TenderCard key={tender.tender} tender={tender} />
        ))}
      </div>
    </section>
  );
}

const linesOf = (tender: Tender) =>
  LINES.flatMap(([key, label]) => {
    const value = tender[key];
    return value === null || value === 0 ? [] : [{ key, label, value: OUT.has(key) ? -value : value }];
  });

function TenderCard({ tender }: { readonly tender: Tender }): ReactNode {
  const t = useT();
  const { money } = useFormats();
  return (
    <section className={styles['tender']} aria-label={tender.name}>
      <h3>{tender.name}</h3>
      <dl>
        {linesOf(tender).map(({ key, label, value }) => (
          <div key={key} className={styles['row']}>
            <dt>{t(label)}</dt>
            <dd>{money(value)}</dd>
          </div>
        ))}
        {tender.expected === null ? null : (
          <div className={styles['row']}>
            <dt>{t('shift.expected')}</dt>
            <dd>{money(tender.expected)}</dd>
          </div>
        )}
        {tender.counted === null ? null : (
          <div className={styles['row']}>
            <dt>{t('shift.counted')}</dt>
            <dd>{money(tender.counted)}</dd>
          </div>
        )}
      </dl>
      {tender.difference === null ? null : <Difference minor={tender.difference} />}
    </section>
  );
}

/** Too much, too little or right: in words, since colour alone says nothing. */
export function Difference({ minor }: { readonly minor: number }): ReactNode {
  const t = useT();
  const { money } = useFormats();
  if (minor === 0) return <StatusWord tone="good">{t('shift.right')}</StatusWord>;
  return (
    <StatusWord tone={minor < 0 ? 'bad' : 'warn'}>
      {t(minor < 0 ? 'shift.short' : 'shift.over', { amount: money(Math.abs(minor)) })}
    </StatusWord>
  );
}
