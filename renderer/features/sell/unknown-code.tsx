import { commands } from '#renderer/commands/registry.ts';
import { addProduct } from '#renderer/features/tickets/add-goods.tsx';
import { openDialog } from '#renderer/ui/dialogs.tsx';
import type { ProductView } from '#shared/contract/catalog.ts';
import { parseTicketNumber } from '#shared/domain/ticket-number.ts';
import { sellOpenPrice } from './open-price.tsx';
import { QuickAddDialog } from './quick-add-dialog.tsx';
import { focusSearch, typeSearch } from './search.ts';
import { openPriceAction } from './sell-actions.tsx';
import { StrangeSlipDialog } from './strange-slip-dialog.tsx';
import { type UnknownAnswer, UnknownCodeDialog } from './unknown-code-dialog.tsx';

/** A code nobody knows: asks what the item is. Failures are said like those of any action. */
export function handleUnknown(code: string): void {
  void askAbout(code).catch((failure: unknown) => commands.getState().onFailure(failure, openPriceAction));
}

async function askAbout(code: string): Promise<void> {
  const slip = parseTicketNumber(code);
  if (slip !== null) {
    await openDialog<true>((give) => <StrangeSlipDialog code={code} slip={slip} answer={give} />);
    return;
  }
  const answer = await openDialog<UnknownAnswer>((give) => <UnknownCodeDialog code={code} answer={give} />);
  if (answer === 'search') {
    typeSearch('');
    // The dialog gives the focus back to where it was when it closes; search gets it after that.
    setTimeout(focusSearch);
  }
  if (answer === 'open-price') await sellOpenPrice(code);
  if (answer === 'quick-add') {
    const made = await openDialog<ProductView>((give) => <QuickAddDialog barcode={code} answer={give} />);
    if (made !== null)
      await addProduct({ product: made.id, name: made.name, unit: made.unit, source: 'scan' });
  }
}
