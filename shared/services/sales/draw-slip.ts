import { cashSlip } from '#shared/domain/receipt/cash-slip.ts';
import type { ReceiptContext } from '#shared/domain/receipt/context.ts';
import type { ReceiptDocument } from '#shared/domain/receipt/document.ts';
import { returnReceipt } from '#shared/domain/receipt/return-receipt.ts';
import { saleReceipt } from '#shared/domain/receipt/sale-receipt.ts';
import { zReceipt } from '#shared/domain/receipt/shift-report.ts';
import type { TenderKind } from '#shared/domain/store/settings.ts';
import type { SlipDocument } from './slip-document.ts';

/** The slip of a finished document, to be written in a store's words. */
export function drawSlip(
  found: SlipDocument,
  tenders: readonly TenderKind[],
): (context: ReceiptContext) => ReceiptDocument {
  if (found.kind === 'sale') return (context) => saleReceipt(found.body, context);
  if (found.kind === 'return') return (context) => returnReceipt(found.body, context);
  if (found.kind === 'z') return (context) => zReceipt(found.body, context, { blind: found.blind });
  const tender = tenders.find(({ id }) => id === found.body.tender);
  return (context) => cashSlip(found.body, tender?.name ?? '', context);
}
