import type { ScanAnswer } from '#renderer/commands/scan-desk.ts';
import { useScans } from '#renderer/commands/use-keys.ts';
import { showReturnSlip } from '#renderer/features/sales-search/return-slip-dialog.tsx';
import { addProduct, scanCode } from '#renderer/features/tickets/add-goods.tsx';
import { counter } from '#renderer/features/tickets/counter.ts';
import { recallTicket } from '#renderer/features/tickets/park-and-recall.tsx';
import { openDialog } from '#renderer/ui/dialogs.tsx';
import type { ScanOutcome } from '#shared/contract/tickets.ts';
import { ChooseProductDialog } from './choose-product-dialog.tsx';
import { clearSearch } from './search.ts';
import { handleUnknown } from './unknown-code.tsx';
import { useAnnounceTotal } from './use-announce-total.ts';

interface Routes {
  /** An item came onto the ticket. */
  readonly onItem?: () => void;
  /** The slip of a sale: the customer brings something back. */
  readonly onSale: (sale: string) => void;
  /** A parked ticket was taken up, or an unknown code is looked into: the sell screen is the place for it. */
  readonly onTicket?: () => void;
}

/** Takes every scan of a till screen to what it means. */
export function useScanRouter(routes: Routes): void {
  const announceTotal = useAnnounceTotal();
  useScans(async (scan) => {
    clearSearch();
    const outcome = await scanCode(scan.text);
    if (outcome === null) return 'good';
    const answer = await route(outcome, routes);
    if (outcome.kind === 'added') announceTotal();
    return answer;
  });
}

async function route(outcome: ScanOutcome, routes: Routes): Promise<ScanAnswer> {
  switch (outcome.kind) {
    case 'added':
      routes.onItem?.();
      return 'good';
    case 'choose':
      // Not waited for: the sound comes now, the next scan waits behind the dialog.
      void chooseAmong(outcome.products, routes);
      return 'good';
    case 'sale':
      routes.onSale(outcome.sale);
      return 'good';
    case 'return':
      void showReturnSlip(outcome.ret);
      return 'good';
    case 'parked':
      routes.onTicket?.();
      await recallTicket(outcome.park);
      return 'good';
    case 'unknown':
      counter.setState({ happened: { kind: 'unknown', code: outcome.code }, nextQty: null });
      routes.onTicket?.();
      handleUnknown(outcome.code);
      return 'bad';
  }
}

type Products = Extract<ScanOutcome, { kind: 'choose' }>['products'];

async function chooseAmong(products: Products, routes: Routes): Promise<void> {
  const id = await openDialog<string>((answer) => (
    <ChooseProductDialog products={products} answer={answer} />
  ));
  const product = products.find((each) => each.id === id);
  if (product === undefined) return;
  const added = await addProduct({ product: product.id, name: product.name, unit: 'piece', source: 'scan' });
  if (added !== null) routes.onItem?.();
}
