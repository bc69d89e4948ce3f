import { int, json, text } from '../column.ts';
import { table } from '../table.ts';

/** A ticket parked for the store to see. A recall answers a park with a row of its own. */
export const parkedTicket = table('parked_ticket', {
  room: 'store',
  columns: {
    store: text(),
    park: text(),
    ticket: text(),
    register: text(),
    label: int(),
    at: int(),
    by: text(),
    total: int(),
    items: int(),
    note: text(),
    cart: json(),
  },
  key: ['store', 'park'],
  indexes: [{ columns: ['store', 'ticket'] }],
});

/** `device`: who took it up. */
export const recalledTicket = table('recalled_ticket', {
  room: 'store',
  columns: { store: text(), park: text(), entry: text(), at: int(), by: text(), device: text() },
  key: ['store', 'park', 'entry'],
});

/** Who headquarters said may take a park up. The last word counts: only a headquarters that was restored speaks twice. */
export const assignedTicket = table('assigned_ticket', {
  room: 'store',
  columns: {
    store: text(),
    park: text(),
    entry: text(),
    device: text(),
    register: text(),
    at: int(),
    by: text(),
  },
  key: ['store', 'park', 'entry'],
});

/** A copy opened of a park nobody could ask for: a ticket of its own that may sell the same goods once more. */
export const copiedTicket = table('copied_ticket', {
  room: 'store',
  columns: {
    store: text(),
    park: text(),
    ticket: text(),
    root: text(),
    register: text(),
    at: int(),
    by: text(),
  },
  key: ['store', 'park', 'ticket'],
});

/** Sales of tickets that were parked once, by the ticket each was at first. */
export const soldTicket = table('sold_ticket', {
  room: 'store',
  columns: { store: text(), root: text(), sale: text() },
  key: ['store', 'root', 'sale'],
});
