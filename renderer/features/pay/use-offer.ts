import { useQuery } from '@tanstack/react-query';
import { useStore } from 'zustand';
import { counter, ticketOf } from '#renderer/features/tickets/counter.ts';
import { host } from '#renderer/host/host.ts';
import { useSessionIfKnown } from '#renderer/host/use-session.ts';
import { entryValue } from '#renderer/ui/number-entry.ts';
import type { TenderView } from '#shared/contract/back-office.ts';
import type { StoreView } from '#shared/contract/session.ts';
import type { TicketView } from '#shared/contract/tickets.ts';
import { type Offer, offerOf } from './offer.ts';
import { paying } from './pay-state.ts';

/** Everything the pay screen shows: null until ticket, store and tenders are known. */
export interface Payment {
  readonly ticket: TicketView;
  readonly store: StoreView;
  readonly tenders: readonly TenderView[];
  readonly tender: TenderView;
  readonly text: string;
  readonly ways: number;
  readonly offer: Offer;
}

const NONE: readonly TenderView[] = [];

/** The ways of paying this store takes, in its own order. */
export function useTenders(): readonly TenderView[] {
  const all = useQuery(host.settings.tenders.queryOptions()).data ?? NONE;
  return all.filter(({ active }) => active).toSorted((a, b) => a.sort - b.sort);
}

export function usePayment(): Payment | null {
  const ticket = useStore(counter, ticketOf);
  const store = useSessionIfKnown()?.store ?? null;
  const tenders = useTenders();
  const { tender: chosen, text, ways } = useStore(paying);
  const tender = tenders.find(({ id }) => id === chosen) ?? tenders[0];
  if (ticket === null || store === null || tender === undefined) return null;
  const { cashRounding, currency } = store;
  const typed = entryValue(text, currency.exponent);
  const { denominations } = currency;
  const offer = offerOf({ ticket, tender, typed, ways, cashRounding, denominations });
  return { ticket, store, tenders, tender, text, ways, offer };
}
