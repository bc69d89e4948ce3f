import { IconArrowBackUp, IconReceipt } from '@tabler/icons-react';
import { action } from '#renderer/commands/action.ts';

interface TillState {
  readonly address: string;
  readonly navigate: (address: string) => void;
}

/** Goods back: of the sale on the screen where one is, else by slip or search. */
export const goReturns = action<TillState>({
  id: 'till.return',
  name: 'action.return',
  icon: IconArrowBackUp,
  scope: 'till',
  keys: ['F5', 'Alt+KeyR'],
  needs: 'return.accept',
  run: ({ address, navigate }) => {
    const sale = /^\/sales\/([^/]+)$/.exec(address)?.[1];
    navigate(sale === undefined ? '/return' : returnAddress(sale));
  },
});

/** Finished sales: find one, print a copy, correct how it was paid, start a return. */
export const goSales = action<TillState>({
  id: 'till.sales',
  name: 'action.sales',
  icon: IconReceipt,
  scope: 'till',
  keys: ['Alt+KeyE'],
  run: ({ navigate }) => navigate('/sales'),
});

/** Where the return of a sale is decided: also where a scanned slip leads. */
export const returnAddress = (sale: string): string => `/return/${encodeURIComponent(sale)}`;
