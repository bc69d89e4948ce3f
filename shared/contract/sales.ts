import { z } from 'zod';
import { CONDITIONS } from '#shared/domain/returns/return-accepted.ts';
import {
  amount,
  approval,
  ask,
  commandId,
  id,
  isoDate,
  minor,
  page,
  qty,
  reason,
  tell,
  tenderKind,
  unit,
} from './base.ts';
import { taxRowView } from './tickets.ts';

const given = z.object({ tender: id, amount, reference: z.string().trim().max(80).nullable() });

export const saleDone = z.object({
  sale: z.string(),
  number: z.string(),
  total: z.int(),
  rounding: z.int(),
  change: z.int(),
  /** The drawer should open by itself; false: no tender of this sale opens it. */
  drawer: z.boolean(),
  /** The slip's print job, null where no printer is set up. */
  printJob: z.string().nullable(),
});
export type SaleDone = z.infer<typeof saleDone>;

export const saleRow = z.object({
  /** A sale or a return. */
  kind: z.enum(['sale', 'return']),
  id: z.string(),
  number: z.string(),
  at: z.int(),
  businessDate: z.string(),
  clerk: z.string(),
  /** Negative for a return. */
  total: z.int(),
  items: z.int(),
  tenders: z.string(),
  returned: z.boolean(),
});

export const saleView = z.object({
  sale: z.string(),
  number: z.string(),
  at: z.int(),
  businessDate: z.string(),
  clerk: z.string(),
  shift: z.string().nullable(),
  /** The register that sold it, where that is another one. */
  soldAt: z.string().nullable(),
  lines: z.array(
    z.object({
      line: z.int(),
      product: z.string().nullable(),
      name: z.string(),
      unit,
      qty: z.int(),
      price: z.int(),
      amount: z.int(),
      discount: z.int(),
      gross: z.int(),
      tax: z.int(),
      taxLetter: z.string(),
      returned: z.int(),
      returnable: z.int(),
    }),
  ),
  taxes: z.array(taxRowView),
  subtotal: z.int(),
  discount: z.int(),
  tax: z.int(),
  total: z.int(),
  rounding: z.int(),
  change: z.int(),
  items: z.int(),
  tenders: z.array(
    z.object({
      index: z.int(),
      tender: z.string(),
      kind: tenderKind,
      name: z.string(),
      tendered: z.int(),
      amount: z.int(),
      reference: z.string().nullable(),
      corrected: z.boolean(),
      /** Only within the open shift. */
      correctable: z.boolean(),
    }),
  ),
  note: z.string(),
  returnUntil: z.string(),
  copies: z.int(),
  returns: z.array(z.object({ ret: z.string(), number: z.string(), at: z.int(), total: z.int() })),
});
export type SaleView = z.infer<typeof saleView>;

export const sales = {
  /** Takes the money and finishes the ticket the clerk saw. Several tenders are a split; what was taken before counts. */
  complete: tell('sale.sell')
    .input(z.object({ commandId, ticket: id, version: z.int().min(0), tenders: z.array(given).max(20) }))
    .output(saleDone)
    .route({ method: 'POST', path: '/sales', summary: 'Finish a ticket: take the money' }),
  find: ask()
    .input(
      z.object({
        /** Number or part of it. */
        text: z.string().trim().max(80).optional(),
        from: isoDate.optional(),
        to: isoDate.optional(),
        total: minor.optional(),
        kind: z.enum(['sale', 'return']).optional(),
        ...page,
      }),
    )
    .output(
      z.object({
        rows: z.array(saleRow),
        more: z.boolean(),
        count: z.int(),
        /** Of all that match; null for whoever may not see what was taken. */
        sum: z.int().nullable(),
      }),
    )
    .route({ method: 'GET', path: '/sales', summary: 'Sales and returns by number, time or amount' }),
  get: ask()
    .input(z.object({ sale: id }))
    .output(saleView)
    .route({ method: 'GET', path: '/sales/{sale}', summary: 'One sale, with what is left to return' }),
  slip: ask()
    .input(z.object({ document: id, kind: z.enum(['sale', 'return', 'z', 'cash']) }))
    .output(z.object({ svg: z.string(), number: z.string(), copies: z.int() })),
  reprint: tell('receipt.reprint')
    .input(z.object({ commandId, document: id, kind: z.enum(['sale', 'return', 'z', 'cash']), approval }))
    .output(z.object({ printJob: z.string().nullable() })),
  correctTender: tell('sale.sell')
    .input(
      z.object({
        commandId,
        sale: id,
        index: z.int().min(0),
        tender: id,
        reference: z.string().trim().max(80).nullable(),
        reason,
        approval,
      }),
    )
    .output(z.object({})),
};

export const returns = {
  /** What a return of these lines would give back and how; nothing is written. */
  preview: ask()
    .input(
      z.object({
        sale: id,
        lines: z.array(z.object({ line: z.int(), qty, condition: z.enum(CONDITIONS) })).max(2000),
      }),
    )
    .output(
      z.object({
        total: z.int(),
        rounding: z.int(),
        tax: z.int(),
        tenders: z.array(
          z.object({ tender: z.string(), kind: tenderKind, name: z.string(), amount: z.int() }),
        ),
        late: z.boolean(),
      }),
    ),
  accept: tell('sale.sell')
    .input(
      z.object({
        commandId,
        sale: id,
        lines: z
          .array(z.object({ line: z.int(), qty, condition: z.enum(CONDITIONS) }))
          .min(1)
          .max(2000),
        reason,
        approval,
      }),
    )
    .output(
      z.object({
        ret: z.string(),
        number: z.string(),
        total: z.int(),
        rounding: z.int(),
        drawer: z.boolean(),
        printJob: z.string().nullable(),
      }),
    )
    .route({
      method: 'POST',
      path: '/returns',
      summary: 'Take goods of a sale back and give the money back',
    }),
};
