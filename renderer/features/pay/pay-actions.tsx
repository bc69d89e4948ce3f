import {
  IconArrowBackUp,
  IconArrowDown,
  IconArrowUp,
  IconBackspace,
  IconCash,
  IconCheck,
  IconCreditCard,
  IconUsers,
} from '@tabler/icons-react';
import { navigate } from 'wouter/use-browser-location';
import { action } from '#renderer/commands/action.ts';
import { openDialog } from '#renderer/ui/dialogs.tsx';
import { paying, typeAmount } from './pay-state.ts';
import { SplitDialog } from './split-dialog.tsx';
import { take } from './take.tsx';
import type { Payment } from './use-offer.ts';

/** null until ticket and ways of paying are known. */
export type PayScreenState = Payment | null;

const shared = { scope: 'pay' } as const;

export const takeAction = action<PayScreenState>({
  ...shared,
  id: 'pay.take',
  name: 'action.take',
  icon: IconCheck,
  keys: ['Enter', 'NumpadEnter'],
  enabled: (payment) =>
    payment !== null && !payment.offer.tooMuch && (payment.offer.amount > 0 || payment.offer.settles),
  run: (payment) => (payment === null ? undefined : take(payment)),
});

export const backToTicket = action<PayScreenState>({
  ...shared,
  id: 'pay.back',
  name: 'action.back',
  icon: IconArrowBackUp,
  keys: ['Escape'],
  listed: 'help-only',
  run: () => {
    const { text, ways } = paying.getState();
    if (text !== '') return typeAmount('');
    if (ways > 1) return paying.setState({ ways: 1 });
    return navigate('/sell');
  },
});

export const cashAction = action<PayScreenState>({
  ...shared,
  id: 'pay.cash',
  name: 'action.cash',
  icon: IconCash,
  keys: ['NumpadDivide', 'Alt+KeyC'],
  when: (payment) => payment?.tenders.some(({ kind }) => kind === 'cash') === true,
  run: (payment) => chooseKind(payment, 'cash'),
});

export const cardAction = action<PayScreenState>({
  ...shared,
  id: 'pay.card',
  name: 'action.card',
  icon: IconCreditCard,
  keys: ['NumpadMultiply', 'Alt+KeyK'],
  when: (payment) => payment?.tenders.some(({ kind }) => kind === 'card') === true,
  run: (payment) => chooseKind(payment, 'card'),
});

export const splitAction = action<PayScreenState>({
  ...shared,
  id: 'pay.split',
  name: 'pay.severalWays',
  icon: IconUsers,
  keys: ['Alt+KeyS'],
  enabled: (payment) => (payment?.offer.rest ?? 0) > 1,
  run: async (payment) => {
    if (payment === null) return;
    const ways = await openDialog<number>((answer) => (
      <SplitDialog due={payment.offer.due} answer={answer} />
    ));
    if (ways !== null) paying.setState({ ways, text: '' });
  },
});

const previousTender = action<PayScreenState>({
  ...shared,
  id: 'pay.previous-tender',
  name: 'action.previousTender',
  icon: IconArrowUp,
  keys: ['ArrowUp'],
  listed: 'help-only',
  repeats: true,
  run: (payment) => step(payment, -1),
});

const nextTender = action<PayScreenState>({
  ...shared,
  id: 'pay.next-tender',
  name: 'action.nextTender',
  icon: IconArrowDown,
  keys: ['ArrowDown'],
  listed: 'help-only',
  repeats: true,
  run: (payment) => step(payment, 1),
});

const erase = action<PayScreenState>({
  ...shared,
  id: 'pay.erase',
  name: 'common.backspace',
  icon: IconBackspace,
  keys: ['Backspace', 'Delete'],
  listed: 'help-only',
  repeats: true,
  run: () => typeAmount(paying.getState().text.slice(0, -1)),
});

export const payActions = [
  takeAction,
  backToTicket,
  cashAction,
  cardAction,
  splitAction,
  previousTender,
  nextTender,
  erase,
] as const;

function chooseKind(payment: PayScreenState, kind: 'cash' | 'card'): void {
  const tender = payment?.tenders.find((each) => each.kind === kind);
  if (tender !== undefined) paying.setState({ tender: tender.id });
}

function step(payment: PayScreenState, by: 1 | -1): void {
  if (payment === null) return;
  const { tenders, tender } = payment;
  const next = tenders[Math.min(tenders.length - 1, Math.max(0, tenders.indexOf(tender) + by))];
  if (next !== undefined) paying.setState({ tender: next.id });
}
