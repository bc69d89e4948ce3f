import { IconArrowRight, IconPrinter } from '@tabler/icons-react';
import { navigate } from 'wouter/use-browser-location';
import { action } from '#renderer/commands/action.ts';
import { withApproval } from '#renderer/features/approval/with-approval.tsx';
import { client } from '#renderer/host/host.ts';

export interface ReceiptState {
  /** The sale just finished. */
  readonly sale: string | null;
  /** Milliseconds of the page's clock when it came into sight. */
  readonly shownAt: number;
}

/** A second press of Enter, or a second tap where "Take" was, must not put the change out of sight. */
const TOO_SOON_MS = 700;

export const nextSale = action<ReceiptState>({
  id: 'receipt.next',
  name: 'action.nextSale',
  icon: IconArrowRight,
  scope: 'receipt',
  keys: ['Enter', 'NumpadEnter', 'Escape', 'Ctrl+Enter'],
  run: ({ shownAt }) => {
    if (performance.now() - shownAt > TOO_SOON_MS) navigate('/sell');
  },
});

export const reprintAction = action<ReceiptState>({
  id: 'receipt.reprint',
  name: 'action.reprint',
  icon: IconPrinter,
  scope: 'receipt',
  keys: ['F8', 'Alt+KeyP'],
  needs: 'receipt.reprint',
  enabled: ({ sale }) => sale !== null,
  run: ({ sale }) =>
    sale === null
      ? undefined
      : withApproval((attempt) => client.sales.reprint({ ...attempt, document: sale, kind: 'sale' })),
});

export const receiptActions = [nextSale, reprintAction] as const;
