import { addOpenPrice, type OpenPrice } from '#renderer/features/tickets/add-goods.tsx';
import { openDialog } from '#renderer/ui/dialogs.tsx';
import { OpenPriceDialog } from './open-price-dialog.tsx';

/** Sells an item the catalogue does not know under a department, at a typed price. */
export async function sellOpenPrice(barcode: string | null): Promise<void> {
  const item = await openDialog<OpenPrice>((answer) => <OpenPriceDialog barcode={barcode} answer={answer} />);
  if (item !== null) await addOpenPrice(item);
}
