import { z } from 'zod';
import type { ReceiptDocument } from '#shared/domain/receipt/document.ts';

const style = z.object({
  bold: z.boolean(),
  size: z.enum(['normal', 'tall', 'double']),
  inverse: z.boolean(),
});
const block = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('text'),
    text: z.string(),
    align: z.enum(['left', 'center', 'right']),
    style,
    indent: z.int(),
  }),
  z.object({
    kind: z.literal('pair'),
    left: z.string(),
    right: z.string(),
    mark: z.string().nullable(),
    style,
    indent: z.int(),
  }),
  z.object({ kind: z.literal('table'), head: z.array(z.string()), rows: z.array(z.array(z.string())) }),
  z.object({ kind: z.literal('rule') }),
  z.object({ kind: z.literal('space') }),
  z.object({ kind: z.literal('barcode'), data: z.string() }),
  z.object({ kind: z.literal('logo'), picture: z.string() }),
]);

/** A slip as data: the page lays it out as a printer would. */
export const receiptDocument = z.object({
  kind: z.enum(['sale', 'return', 'x-report', 'z-report', 'cash-move', 'parked', 'preview', 'self-test']),
  blocks: z.array(block),
}) satisfies z.ZodType<ReceiptDocument>;
