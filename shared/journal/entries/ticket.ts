import { z } from 'zod';
import type { TicketVoided } from '#shared/domain/cart/void-ticket.ts';
import type { PersonId, TicketId } from '#shared/domain/ids.ts';
import type { Minor } from '#shared/domain/numbers.ts';
import type { Approval } from '#shared/domain/people/person.ts';
import { add, insert } from '../change.ts';
import { entryType } from '../entry-type.ts';
import { count, id, instant, minor, qty, words } from '../schema.ts';
import { reprint, voidedTicket } from '../tables/sale.ts';
import { shiftTotal } from '../tables/shift.ts';
import { parkedTicket, recalledTicket } from '../tables/ticket.ts';
import { approvals, traceItem } from './parts.ts';

/** A ticket given up before it was paid: nothing moved, but it leaves its trace. */
export const ticketVoided = entryType<TicketVoided>('ticket.voided', {
  v: 1,
  scope: 'store',
  body: z.strictObject({
    ticket: id<TicketId>(),
    openedAt: instant,
    by: id<PersonId>(),
    reason: words(),
    total: minor,
    items: count,
    lines: z
      .array(
        z.strictObject({
          line: z.int().min(1),
          product: words(80).nullable(),
          name: words(),
          qty,
          price: minor,
        }),
      )
      .max(2000),
    trace: z.array(traceItem).max(5000),
    approvals,
  }),
  areas: ['ticket', 'shift'],
  project: ({ id: entry, store, shift, at, body: t }) => [
    insert(voidedTicket, {
      store,
      ticket: t.ticket,
      entry,
      shift,
      at,
      by: t.by,
      reason: t.reason,
      total: t.total,
      items: t.items,
      story: JSON.stringify({ lines: t.lines, trace: t.trace }),
    }),
    ...(shift === null
      ? []
      : [
          add(
            shiftTotal,
            { store, shift },
            {
              voids: 1,
              removed_lines: t.trace.filter((x) => x.kind === 'line-removed').length,
              price_changes: t.trace.filter((x) => x.kind === 'price-changed').length,
            },
          ),
        ]),
  ],
});

export interface TicketParked {
  readonly park: string;
  readonly ticket: TicketId;
  readonly register: string;
  readonly label: number;
  readonly by: PersonId;
  readonly total: Minor;
  readonly items: number;
  readonly note: string;
  /** The whole draft as JSON text, so that another register can take it up. */
  readonly cart: string;
}

/** A ticket put aside, for the store to see. */
export const ticketParked = entryType<TicketParked>('ticket.parked', {
  v: 1,
  scope: 'store',
  body: z.strictObject({
    park: words(80),
    ticket: id<TicketId>(),
    register: words(20),
    label: z.int().min(1),
    by: id<PersonId>(),
    total: minor,
    items: count,
    note: words(1000),
    cart: z.string().max(1_000_000),
  }),
  areas: ['ticket', 'print'],
  begins: (t) => [`park/${t.park}`],
  project: ({ store, at, body: t }) => [
    insert(parkedTicket, {
      store,
      park: t.park,
      ticket: t.ticket,
      register: t.register,
      label: t.label,
      at,
      by: t.by,
      total: t.total,
      items: t.items,
      note: t.note,
      cart: t.cart,
    }),
  ],
});

export interface TicketRecalled {
  readonly park: string;
  readonly by: PersonId;
}

/** A parked ticket taken up again. */
export const ticketRecalled = entryType<TicketRecalled>('ticket.recalled', {
  v: 1,
  scope: 'store',
  body: z.strictObject({ park: words(80), by: id<PersonId>() }),
  areas: ['ticket'],
  about: (t) => [`park/${t.park}`],
  project: ({ id: entry, origin: device, store, at, body: t }) => [
    insert(recalledTicket, { store, park: t.park, entry, at, by: t.by, device }),
  ],
});

export interface ReceiptReprinted {
  readonly document: string;
  readonly number: string;
  readonly by: PersonId;
  readonly approvals: readonly Approval[];
}

/** A slip printed again; the paper says which copy it is. */
export const receiptReprinted = entryType<ReceiptReprinted>('receipt.reprinted', {
  v: 1,
  scope: 'store',
  body: z.strictObject({ document: words(80), number: words(40), by: id<PersonId>(), approvals }),
  areas: ['print', 'shift'],
  project: ({ store, shift, body: r }) => [
    add(reprint, { store, document: r.document }, { copies: 1 }),
    ...(shift === null ? [] : [add(shiftTotal, { store, shift }, { reprints: 1 })]),
  ],
});
