import { refusedWith } from '#renderer/host/failure.ts';
import { client } from '#renderer/host/host.ts';
import { openDialog } from '#renderer/ui/dialogs.tsx';
import type { TicketLineView } from '#shared/contract/tickets.ts';
import { changeTicket } from './change-ticket.ts';
import { QuantityDialog } from './quantity-dialog.tsx';
import { UnusualQuantityDialog } from './unusual-quantity-dialog.tsx';

/** Sets a line's quantity, thousandths, from what it is when its turn comes. One that is unusual is asked about. */
export async function changeQuantity(
  { line }: Pick<TicketLineView, 'line'>,
  next: (now: number) => number,
): Promise<void> {
  let wanted = 0;
  const send = (confirmed: boolean) =>
    changeTicket((sent, ticket) => {
      const now = ticket.lines.find((each) => each.line === line);
      if (now === undefined) return null;
      if (!confirmed) wanted = next(now.qty);
      return client.tickets.setQuantity({ ...sent, line, qty: wanted, confirmed });
    });
  try {
    await send(false);
  } catch (failure) {
    if (!refusedWith(failure, 'QUANTITY_UNUSUAL')) throw failure;
    const sure = await openDialog<true>((answer) => <UnusualQuantityDialog qty={wanted} answer={answer} />);
    if (sure === true) await send(true);
  }
}

/** The number pad for fingers. */
export async function askQuantity(line: TicketLineView): Promise<void> {
  const qty = await openDialog<number>((answer) => <QuantityDialog line={line} answer={answer} />);
  if (qty !== null) await changeQuantity(line, () => qty);
}
