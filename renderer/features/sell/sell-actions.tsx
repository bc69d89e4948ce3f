import { IconArrowBackUp, IconHistory, IconTag, IconX } from '@tabler/icons-react';
import { action } from '#renderer/commands/action.ts';
import { counter } from '#renderer/features/tickets/counter.ts';
import type { SellState } from '#renderer/features/tickets/sell-state.ts';
import { openDialog } from '#renderer/ui/dialogs.tsx';
import { parseDecimal } from '#shared/format/index.ts';
import { LastScansDialog } from './last-scans-dialog.tsx';
import { NextQuantityDialog } from './next-quantity-dialog.tsx';
import { sellOpenPrice } from './open-price.tsx';
import { clearSearch, leaveSearch, search } from './search.ts';

/** Digits and then `Numpad*`: how often the next scan counts. Without digits it asks. */
const quantityNext = action<SellState>({
  id: 'sell.next-quantity',
  name: 'action.quantityNext',
  icon: IconX,
  scope: 'sell',
  keys: ['NumpadMultiply', 'Alt+KeyX'],
  run: async () => {
    const { text } = search.getState();
    const typed = text.trim() === '' ? null : parseDecimal(text, 3);
    if (text.trim() !== '' && (typed === null || typed <= 0 || typed > MOST)) return;
    clearSearch();
    const nextQty = typed ?? (await openDialog<number>((answer) => <NextQuantityDialog answer={answer} />));
    if (nextQty !== null) counter.setState({ nextQty });
  },
});

/** What a line may hold, thousandths (contract `qty`). */
const MOST = 999_999_999;

export const openPriceAction = action<SellState>({
  id: 'sell.open-price',
  name: 'action.openPrice',
  icon: IconTag,
  scope: 'sell',
  keys: ['Alt+KeyI'],
  needs: 'sale.open-price',
  run: () => sellOpenPrice(null),
});

const lastScans = action<SellState>({
  id: 'sell.last-scans',
  name: 'scan.last',
  icon: IconHistory,
  scope: 'sell',
  keys: ['Alt+KeyJ'],
  run: () => openDialog((answer) => <LastScansDialog onClose={() => answer(null)} />),
});

/** One step back: out of the quantity, the next quantity, the search. Never loses the ticket. */
const back = action<SellState>({
  id: 'sell.back',
  name: 'action.back',
  icon: IconArrowBackUp,
  scope: 'sell',
  keys: ['Escape'],
  listed: 'help-only',
  run: () => {
    const { editing, nextQty } = counter.getState();
    if (editing) return (document.activeElement as HTMLElement | null)?.blur();
    if (nextQty !== null) return counter.setState({ nextQty: null });
    if (search.getState().text !== '') return clearSearch();
    return leaveSearch();
  },
});

export const sellActions = [quantityNext, openPriceAction, lastScans, back] as const;
