import type { ReactNode } from 'react';
import { AmountText } from '#renderer/ui/amount-text.tsx';
import { ErrorLine } from '#renderer/ui/notice.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import { decimalText } from '#shared/format/index.ts';
import styles from './pay.module.css';
import { Pieces } from './pieces.tsx';
import type { Payment } from './use-offer.ts';

/** What is to pay, what was typed, and the change, all readable from two metres. */
export function Amounts({ payment }: { readonly payment: Payment }): ReactNode {
  const t = useT();
  const { money, difference } = useFormats();
  const { offer, ticket, text, tender, store } = payment;
  const partly = ticket.tenders.length > 0;
  const left = offer.due - offer.amount;
  return (
    <div className={styles['amounts']}>
      <div className={styles['amount']}>
        <span className={styles['label']}>{t(partly ? 'pay.stillToPay' : 'pay.toPay')}</span>
        <span data-testid="to-pay">
          <AmountText minor={offer.due} as="money" size="total" />
        </span>
        <span className={styles['small']}>
          {offer.rounding === 0
            ? ' '
            : t('pay.rounded', { total: money(offer.rest), rounding: difference(offer.rounding) })}
        </span>
      </div>
      <div className={styles['amount']}>
        {offer.settles || text === '' ? (
          <>
            <span className={styles['label']}>{t('pay.change')}</span>
            <span data-testid="change">
              <AmountText
                minor={offer.change}
                as="money"
                size="total"
                tone={offer.change > 0 ? 'good' : 'dim'}
              />
            </span>
            <Pieces pieces={offer.pieces} />
          </>
        ) : (
          <>
            <span className={styles['label']}>{t('pay.leftAfter')}</span>
            <span data-testid="left">
              <AmountText minor={Math.max(0, left)} as="money" size="total" tone="warn" />
            </span>
            <span className={styles['small']}>{t('pay.leftAfterHint', { tender: tender.name })}</span>
          </>
        )}
      </div>
      {offer.tooMuch ? (
        <div className={styles['wide']}>
          <ErrorLine
            text={t('error.TENDER_EXCEEDS_DUE', {
              due: `${store.currency.code} ${decimalText(offer.due, store.currency.exponent)}`,
            })}
          />
        </div>
      ) : null}
    </div>
  );
}
