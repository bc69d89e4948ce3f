import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { withApproval } from '#renderer/features/approval/with-approval.tsx';
import { DetailPane } from '#renderer/features/office/parts/detail-pane.tsx';
import { client, host } from '#renderer/host/host.ts';
import { useFailureText } from '#renderer/host/use-failure-text.ts';
import { useRight } from '#renderer/host/use-session.ts';
import { AmountText } from '#renderer/ui/amount-text.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { tell } from '#renderer/ui/dialogs.tsx';
import { Row } from '#renderer/ui/layout.tsx';
import { ErrorLine, NoticeLine, toast } from '#renderer/ui/notice.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { ZView } from '#shared/contract/shifts.ts';
import styles from './z-panel.module.css';

interface ZPanelProps {
  readonly shift: string;
  readonly onClose: () => void;
}

/** One Z report: what was taken, how, what was counted, and the way to the sales it is made of. */
export function ZPanel({ shift, onClose }: ZPanelProps): ReactNode {
  const t = useT();
  const say = useFailureText();
  const { dateTime } = useFormats();
  const { data: z, error } = useQuery(host.shifts.z.queryOptions({ input: { shift } }));
  if (z === undefined)
    return (
      <DetailPane title={error === null ? t('office.reading') : t('office.failed')} onClose={onClose}>
        <ErrorLine text={say(error)} />
      </DetailPane>
    );
  return (
    <DetailPane
      title={t('reports.title', { number: z.number })}
      hint={t('reports.summary', {
        from: dateTime(z.report.openedAt),
        to: dateTime(z.closedAt),
        by: z.closedBy,
      })}
      onClose={onClose}
      width="wide"
      toRead
      footer={<Foot z={z} />}
    >
      <Sums z={z} />
      <Tenders z={z} />
      <Taxes z={z} />
      <Events z={z} />
      {z.note === '' ? null : <NoticeLine>{`${t('reports.note')}: ${z.note}`}</NoticeLine>}
    </DetailPane>
  );
}

function Foot({ z }: { readonly z: ZView }): ReactNode {
  const t = useT();
  const say = useFailureText();
  const mayPrint = useRight('receipt.reprint') !== 'denied';
  const reprint = async (): Promise<void> => {
    try {
      const done = await withApproval((attempt) =>
        client.sales.reprint({ ...attempt, document: z.shift, kind: 'z' }),
      );
      if (done !== null) toast(t(done.printJob === null ? 'reports.noPrinter' : 'reports.printing'));
    } catch (failure) {
      void tell({ title: t('error.title'), text: say(failure) });
    }
  };
  return (
    <Row gap={3}>
      {mayPrint ? <Button onPress={() => void reprint()}>{t('reports.reprint')}</Button> : null}
      <Link href={`/office/sales?day=${z.report.businessDate}`}>{t('reports.theSales')}</Link>
    </Row>
  );
}

/** An amount, or that it is hidden. */
function Amount({ minor }: { readonly minor: number | null }): ReactNode {
  return minor === null ? <span className="dim">–</span> : <AmountText minor={minor} />;
}

function Sums({ z }: { readonly z: ZView }): ReactNode {
  const t = useT();
  const { sales, returns } = z.report;
  return (
    <table className={styles['table']}>
      <tbody>
        <tr>
          <th scope="row">{t('reports.salesLine', { count: sales.count })}</th>
          <td>
            <Amount minor={sales.gross} />
          </td>
        </tr>
        <tr>
          <th scope="row">{t('reports.returnsLine', { count: returns.count })}</th>
          <td>
            <Amount minor={returns.gross === null ? null : -returns.gross} />
          </td>
        </tr>
        <tr>
          <th scope="row">{t('reports.discount')}</th>
          <td>
            <Amount minor={sales.discount} />
          </td>
        </tr>
        <tr>
          <th scope="row">{t('reports.rounding')}</th>
          <td>
            <Amount minor={sales.rounding} />
          </td>
        </tr>
        {sales.first === null || sales.last === null ? null : (
          <tr>
            <th scope="row" colSpan={2} className="dim">
              {t('reports.numbers', { first: sales.first, last: sales.last })}
            </th>
          </tr>
        )}
      </tbody>
    </table>
  );
}

function Tenders({ z }: { readonly z: ZView }): ReactNode {
  const t = useT();
  return (
    <table className={styles['table']}>
      <thead>
        <tr>
          <th scope="col">{t('reports.tenders')}</th>
          <th scope="col">{t('reports.expected')}</th>
          <th scope="col">{t('reports.counted')}</th>
          <th scope="col">{t('reports.difference')}</th>
        </tr>
      </thead>
      <tbody>
        {z.report.tenders.map((row) => (
          <tr key={row.tender}>
            <th scope="row">{row.name}</th>
            <td>
              <Amount minor={row.expected} />
            </td>
            <td>
              {row.declared ? (
                <Amount minor={row.counted} />
              ) : (
                <span className="dim">{t('reports.notCounted')}</span>
              )}
            </td>
            <td>
              {row.difference === null ? null : (
                <AmountText
                  minor={row.difference}
                  as="difference"
                  tone={row.difference === 0 ? 'dim' : row.difference < 0 ? 'bad' : 'warn'}
                />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Taxes({ z }: { readonly z: ZView }): ReactNode {
  const t = useT();
  const { rate } = useFormats();
  if (z.report.taxes === null || z.report.taxes.length === 0) return null;
  return (
    <table className={styles['table']}>
      <thead>
        <tr>
          <th scope="col">{t('reports.taxes')}</th>
          <th scope="col">{t('reports.net')}</th>
          <th scope="col">{t('reports.tax')}</th>
          <th scope="col">{t('reports.gross')}</th>
        </tr>
      </thead>
      <tbody>
        {z.report.taxes.map((row) => (
          <tr key={`${row.letter} ${row.rate}`}>
            <th scope="row">
              {row.letter} {rate(row.rate)}
            </th>
            <td>
              <AmountText minor={row.net} />
            </td>
            <td>
              <AmountText minor={row.tax} />
            </td>
            <td>
              <AmountText minor={row.gross} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Events({ z }: { readonly z: ZView }): ReactNode {
  const t = useT();
  const { count, money } = useFormats();
  const { report } = z;
  const lines = [
    [t('reports.noSales'), report.noSales],
    [t('reports.voids'), report.voids],
    [t('reports.removedLines'), report.removedLines],
    [t('reports.priceChanges'), report.priceChanges],
    [t('reports.corrections'), report.tenderCorrections],
    [t('reports.reprints'), report.reprints],
  ] as const;
  return (
    <table className={styles['table']}>
      <thead>
        <tr>
          <th scope="col">{t('reports.events')}</th>
          <th scope="col" aria-label={t('common.quantity')} />
        </tr>
      </thead>
      <tbody>
        {lines.map(([label, value]) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td className={value === 0 ? 'dim' : undefined}>{count(value)}</td>
          </tr>
        ))}
        <tr>
          <th scope="row">{t('reports.grandSales')}</th>
          <td>{money(z.grandTotals.sales)}</td>
        </tr>
        <tr>
          <th scope="row">
            {t('reports.grandReturns')}
            {z.grandTotals.continuedFrom === null ? null : (
              <span className="dim"> {t('reports.continued', { from: z.grandTotals.continuedFrom })}</span>
            )}
          </th>
          <td>{money(z.grandTotals.returns)}</td>
        </tr>
      </tbody>
    </table>
  );
}
