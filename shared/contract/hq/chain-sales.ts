import { z } from 'zod';
import { commandId, id, isoDate, minor, page, reason } from '../base.ts';
import { saleRow } from '../sales.ts';
import { ask, tell } from './base.ts';
import { receiptDocument } from './receipt-document.ts';

/** A sale or a return of any store. */
const chainSaleRow = saleRow
  .omit({ items: true, tenders: true, returned: true })
  .extend({ store: z.string(), storeName: z.string(), register: z.string() });
export type ChainSaleRow = z.infer<typeof chainSaleRow>;

const storeDay = z.object({
  store: z.string(),
  name: z.string(),
  /** The latest business date anything was sold for. */
  businessDate: z.string().nullable(),
  sales: z.int(),
  returns: z.int(),
  /** Sales less returns. */
  taken: z.int(),
  openShifts: z.int(),
  lastSaleAt: z.int().nullable(),
});
export type StoreDay = z.infer<typeof storeDay>;

export const chainSales = {
  /** Newest first, as they arrive. */
  find: ask()
    .input(
      z.object({
        store: id.optional(),
        text: z.string().trim().max(80).optional(),
        /** Business days, both included. */
        from: isoDate.optional(),
        to: isoDate.optional(),
        /** What was taken, or given back. */
        total: minor.optional(),
        ...page,
      }),
    )
    .output(z.object({ rows: z.array(chainSaleRow), more: z.boolean() })),
  /** A sale or a return with all its lines, taxes and tenders, or the Z of a closed shift, as its slip tells it. */
  slip: ask()
    .input(z.object({ store: id, kind: z.enum(['sale', 'return', 'z']), document: id }))
    .output(z.object({ number: z.string(), at: z.int(), copies: z.int(), slip: receiptDocument })),
  /** Each store's latest business day. */
  days: ask().output(z.array(storeDay)),
  shifts: ask()
    .input(z.object({ store: id.optional(), ...page }))
    .output(
      z.object({
        rows: z.array(
          z.object({
            store: z.string(),
            storeName: z.string(),
            register: z.string(),
            shift: z.string(),
            /** Number of the Z; null while the shift is open. */
            number: z.string().nullable(),
            businessDate: z.string(),
            openedAt: z.int(),
            closedAt: z.int().nullable(),
            sales: z.int(),
            gross: z.int(),
            difference: z.int().nullable(),
          }),
        ),
        more: z.boolean(),
      }),
    ),
};

const exceptionRow = z.object({
  store: z.string(),
  storeName: z.string(),
  rule: z.string(),
  subject: z.string(),
  /** What that is called: a product, a register, a receipt; null: nothing of a name. */
  about: z.string().nullable(),
  detail: z.record(z.string(), z.union([z.string(), z.number()])),
  raisedAt: z.int(),
  settledAt: z.int().nullable(),
  settledBy: z.string().nullable(),
  note: z.string().nullable(),
});
export type ExceptionRow = z.infer<typeof exceptionRow>;

/** Where facts disagree: for a person to settle. */
export const exceptions = {
  list: ask()
    .input(z.object({ settled: z.boolean().default(false), ...page }))
    .output(z.object({ rows: z.array(exceptionRow), more: z.boolean(), open: z.int() })),
  settle: tell('hq.settle')
    .input(z.object({ commandId, store: id, rule: id, subject: z.string().min(1).max(200), note: reason }))
    .output(exceptionRow),
};

const keptFact = z.object({
  store: z.string(),
  storeName: z.string(),
  position: z.int(),
  id: z.string(),
  type: z.string(),
  device: z.string(),
  register: z.string(),
  state: z.enum(['posted', 'parked', 'unknown', 'quarantined', 'set-aside']),
  reason: z.string(),
  receivedAt: z.int(),
});
export type KeptFact = z.infer<typeof keptFact>;

const keptDetail = keptFact.extend({
  /** When and by whom it was made, as its register says. */
  madeAt: z.int(),
  madeBy: z.string(),
  epoch: z.string(),
  seq: z.int(),
  /** Sold, or as a negative returned; moved in or out of the drawer. null: it is about no money, or can't be read. */
  amount: z.int().nullable(),
  notes: z.array(
    z.object({ did: z.enum(['tried', 'set-aside']), note: z.string(), by: z.string(), at: z.int() }),
  ),
});
export type KeptDetail = z.infer<typeof keptDetail>;

const place = { store: id, position: z.int().min(1).max(1_000_000_000_000) };

/** Facts that were taken and are not counted: waiting for another, of a newer version, or not to be trusted by themselves. */
export const kept = {
  /** Those that wait for a person, or those one has set aside. */
  list: ask()
    .input(z.object({ setAside: z.boolean().default(false), ...page }))
    .output(z.object({ rows: z.array(keptFact), more: z.boolean() })),
  /** How many wait for a person, and what their sales less their returns come to. */
  sum: ask().output(z.object({ count: z.int(), taken: z.int() })),
  get: ask().input(z.object(place)).output(keptDetail),
  /** Reads and posts it now, with what waits for it, as though its register were in good standing. */
  tryAgain: tell('hq.settle')
    .input(z.object({ commandId, ...place }))
    .output(keptDetail),
  /** It stays as it is and counts nowhere. */
  setAside: tell('hq.settle')
    .input(z.object({ commandId, ...place, note: reason }))
    .output(keptDetail),
};
