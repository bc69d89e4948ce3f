import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { useSessionIfKnown } from '#renderer/host/use-session.ts';
import { AmountText } from '#renderer/ui/amount-text.tsx';
import { StatusWord } from '#renderer/ui/badge.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import type { TicketView } from '#shared/contract/tickets.ts';
import { counter, ticketOf } from './counter.ts';
import styles from './ticket-pane.module.css';

/** What the customer owes, read from two metres; what it is made of, in small above it. */
export function TicketTotals(): ReactNode {
  const t = useT();
  const { amount } = useFormats();
  const ticket = useStore(counter, ticketOf);
  const taken = ticket?.tenders.reduce((sum, tender) => sum + tender.amount, 0) ?? 0;
  return (
    <div className={styles['totals']}>
      {ticket?.copyOf ? (
        <div className={styles['sum']}>
          <span className={styles['sumName']}>
            <StatusWord tone="warn">{t('sell.copyOf', ticket.copyOf)}</StatusWord>
          </span>
        </div>
      ) : null}
      {ticket === null || ticket.note === '' ? null : (
        <div className={styles['sum']}>
          <span className={styles['sumName']}>
            {t('common.note')}: {ticket.note}
          </span>
        </div>
      )}
      {ticket === null || ticket.discountTotal === 0 ? null : (
        <Sum name={<DiscountName ticket={ticket} />}>
          <span className={styles['less']}>{amount(-ticket.discountTotal)}</span>
        </Sum>
      )}
      <Taxes ticket={ticket} />
      {taken === 0 ? null : (
        <Sum name={t('pay.taken')}>
          <span className="strong">{amount(taken)}</span>
        </Sum>
      )}
      <div className={styles['total']}>
        <span className={styles['totalName']}>{t('sell.total')}</span>
        <span data-testid="total" data-ticket={ticket?.id} data-version={ticket?.version ?? 0}>
          <AmountText minor={ticket?.total ?? 0} as="money" size="total" />
        </span>
      </div>
    </div>
  );
}

const Sum = ({ name, children }: { readonly name: ReactNode; readonly children: ReactNode }): ReactNode => (
  <div className={styles['sum']}>
    <span className={styles['sumName']}>{name}</span>
    {children}
  </div>
);

function DiscountName({ ticket }: { readonly ticket: TicketView }): ReactNode {
  const t = useT();
  const { rate } = useFormats();
  const { discount } = ticket;
  if (discount === null) return t('sell.discounts');
  return `${t('sell.discounts')} · ${
    discount.kind === 'percent'
      ? t('sell.onTicket', { what: `−${rate(discount.rate)}` })
      : t('sell.onTicketToo')
  }`;
}

/** The tax by rate. Its row is always there, so that nothing below it moves. */
function Taxes({ ticket }: { readonly ticket: TicketView | null }): ReactNode {
  const t = useT();
  const { amount, rate } = useFormats();
  const included = useSessionIfKnown()?.store?.priceMode !== 'exclusive';
  const rates = (ticket?.taxes ?? []).map((row) => `${rate(row.rate)} ${amount(row.tax)}`).join(' · ');
  const name = rates === '' ? t('sell.tax') : t(included ? 'sell.taxIncluded' : 'sell.taxAdded', { rates });
  return (
    <Sum name={name}>
      <span>{amount(ticket?.tax ?? 0)}</span>
    </Sum>
  );
}
