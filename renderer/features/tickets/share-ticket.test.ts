import { expect, test } from 'vitest';
import type { TicketLineView, TicketView } from '#shared/contract/tickets.ts';
import { shareTicket } from './share-ticket.ts';

const line = (number: number, given: Partial<TicketLineView> = {}): TicketLineView => ({
  line: number,
  product: `p${number}`,
  category: null,
  name: `item ${number}`,
  unit: 'piece',
  barcode: null,
  qty: 1000,
  price: 500,
  listPrice: 500,
  fixedAmount: null,
  taxLetter: 'A',
  discount: { kind: 'percent', rate: 50_000, reason: '' },
  note: '',
  source: 'scan',
  amount: 500,
  lineDiscount: 25,
  ticketDiscount: 0,
  tax: 55,
  gross: 475,
  ...given,
});

const ticket = (version: number, lines: TicketLineView[]): TicketView => ({
  id: 't1',
  label: 1,
  version,
  openedAt: 0,
  lines,
  discount: null,
  note: '',
  tenders: [],
  subtotal: 0,
  discountTotal: 0,
  taxes: [],
  tax: 0,
  total: 0,
  items: 0,
  copyOf: null,
});

test('lines that did not change are the very objects that were there', () => {
  const old = ticket(1, [line(1), line(2)]);
  const shared = shareTicket(old, ticket(2, [line(1), line(2, { qty: 2000 }), line(3)]));
  expect(shared.lines.map((each, at) => each === old.lines[at])).toEqual([true, false, false]);
  expect(shared.lines[1]?.qty).toBe(2000);
});

test('an answer that was overtaken on the way changes nothing', () => {
  const old = ticket(5, [line(1)]);
  expect(shareTicket(old, ticket(4, []))).toBe(old);
});
