import { z } from 'zod';
import {
  amount,
  approval,
  ask,
  code,
  commandId,
  id,
  qty,
  rate,
  reason,
  tell,
  tenderKind,
  unit,
} from './base.ts';

const discount = z
  .discriminatedUnion('kind', [
    z.object({ kind: z.literal('percent'), rate, reason }),
    z.object({ kind: z.literal('amount'), amount, reason }),
  ])
  .nullable();

export const ticketLine = z.object({
  line: z.int(),
  product: z.string().nullable(),
  category: z.string().nullable(),
  name: z.string(),
  unit,
  barcode: z.string().nullable(),
  qty: z.int(),
  price: z.int(),
  listPrice: z.int(),
  fixedAmount: z.int().nullable(),
  taxLetter: z.string(),
  discount,
  note: z.string(),
  source: z.enum(['scan', 'tile', 'search', 'scale-label', 'open-price']),
  /** price × qty before discounts. */
  amount: z.int(),
  lineDiscount: z.int(),
  ticketDiscount: z.int(),
  tax: z.int(),
  gross: z.int(),
});
export const taxRowView = z.object({
  letter: z.string(),
  rate: z.int(),
  net: z.int(),
  tax: z.int(),
  gross: z.int(),
});
export const ticketTender = z.object({
  id: z.string(),
  tender: z.string(),
  kind: tenderKind,
  name: z.string(),
  amount: z.int(),
  reference: z.string().nullable(),
});

export const ticketView = z.object({
  id: z.string(),
  label: z.int(),
  version: z.int(),
  openedAt: z.int(),
  lines: z.array(ticketLine),
  discount,
  note: z.string(),
  tenders: z.array(ticketTender),
  subtotal: z.int(),
  discountTotal: z.int(),
  taxes: z.array(taxRowView),
  tax: z.int(),
  total: z.int(),
  items: z.int(),
  /** The parked ticket this is a copy of: opened while nobody could say who gets it. */
  copyOf: z.object({ register: z.string(), label: z.int() }).nullable(),
});
export type TicketView = z.infer<typeof ticketView>;
export type TicketLineView = z.infer<typeof ticketLine>;

export const parkedView = z.object({
  park: z.string(),
  ticket: z.string(),
  /** Who parked it. */
  register: z.string(),
  label: z.int(),
  at: z.int(),
  by: z.string(),
  total: z.int(),
  items: z.int(),
  note: z.string(),
  /** Taken up here without asking anyone. */
  here: z.boolean(),
  /** Another register that headquarters gave it to, and that has not taken it up yet. */
  givenTo: z.string().nullable(),
  /** A register that opened a copy of it. */
  copiedAt: z.string().nullable(),
});
export type ParkedView = z.infer<typeof parkedView>;

/** An open ticket that another register has by headquarters' word. `kept`: it holds money, so it is open here too. */
export const lostTicket = z.object({
  ticket: z.string(),
  label: z.int(),
  register: z.string(),
  at: z.int(),
  kept: z.boolean(),
});
export type LostTicket = z.infer<typeof lostTicket>;

/** What a scanned or typed code means. */
export const scanOutcome = z.discriminatedUnion('kind', [
  /** `printed`: what the label says it costs, where that is no longer what is charged. */
  z.object({ kind: z.literal('added'), ticket: ticketView, line: z.int(), printed: z.int().nullable() }),
  /** Several products claim the code; the clerk chooses. */
  z.object({
    kind: z.literal('choose'),
    products: z.array(z.object({ id: z.string(), name: z.string(), price: z.int() })),
  }),
  z.object({ kind: z.literal('sale'), sale: z.string(), number: z.string() }),
  z.object({ kind: z.literal('return'), ret: z.string(), number: z.string() }),
  z.object({ kind: z.literal('parked'), park: z.string() }),
  z.object({ kind: z.literal('unknown'), code: z.string() }),
]);
export type ScanOutcome = z.infer<typeof scanOutcome>;

/** `version` is the one the clerk saw; another means the ticket changed meanwhile (CART_CHANGED). */
const target = { commandId, ticket: id, version: z.int().min(0), approval };

export const tickets = {
  list: ask()
    .output(z.array(ticketView))
    .route({ method: 'GET', path: '/tickets', summary: 'Open tickets of this register' }),
  open: tell('sale.sell')
    .input(z.object({ commandId }))
    .output(ticketView)
    .route({ method: 'POST', path: '/tickets', summary: 'Open a new ticket' }),
  /** `ticket` null: the next scan starts a new one. */
  scan: tell('sale.sell')
    .input(
      z.object({
        commandId,
        ticket: id.nullable(),
        code,
        qty: qty.optional(),
        confirmed: z.boolean().optional(),
      }),
    )
    .output(scanOutcome)
    .route({
      method: 'POST',
      path: '/tickets/scan',
      summary: 'Scan or type a code: an item, a scale label, a slip',
    }),
  addProduct: tell('sale.sell')
    .input(
      z.object({
        commandId,
        ticket: id.nullable(),
        product: id,
        qty: qty.optional(),
        source: z.enum(['tile', 'search', 'scan']),
        confirmed: z.boolean().optional(),
      }),
    )
    .output(z.object({ ticket: ticketView, line: z.int() }))
    .route({ method: 'POST', path: '/tickets/add-product', summary: 'Add a product to a ticket' }),
  addOpenPrice: tell('sale.sell')
    .input(
      z.object({
        commandId,
        ticket: id.nullable(),
        category: id,
        name: z.string().trim().max(120),
        price: amount,
        qty: qty.optional(),
        barcode: z.string().max(80).nullable(),
        approval,
      }),
    )
    .output(z.object({ ticket: ticketView, line: z.int() }))
    .route({
      method: 'POST',
      path: '/tickets/add-open-price',
      summary: 'Sell an unlisted item of a department at a typed price',
    }),
  setQuantity: tell('sale.sell')
    .input(z.object({ ...target, line: z.int(), qty, confirmed: z.boolean().optional() }))
    .output(ticketView),
  setPrice: tell('sale.sell')
    .input(z.object({ ...target, line: z.int(), price: amount, reason }))
    .output(ticketView),
  discountLine: tell('sale.sell')
    .input(z.object({ ...target, line: z.int(), discount }))
    .output(ticketView),
  discountTicket: tell('sale.sell')
    .input(z.object({ ...target, discount }))
    .output(ticketView),
  removeLine: tell('sale.sell')
    .input(z.object({ ...target, line: z.int() }))
    .output(ticketView),
  noteLine: tell('sale.sell')
    .input(z.object({ ...target, line: z.int(), note: z.string().trim().max(400) }))
    .output(ticketView),
  noteTicket: tell('sale.sell')
    .input(z.object({ ...target, note: z.string().trim().max(1000) }))
    .output(ticketView),
  /** A non-cash part is taken before the rest; it survives a crash. */
  addTender: tell('sale.sell')
    .input(z.object({ ...target, tender: id, amount, reference: z.string().trim().max(80).nullable() }))
    .output(ticketView),
  giveBackTender: tell('sale.sell')
    .input(z.object({ ...target, tenderId: id, reason }))
    .output(ticketView),
  park: tell('ticket.park')
    .input(z.object({ ...target, print: z.boolean() }))
    .output(z.object({ park: z.string() })),
  parked: ask()
    .output(z.array(parkedView))
    .route({ method: 'GET', path: '/tickets/parked', summary: 'Parked tickets' }),
  recall: tell('ticket.park')
    .input(z.object({ commandId, park: id, approval }))
    .output(ticketView),
  /** A copy of another register's parked ticket, while nobody can say who gets the ticket itself. */
  copy: tell('ticket.park')
    .input(z.object({ commandId, park: id, approval }))
    .output(ticketView),
  lost: ask()
    .output(z.array(lostTicket))
    .route({ method: 'GET', path: '/tickets/lost', summary: 'Tickets another register has now' }),
  /** A clerk has read of it. */
  forgetLost: tell('signed-in')
    .input(z.object({ commandId, ticket: id }))
    .output(z.object({})),
  void: tell('sale.sell')
    .input(z.object({ ...target, reason }))
    .output(z.object({})),
  /** An empty ticket goes away without a trace. */
  discardEmpty: tell('sale.sell')
    .input(z.object({ commandId, ticket: id }))
    .output(z.object({})),
  /** The slip as it will look, without a number. */
  preview: ask()
    .input(z.object({ ticket: id }))
    .output(z.object({ svg: z.string() })),
};
