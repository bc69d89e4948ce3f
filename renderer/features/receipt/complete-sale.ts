import { ORPCError } from '@orpc/client';
import { tryUntilAnswered } from '#renderer/features/approval/try-until-answered.ts';
import { inOrder } from '#renderer/features/tickets/in-order.ts';
import { client, host, queries } from '#renderer/host/host.ts';
import { type FinishedSale, lastSale, type PendingSale } from './last-sale.ts';

/**
 * Finishes a sale. Its command is kept before the first try, so that a reload in between asks the register what became of
 * it instead of losing the change on the way. False when the person was locked out meanwhile: whoever signs in next goes on
 * with it. Throws what the register refused.
 */
export async function completeSale(sale: PendingSale): Promise<boolean> {
  lastSale.setState({ pending: sale, finished: null });
  try {
    const done = await inOrder(() => tryUntilAnswered(() => client.sales.complete(sale)));
    const drawer = done.drawer ? 'pulsing' : 'none';
    lastSale.setState({ pending: null, finished: { commandId: sale.commandId, done, drawer } });
  } catch (failure) {
    if (failure instanceof ORPCError && failure.code === 'UNAUTHORIZED') return false;
    lastSale.setState({ pending: null });
    throw failure;
  }
  void openDrawer();
  return true;
}

/** Once, right after the sale: the drawer opens now or with the key. */
export async function openDrawer(): Promise<void> {
  const { finished } = lastSale.getState();
  if (finished?.drawer !== 'pulsing') return;
  const { printer } = await queries.ensureQueryData(host.session.get.queryOptions());
  // Without a printer there is nothing that could open it: it is a drawer with a key, and nothing is said.
  if (printer.state === 'none') return settleDrawer(finished, 'none');
  const opened = await client.printing.pulse({ after: finished.done.sale }).then(
    (answer) => answer.opened,
    // Whatever went wrong, the drawer is shut and the way in is the key.
    () => false,
  );
  settleDrawer(finished, opened ? 'opened' : 'shut');
}

const settleDrawer = (of: FinishedSale, drawer: FinishedSale['drawer']): void =>
  lastSale.setState(({ finished }) =>
    finished?.commandId === of.commandId ? { finished: { ...finished, drawer } } : {},
  );

/** A sale that was on its way when the page was reloaded: asks the register what became of it. */
export async function resumeSale(): Promise<PendingSale | null> {
  const { pending } = lastSale.getState();
  if (pending === null) return null;
  return (await completeSale(pending)) ? pending : null;
}
