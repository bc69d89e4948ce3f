import { createStore } from 'zustand/vanilla';

/** What is being typed on the pay screen; kept over a reload, of one ticket only. */
export interface PayState {
  readonly ticket: string | null;
  /** Chosen way of paying; null: the first. */
  readonly tender: string | null;
  /** Digits as typed, major units; empty: the whole rest. */
  readonly text: string;
  /** Ways the rest is split into; 1: not split. */
  readonly ways: number;
}

const NOTHING: PayState = { ticket: null, tender: null, text: '', ways: 1 };
const KEPT = 'mallard.paying';

export const paying = createStore<PayState>(() => remembered());

paying.subscribe((state) => sessionStorage.setItem(KEPT, JSON.stringify(state)));

/** Starts anew for another ticket; goes on for the same. */
export function payFor(ticket: string): void {
  if (paying.getState().ticket !== ticket) paying.setState({ ...NOTHING, ticket }, true);
}

export const typeAmount = (text: string): void => paying.setState({ text });

function remembered(): PayState {
  try {
    return { ...NOTHING, ...(JSON.parse(sessionStorage.getItem(KEPT) ?? '{}') as Partial<PayState>) };
  } catch {
    // Damaged by hand: nothing was typed yet.
    return NOTHING;
  }
}
