import type { ReactNode } from 'react';
import { NoticeLine } from '#renderer/ui/notice.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { ReportView } from '#shared/contract/shifts.ts';
import styles from './report-table.module.css';
import { TenderTable } from './tender-table.tsx';

/** X and Z on the screen, from one and the same report. What a person may not see is not there at all. */
export function ReportTable({ report }: { readonly report: ReportView }): ReactNode {
  const t = useT();
  const { money, count } = useFormats();
  const { sales, returns } = report;
  const span = sales.first === null || sales.last === null ? null : `${sales.first} – ${sales.last}`;
  return (
    <div className={styles['report']}>
      {report.blind ? <NoticeLine>{t('shift.blind')}</NoticeLine> : null}
      <Group
        title={t('shift.sales')}
        rows={[
          [t('shift.count'), count(sales.count)],
          [t('shift.numbers'), span],
          [t('shift.gross'), amount(sales.gross, money)],
          [t('shift.discounts'), report.blind ? null : money(-sales.discount)],
          [t('shift.taxIn'), amount(sales.tax, money)],
          [t('shift.rounding'), amount(sales.rounding, money)],
        ]}
      />
      <Group
        title={t('shift.returns')}
        rows={[
          [t('shift.count'), count(returns.count)],
          [t('shift.gross'), amount(returns.gross, money)],
          [t('shift.taxIn'), amount(returns.tax, money)],
          [t('shift.rounding'), amount(returns.rounding, money)],
        ]}
      />
      <TaxTable report={report} />
      <TenderTable tenders={report.tenders} />
      <Group
        title={t('shift.events')}
        rows={[
          [t('shift.noSales'), count(report.noSales)],
          [t('shift.voids'), count(report.voids)],
          [t('shift.removedLines'), count(report.removedLines)],
          [t('shift.priceChanges'), count(report.priceChanges)],
          [t('shift.tenderCorrections'), count(report.tenderCorrections)],
          [t('shift.reprints'), count(report.reprints)],
        ]}
      />
    </div>
  );
}

const amount = (minor: number | null, money: (minor: number) => string): string | null =>
  minor === null ? null : money(minor);

interface GroupProps {
  readonly title: string;
  /** A row without a value is left out. */
  readonly rows: readonly (readonly [label: string, value: string | null])[];
}

function Group({ title, rows }: GroupProps): ReactNode {
  return (
    <section className={styles['group']}>
      <h2>{title}</h2>
      <dl>
        {rows.map(([label, value]) =>
          value === null ? null : (
            <div key={label} className={styles['row']}>
              <dt>{label}</dt>
              <dd>{value}</dd>
            </div>
          ),
        )}
      </dl>
    </section>
  );
}

function TaxTable({ report }: { readonly report: ReportView }): ReactNode {
  const t = useT();
  const formats = useFormats();
  if (report.taxes === null || report.taxes.length === 0) return null;
  return (
    <section className={styles['group']}>
      <h2>{t('shift.taxes')}</h2>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">{t('shift.rate')}</th>
            <th scope="col">{t('shift.net')}</th>
            <th scope="col">{t('shift.tax')}</th>
            <th scope="col">{t('shift.gross')}</th>
          </tr>
        </thead>
        <tbody>
          {report.taxes.map((row) => (
            <tr key={`${row.letter}${row.rate}`}>
              <th scope="row">
                {row.letter} {formats.rate(row.rate)}
              </th>
              <td>{formats.amount(row.net)}</td>
              <td>{formats.amount(row.tax)}</td>
              <td>{formats.amount(row.gross)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
