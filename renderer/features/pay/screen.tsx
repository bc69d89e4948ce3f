import { type CSSProperties, type ReactNode, useEffect } from 'react';
import { navigate } from 'wouter/use-browser-location';
import { useStore } from 'zustand';
import { commands } from '#renderer/commands/registry.ts';
import { useActions } from '#renderer/commands/use-actions.ts';
import { useTypedKeys } from '#renderer/commands/use-keys.ts';
import { resumeSale } from '#renderer/features/receipt/complete-sale.ts';
import { lastSale } from '#renderer/features/receipt/last-sale.ts';
import { returnAddress } from '#renderer/features/returns/commands.ts';
import { useScanRouter } from '#renderer/features/sell/scan-router.tsx';
import { useIdleHold } from '#renderer/features/sign-in/idle-hold.ts';
import { counter, dropTicket, ticketOf } from '#renderer/features/tickets/counter.ts';
import { useTickets } from '#renderer/features/tickets/use-tickets.ts';
import { ActionButton } from '#renderer/ui/action-button.tsx';
import { moneyEntry, type PadKey, padKeyOf, pressPad } from '#renderer/ui/number-entry.ts';
import { NumberPad } from '#renderer/ui/number-pad.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import { Amounts } from './amounts.tsx';
import styles from './pay.module.css';
import { payActions, takeAction } from './pay-actions.tsx';
import { payFor, paying, typeAmount } from './pay-state.ts';
import { Preview } from './preview.tsx';
import { QuickAmounts } from './quick-amounts.tsx';
import { TenderList } from './tender-list.tsx';
import { type Payment, usePayment } from './use-offer.ts';

/** The pay screen: how, how much, and what the receipt will say. */
export function PayScreen(): ReactNode {
  useTickets();
  useScanRouter({
    onSale: (sale) => navigate(returnAddress(sale)),
    onTicket: () => navigate('/sell'),
  });
  useWayBack();
  const payment = usePayment();
  const press = (key: PadKey): void => {
    const rules = moneyEntry(payment?.store.currency.exponent ?? 2);
    typeAmount(pressPad(paying.getState().text, key, rules));
  };
  useTypedKeys((strokes) => {
    const keys = strokes.map(({ char }) => padKeyOf(char)).filter((key) => key !== null);
    for (const key of keys) press(key);
    return true;
  });
  useActions(payActions, payment);
  // Money is on the counter: nobody is locked out in between.
  useIdleHold(payment !== null && (payment.text !== '' || payment.ticket.tenders.length > 0));
  if (payment === null) return null;
  return (
    <div className={styles['screen']}>
      <TenderList payment={payment} />
      <section className={styles['middle']}>
        <Amounts payment={payment} />
        <QuickAmounts payment={payment} />
        <NumberPad decimals={payment.store.currency.exponent} onKey={press}>
          <ActionButton action={takeAction} variant="accent" size="large" className={styles['take']}>
            <TakeWords payment={payment} />
          </ActionButton>
        </NumberPad>
      </section>
      <Preview ticket={payment.ticket} />
    </div>
  );
}

function TakeWords({ payment }: { readonly payment: Payment }): ReactNode {
  const t = useT();
  const { money } = useFormats();
  const { offer } = payment;
  if (offer.paid) return t('pay.finish');
  const amount = money(offer.amount);
  return (
    <>
      {t('pay.take')}
      <br />
      <span className={styles['takeAmount']} style={{ '--length': amount.length } as CSSProperties}>
        {amount}
      </span>
    </>
  );
}

/** Without a ticket that can be paid there is nothing to do here; a sale on its way is asked after. */
function useWayBack(): void {
  const known = useStore(counter, (state) => state.known);
  const ticket = useStore(counter, (state) => ticketOf(state)?.id ?? null);
  const empty = useStore(counter, (state) => (ticketOf(state)?.lines.length ?? 0) === 0);
  useEffect(() => {
    if (ticket !== null) payFor(ticket);
  }, [ticket]);
  useEffect(() => {
    goOn().catch((failure: unknown) => commands.getState().onFailure(failure, takeAction));
  }, []);
  useEffect(() => {
    const { pending, finished } = lastSale.getState();
    if (!known || !empty || pending !== null) return;
    navigate(finished === null || ticket !== null ? '/sell' : '/receipt', { replace: true });
  }, [known, empty, ticket]);
}

async function goOn(): Promise<void> {
  const resumed = await resumeSale();
  if (resumed === null) return;
  dropTicket(resumed.ticket);
  navigate('/receipt');
}
