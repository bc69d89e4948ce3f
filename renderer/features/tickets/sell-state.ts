import { useStore } from 'zustand';
import { useSessionIfKnown } from '#renderer/host/use-session.ts';
import { type Counter, counter, lineOf, ticketOf } from './counter.ts';

/** What decides which actions of the till can be done now. Small, so that a scan rarely changes it. */
export interface SellState {
  /** Lines of the chosen ticket. */
  readonly lines: number;
  /** Whether any of them can change its quantity: a priced scale label can't. */
  readonly countable: boolean;
  /** Open tickets. */
  readonly tickets: number;
  readonly onTicket: boolean;
  /** A shift is open and the drawer is not being counted. */
  readonly mayFinish: boolean;
  readonly holdsMoney: boolean;
}

export function useSellState(): SellState {
  const shift = useSessionIfKnown()?.shift ?? null;
  const lines = useStore(counter, (state) => Math.min(2, ticketOf(state)?.lines.length ?? 0));
  const countable = useStore(counter, (state) => lineOf(state)?.fixedAmount === null);
  const tickets = useStore(counter, (state) => state.tickets.length);
  const onTicket = useStore(counter, (state: Counter) => ticketOf(state) !== null);
  const holdsMoney = useStore(counter, (state) => (ticketOf(state)?.tenders.length ?? 0) > 0);
  return {
    lines,
    countable,
    tickets,
    onTicket,
    holdsMoney,
    mayFinish: shift !== null && !shift.counting,
  };
}
