import { z } from 'zod';
import { amount, approval, ask, commandId, denominations, id, isoDate, page, reason, tell } from './base.ts';

/** A drawer's figures. Expected and difference are null where the person may not see them (blind count). */
export const drawerTender = z.object({
  tender: z.string(),
  name: z.string(),
  kind: z.string(),
  opening: z.int(),
  sales: z.int().nullable(),
  refunds: z.int().nullable(),
  payIns: z.int(),
  payOuts: z.int(),
  corrections: z.int().nullable(),
  expected: z.int().nullable(),
  counted: z.int().nullable(),
  difference: z.int().nullable(),
  declared: z.boolean(),
});

export const reportView = z.object({
  shift: z.string(),
  businessDate: z.string(),
  openedAt: z.int(),
  openedBy: z.string(),
  blind: z.boolean(),
  sales: z.object({
    count: z.int(),
    gross: z.int().nullable(),
    discount: z.int(),
    tax: z.int().nullable(),
    rounding: z.int().nullable(),
    first: z.string().nullable(),
    last: z.string().nullable(),
  }),
  returns: z.object({
    count: z.int(),
    gross: z.int().nullable(),
    tax: z.int().nullable(),
    rounding: z.int().nullable(),
  }),
  taxes: z
    .array(z.object({ letter: z.string(), rate: z.int(), net: z.int(), tax: z.int(), gross: z.int() }))
    .nullable(),
  tenders: z.array(drawerTender),
  noSales: z.int(),
  voids: z.int(),
  removedLines: z.int(),
  priceChanges: z.int(),
  tenderCorrections: z.int(),
  reprints: z.int(),
});
export type ReportView = z.infer<typeof reportView>;

export const zView = z.object({
  shift: z.string(),
  /** The command that closed the shift. */
  command: z.string(),
  number: z.string(),
  counter: z.int(),
  closedAt: z.int(),
  closedBy: z.string(),
  report: reportView,
  grandTotals: z.object({ sales: z.int(), returns: z.int(), continuedFrom: z.string().nullable() }),
  note: z.string(),
  copies: z.int(),
});
export type ZView = z.infer<typeof zView>;

export const shifts = {
  current: ask()
    .output(
      z
        .object({
          shift: z.string(),
          businessDate: z.string(),
          openedAt: z.int(),
          openedBy: z.string(),
          float: z.int(),
          counting: z.boolean(),
          overdue: z.boolean(),
          openTickets: z.int(),
          parkedTickets: z.int(),
        })
        .nullable(),
    )
    .route({ method: 'GET', path: '/shift', summary: 'The open shift of this register' }),
  /** What opening would say: the business date, and whether the clock needs a manager's word. */
  proposal: ask().output(
    z.object({ businessDate: z.string(), clockBehind: z.boolean(), lastEntryAt: z.int().nullable() }),
  ),
  open: tell('sale.sell')
    .input(z.object({ commandId, counted: denominations, clockConfirmed: z.boolean().optional(), approval }))
    .output(z.object({ shift: z.string() }))
    .route({ method: 'POST', path: '/shift', summary: 'Open a shift with a counted float' }),
  x: ask()
    .output(reportView)
    .route({ method: 'GET', path: '/shift/x', summary: 'X report: the shift so far' }),
  printX: tell()
    .input(z.object({ commandId }))
    .output(z.object({ printJob: z.string().nullable() })),
  moveCash: tell('sale.sell')
    .input(z.object({ commandId, kind: z.enum(['pay-in', 'pay-out', 'drop']), amount, reason, approval }))
    .output(z.object({ number: z.string(), drawer: z.boolean(), printJob: z.string().nullable() }))
    .route({ method: 'POST', path: '/shift/cash', summary: 'Pay money into or out of the drawer' }),
  openDrawer: tell('sale.sell').input(z.object({ commandId, reason, approval })).output(z.object({})),
  /** Selling on this drawer stops until the count is finished or given up. */
  startCount: tell('sale.sell')
    .input(z.object({ commandId, shift: id, approval }))
    .output(z.object({})),
  cancelCount: tell('sale.sell')
    .input(z.object({ commandId, shift: id }))
    .output(z.object({})),
  /** Answers the Z that stands when the shift is closed already; its `command` is then another's. */
  close: tell('sale.sell')
    .input(
      z.object({
        commandId,
        shift: id,
        counted: denominations,
        /** Declared amounts of the other tenders. */
        declared: z.array(z.object({ tender: id, amount })).max(100),
        tickets: z.enum(['keep', 'void']),
        note: z.string().trim().max(1000),
        approval,
      }),
    )
    .output(zView)
    .route({ method: 'POST', path: '/shift/close', summary: 'Close the shift: count, Z report' }),
  list: ask('reports.see')
    .input(z.object({ from: isoDate.optional(), to: isoDate.optional(), ...page }))
    .output(
      z.object({
        rows: z.array(
          z.object({
            shift: z.string(),
            number: z.string(),
            businessDate: z.string(),
            openedAt: z.int(),
            closedAt: z.int(),
            closedBy: z.string(),
            sales: z.int(),
            gross: z.int(),
            difference: z.int(),
          }),
        ),
        more: z.boolean(),
      }),
    )
    .route({ method: 'GET', path: '/shifts', summary: 'Closed shifts' }),
  z: ask()
    .input(z.object({ shift: id }))
    .output(zView)
    .route({ method: 'GET', path: '/shifts/{shift}', summary: 'The Z of a closed shift' }),
};
