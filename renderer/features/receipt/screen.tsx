import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState } from 'react';
import { navigate } from 'wouter/use-browser-location';
import { useStore } from 'zustand';
import { useActions } from '#renderer/commands/use-actions.ts';
import { useTypedKeys } from '#renderer/commands/use-keys.ts';
import { Pieces } from '#renderer/features/pay/pieces.tsx';
import { returnAddress } from '#renderer/features/returns/commands.ts';
import { useScanRouter } from '#renderer/features/sell/scan-router.tsx';
import { typeSearch } from '#renderer/features/sell/search.ts';
import { useTickets } from '#renderer/features/tickets/use-tickets.ts';
import { host } from '#renderer/host/host.ts';
import { useSessionIfKnown } from '#renderer/host/use-session.ts';
import { ActionButton } from '#renderer/ui/action-button.tsx';
import { AmountText } from '#renderer/ui/amount-text.tsx';
import { NoticeLine } from '#renderer/ui/notice.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import { changeIn } from '#shared/domain/change.ts';
import { minor } from '#shared/domain/numbers.ts';
import { openDrawer } from './complete-sale.ts';
import { type FinishedSale, lastSale } from './last-sale.ts';
import { PrintState } from './print-state.tsx';
import styles from './receipt.module.css';
import { nextSale, receiptActions, reprintAction } from './receipt-actions.tsx';
import { Slip } from './slip.tsx';

/** After the sale: the change, the drawer, the receipt. The next scan is the next ticket. */
export function ReceiptScreen(): ReactNode {
  useTickets();
  const finished = useStore(lastSale, (state) => state.finished);
  const toSell = (): void => navigate('/sell');
  useScanRouter({ onItem: toSell, onTicket: toSell, onSale: (sale) => navigate(returnAddress(sale)) });
  useTypedKeys((strokes) => {
    typeSearch(strokes[0]?.code === 'Slash' ? '' : strokes.map(({ char }) => char).join(''));
    toSell();
    return true;
  });
  const [shownAt] = useState(() => performance.now());
  useActions(receiptActions, { sale: finished?.done.sale ?? null, shownAt });
  useEffect(() => {
    if (finished === null) navigate('/sell', { replace: true });
    // A reload while the drawer was to open: the register opens it once at most, whoever asks.
    else if (finished.drawer === 'pulsing') void openDrawer();
  }, [finished]);
  return finished === null ? null : <Finished finished={finished} />;
}

function Finished({ finished }: { readonly finished: FinishedSale }): ReactNode {
  const t = useT();
  const { done } = finished;
  const slip = useQuery(host.sales.slip.queryOptions({ input: { document: done.sale, kind: 'sale' } })).data;
  return (
    <div className={styles['screen']}>
      <section className={styles['left']} aria-label={t('pay.paid')}>
        <Change finished={finished} />
        {finished.drawer === 'shut' ? <NoticeLine tone="bad">{t('receipt.drawerKey')}</NoticeLine> : null}
        <PrintState job={done.printJob} />
        <div className={styles['actions']}>
          <ActionButton action={reprintAction} size="large" />
          <ActionButton action={nextSale} variant="accent" size="pay" />
        </div>
        <p className={styles['hint']}>{t('receipt.nextHint')}</p>
      </section>
      <section className={styles['right']} aria-label={t('receipt.title')}>
        <div className={styles['head']}>
          <h2>{t('receipt.title')}</h2>
          <span className="dim" data-testid="receipt-number">
            {done.number}
          </span>
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
        <section className={styles['slip']} aria-label={done.number} tabIndex={0}>
          {slip === undefined ? null : <Slip svg={slip.svg} />}
        </section>
      </section>
    </div>
  );
}

function Change({ finished }: { readonly finished: FinishedSale }): ReactNode {
  const t = useT();
  const { money } = useFormats();
  const denominations = useSessionIfKnown()?.store?.currency.denominations ?? [];
  const { change, total, rounding } = finished.done;
  const { pieces } = changeIn(minor(change), denominations.map(minor));
  return (
    <div className={styles['change']} data-surface={change > 0 ? 'accent' : 'card'}>
      <h1 className={styles['label']}>{t(change > 0 ? 'receipt.giveChange' : 'receipt.noChange')}</h1>
      <span data-testid="change-due">
        <AmountText minor={change} as="money" size="total" tone={change > 0 ? 'good' : 'ink'} />
      </span>
      {change > 0 ? <Pieces pieces={pieces} size="large" /> : null}
      <p className={styles['paid']}>{t('receipt.paid', { total: money(total + rounding) })}</p>
    </div>
  );
}
