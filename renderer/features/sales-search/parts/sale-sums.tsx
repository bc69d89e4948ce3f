import type { ReactNode } from 'react';
import { AmountText } from '#renderer/ui/amount-text.tsx';
import { StatusWord } from '#renderer/ui/badge.tsx';
import { Button } from '#renderer/ui/button.tsx';
import { NoticeLine } from '#renderer/ui/notice.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { SaleView } from '#shared/contract/sales.ts';
import { showReturnSlip } from '../return-slip-dialog.tsx';
import { useToday } from '../use-find-sales.ts';
import styles from './sale-sums.module.css';

/** What was paid and how, until when it may come back, and what came back already. */
export function SaleSums({ sale }: { readonly sale: SaleView }): ReactNode {
  const t = useT();
  const { money, businessDate, dateTime } = useFormats();
  const late = useToday() > sale.returnUntil;
  return (
    <div className={styles['sums']}>
      <div className={styles['total']}>
        <span className="dim">{t('sell.total')}</span>
        <AmountText minor={sale.total} as="money" size="total" />
      </div>
      <dl className={styles['rows']}>
        {sale.discount === 0 ? null : <SumRow label={t('sell.discounts')} value={money(-sale.discount)} />}
        <SumRow label={t('shift.taxIn')} value={money(sale.tax)} />
        {sale.rounding === 0 ? null : <SumRow label={t('shift.rounding')} value={money(sale.rounding)} />}
        {sale.tenders.map((tender) => (
          <SumRow
            key={tender.index}
            label={
              <>
                {tender.name}
                {tender.reference === null ? '' : ` · ${tender.reference}`}
                {tender.corrected ? (
                  <>
                    {' '}
                    <StatusWord tone="warn">{t('sales.corrected')}</StatusWord>
                  </>
                ) : null}
              </>
            }
            value={money(tender.tendered)}
          />
        ))}
        {sale.change === 0 ? null : <SumRow label={t('pay.change')} value={money(-sale.change)} />}
      </dl>
      <p className="dim">
        {t('sales.businessDate', { date: businessDate(sale.businessDate) })}
        {sale.copies === 0 ? '' : ` · ${t('shift.copies', { count: sale.copies })}`}
      </p>
      {late ? (
        <NoticeLine tone="warn">{t('sales.tooLate', { date: businessDate(sale.returnUntil) })}</NoticeLine>
      ) : (
        <p className="dim">{t('sales.returnUntil', { date: businessDate(sale.returnUntil) })}</p>
      )}
      {sale.returns.length === 0 ? null : (
        <section className={styles['returns']} aria-label={t('shift.returns')}>
          <h2>{t('shift.returns')}</h2>
          {sale.returns.map((ret) => (
            <Button key={ret.ret} layout="spread" onPress={() => void showReturnSlip(ret.ret)}>
              {`${ret.number} · ${dateTime(ret.at)} · ${money(-ret.total)}`}
            </Button>
          ))}
        </section>
      )}
    </div>
  );
}

function SumRow({ label, value }: { readonly label: ReactNode; readonly value: string }): ReactNode {
  return (
    <div className={styles['row']}>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  );
}
