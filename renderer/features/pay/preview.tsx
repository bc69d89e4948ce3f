import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Slip } from '#renderer/features/receipt/slip.tsx';
import { client, host } from '#renderer/host/host.ts';
import { useSessionIfKnown } from '#renderer/host/use-session.ts';
import { useT } from '#renderer/ui/words.tsx';
import type { TicketView } from '#shared/contract/tickets.ts';
import styles from './pay.module.css';

/** The slip as it will look; it has no number before the sale has one. */
export function Preview({ ticket }: { readonly ticket: TicketView }): ReactNode {
  const t = useT();
  const printer = useSessionIfKnown()?.printer.state ?? 'none';
  const { data } = useQuery({
    queryKey: [...host.tickets.preview.queryKey({ input: { ticket: ticket.id } }), ticket.version],
    queryFn: ({ signal }) => client.tickets.preview({ ticket: ticket.id }, { signal }),
    placeholderData: keepPreviousData,
  });
  return (
    <section className={styles['right']} aria-label={t('pay.receipt')}>
      <div className={styles['head']}>
        <h2>{t('pay.receipt')}</h2>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section className={styles['slip']} aria-label={t('pay.preview')} tabIndex={0}>
        {data === undefined ? null : <Slip svg={data.svg} />}
      </section>
      <p className={styles['hint']}>{t(printer === 'none' ? 'pay.receiptNone' : 'pay.receiptHint')}</p>
    </section>
  );
}
