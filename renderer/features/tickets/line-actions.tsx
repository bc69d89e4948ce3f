import {
  IconDiscount,
  IconHash,
  IconMinus,
  IconNote,
  IconPlus,
  IconTag,
  IconTrash,
} from '@tabler/icons-react';
import { action } from '#renderer/commands/action.ts';
import { client } from '#renderer/host/host.ts';
import { openDialog } from '#renderer/ui/dialogs.tsx';
import { changeTicket, chosen } from './change-ticket.ts';
import { counter, stepLine } from './counter.ts';
import { type DiscountAnswer, DiscountDialog } from './discount-dialog.tsx';
import { changeQuantity } from './line-quantity.tsx';
import { NoteDialog } from './note-dialog.tsx';
import { PriceDialog } from './price-dialog.tsx';
import { focusQuantity } from './quantity-focus.ts';
import type { SellState } from './sell-state.ts';

const hasLine = ({ lines }: SellState): boolean => lines > 0;
const canCount = ({ lines, countable }: SellState): boolean => lines > 0 && countable;

export const quantityLine = action<SellState>({
  id: 'sell.quantity',
  name: 'action.quantity',
  icon: IconHash,
  scope: 'sell',
  keys: ['F6', 'Alt+KeyQ'],
  enabled: canCount,
  run: () => focusQuantity(),
});

export const oneMore = action<SellState>({
  id: 'sell.one-more',
  name: 'action.oneMore',
  icon: IconPlus,
  scope: 'sell',
  keys: ['Alt+Equal'],
  enabled: canCount,
  run: () => stepQuantity(1000),
});

export const oneLess = action<SellState>({
  id: 'sell.one-less',
  name: 'action.oneLess',
  icon: IconMinus,
  scope: 'sell',
  keys: ['NumpadSubtract', 'Alt+Minus'],
  enabled: canCount,
  run: () => stepQuantity(-1000),
});

export const discountLine = action<SellState>({
  id: 'sell.discount',
  name: 'action.discount',
  icon: IconDiscount,
  scope: 'sell',
  keys: ['F7', 'Alt+KeyC'],
  needs: 'sale.discount',
  enabled: hasLine,
  run: () => askDiscount('line'),
});

export const discountTicket = action<SellState>({
  id: 'sell.discount-ticket',
  name: 'sell.discountTicket',
  icon: IconDiscount,
  scope: 'sell',
  keys: ['Shift+F7', 'Alt+Shift+KeyC'],
  needs: 'sale.discount',
  enabled: hasLine,
  run: () => askDiscount('ticket'),
});

export const priceLine = action<SellState>({
  id: 'sell.price',
  name: 'action.price',
  icon: IconTag,
  scope: 'sell',
  keys: ['F8', 'Alt+KeyU'],
  needs: 'sale.price',
  enabled: hasLine,
  run: async () => {
    const on = chosen();
    if (on === null) return;
    const asked = await openDialog<{ price: number; reason: string }>((answer) => (
      <PriceDialog line={on.line} answer={answer} />
    ));
    if (asked !== null)
      await changeTicket((sent) => client.tickets.setPrice({ ...sent, line: on.line.line, ...asked }));
  },
});

export const removeLine = action<SellState>({
  id: 'sell.remove-line',
  name: 'action.removeLine',
  icon: IconTrash,
  scope: 'sell',
  keys: ['F9', 'Delete', 'Alt+Backspace'],
  needs: 'sale.remove-line',
  enabled: hasLine,
  run: async () => {
    const on = chosen();
    if (on === null) return;
    const above = on.ticket.lines[on.ticket.lines.indexOf(on.line) - 1];
    await changeTicket((sent) => client.tickets.removeLine({ ...sent, line: on.line.line }));
    if (above !== undefined && counter.getState().line === on.line.line)
      counter.setState({ line: above.line });
  },
});

export const noteLine = action<SellState>({
  id: 'sell.note',
  name: 'action.lineNote',
  icon: IconNote,
  scope: 'sell',
  keys: ['Alt+KeyN'],
  enabled: hasLine,
  run: async () => {
    const on = chosen();
    if (on === null) return;
    const note = await openDialog<string>((answer) => (
      <NoteDialog about={on.line.name} note={on.line.note} answer={answer} />
    ));
    if (note !== null)
      await changeTicket((sent) => client.tickets.noteLine({ ...sent, line: on.line.line, note }));
  },
});

export const previousLine = action<SellState>({
  id: 'sell.previous-line',
  name: 'action.previousLine',
  icon: IconPlus,
  scope: 'sell',
  keys: ['ArrowUp'],
  listed: 'help-only',
  repeats: true,
  run: () => stepLine(-1),
});

export const nextLine = action<SellState>({
  id: 'sell.next-line',
  name: 'action.nextLine',
  icon: IconPlus,
  scope: 'sell',
  keys: ['ArrowDown'],
  listed: 'help-only',
  repeats: true,
  run: () => stepLine(1),
});

export const lineActions = [
  quantityLine,
  oneMore,
  oneLess,
  discountLine,
  discountTicket,
  priceLine,
  removeLine,
  noteLine,
  previousLine,
  nextLine,
] as const;

async function stepQuantity(by: number): Promise<void> {
  const on = chosen();
  if (on !== null) await changeQuantity(on.line, (now) => Math.max(1000, now + by));
}

async function askDiscount(start: 'line' | 'ticket'): Promise<void> {
  const on = chosen();
  if (on === null) return;
  const asked = await openDialog<DiscountAnswer>((answer) => (
    <DiscountDialog ticket={on.ticket} line={on.line} start={start} answer={answer} />
  ));
  if (asked === null) return;
  const { discount } = asked;
  await changeTicket((sent) =>
    asked.on === 'line'
      ? client.tickets.discountLine({ ...sent, line: on.line.line, discount })
      : client.tickets.discountTicket({ ...sent, discount }),
  );
}
