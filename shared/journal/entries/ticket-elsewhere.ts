import { z } from 'zod';
import type { PersonId, TicketId } from '#shared/domain/ids.ts';
import { insert } from '../change.ts';
import { entryType } from '../entry-type.ts';
import { id, words } from '../schema.ts';
import { assignedTicket, copiedTicket } from '../tables/ticket.ts';

export interface TicketAssigned {
  readonly park: string;
  /** Who may take it up, and the register it is. */
  readonly device: string;
  readonly register: string;
  readonly by: PersonId;
}

/**
 * Headquarters' word on which register of the store takes a parked ticket up: exactly one. Whoever took it up without asking, because
 * headquarters was out of reach, loses it when this arrives.
 */
export const ticketAssigned = entryType<TicketAssigned>('ticket.assigned', {
  v: 1,
  scope: 'store',
  body: z.strictObject({ park: words(80), device: words(80), register: words(20), by: id<PersonId>() }),
  areas: ['ticket'],
  about: (t) => [`park/${t.park}`],
  project: ({ id: entry, store, at, body: t }) => [
    insert(assignedTicket, {
      store,
      park: t.park,
      entry,
      device: t.device,
      register: t.register,
      at,
      by: t.by,
    }),
  ],
});

export interface TicketCopied {
  readonly park: string;
  /** The copy's own id. */
  readonly ticket: TicketId;
  /** The ticket it was at first. */
  readonly root: TicketId;
  readonly register: string;
  readonly by: PersonId;
}

/** A copy of another register's parked ticket, opened while nobody could say who gets the ticket itself. */
export const ticketCopied = entryType<TicketCopied>('ticket.copied', {
  v: 1,
  scope: 'store',
  body: z.strictObject({
    park: words(80),
    ticket: id<TicketId>(),
    root: id<TicketId>(),
    register: words(20),
    by: id<PersonId>(),
  }),
  areas: ['ticket'],
  about: (t) => [`park/${t.park}`],
  project: ({ store, at, body: t }) => [
    insert(copiedTicket, {
      store,
      park: t.park,
      ticket: t.ticket,
      root: t.root,
      register: t.register,
      at,
      by: t.by,
    }),
  ],
});
