import type { CartChange } from '#shared/domain/cart/cart-change.ts';
import type { TenderId } from '#shared/domain/ids.ts';
import { minor, qty, rate } from '#shared/domain/numbers.ts';
import type { By } from '#shared/services/journal/by.ts';
import { addOpenPrice } from '#shared/services/tickets/add-open-price.ts';
import { addProduct } from '#shared/services/tickets/add-product.ts';
import { changeTicket } from '#shared/services/tickets/change-ticket.ts';
import { copyTicket } from '#shared/services/tickets/copy-ticket.ts';
import { listTickets } from '#shared/services/tickets/list-tickets.ts';
import { forgetLostTicket, lostTickets } from '#shared/services/tickets/lost-tickets.ts';
import { openTicket } from '#shared/services/tickets/open-ticket.ts';
import { parkTicket } from '#shared/services/tickets/park-ticket.ts';
import { parkedTickets } from '#shared/services/tickets/parked-tickets.ts';
import { recallTicket } from '#shared/services/tickets/recall-ticket.ts';
import { scanCode } from '#shared/services/tickets/scan.ts';
import { ticketOnPaper } from '#shared/services/tickets/ticket-on-paper.ts';
import { discardEmpty, voidTicket } from '#shared/services/tickets/void-ticket.ts';
import type { Register } from '../register.ts';
import { answer, type Handlers, on, tell } from '../router.ts';

/** Open tickets: what the sell and pay screens do to them. */
export function ticketHandlers({ host, slips, people, link }: Register): Handlers<'tickets'> {
  const change = (by: By, seen: { ticket: string; version: number }, made: CartChange) =>
    changeTicket(host)(by, seen, made);
  return {
    list: on.tickets.list.handler(() => listTickets(host)()),
    open: on.tickets.open.handler((call) => tell(call, (by) => openTicket(host)(by))),
    scan: on.tickets.scan.handler((call) => tell(call, (by) => scanCode(host)(by, call.input))),
    addProduct: on.tickets.addProduct.handler((call) => tell(call, (by) => addProduct(host)(by, call.input))),
    addOpenPrice: on.tickets.addOpenPrice.handler((call) =>
      tell(call, (by) => addOpenPrice(host)(by, call.input)),
    ),
    ...lineHandlers(change),
    ...tenderHandlers(change),
    discountTicket: on.tickets.discountTicket.handler((call) =>
      tell(call, (by) =>
        change(by, call.input, { kind: 'discount-ticket', discount: discountOf(call.input.discount) }),
      ),
    ),
    noteTicket: on.tickets.noteTicket.handler((call) =>
      tell(call, (by) => change(by, call.input, { kind: 'note-ticket', note: call.input.note })),
    ),
    park: on.tickets.park.handler((call) => tell(call, (by) => parkTicket(host, slips)(by, call.input))),
    parked: on.tickets.parked.handler(async () =>
      (await parkedTickets(host)()).map((park) => ({ ...park, by: people.nameOf(park.by) })),
    ),
    recall: on.tickets.recall.handler((call) =>
      tell(call, (by) => recallTicket(host, link.askTaking)(by, call.input)),
    ),
    copy: on.tickets.copy.handler((call) => tell(call, (by) => copyTicket(host)(by, call.input))),
    lost: on.tickets.lost.handler(() => lostTickets(host)()),
    forgetLost: on.tickets.forgetLost.handler((call) =>
      tell(call, (by) => forgetLostTicket(host)(by, call.input)),
    ),
    void: on.tickets.void.handler((call) => tell(call, (by) => voidTicket(host)(by, call.input))),
    discardEmpty: on.tickets.discardEmpty.handler((call) =>
      tell(call, (by) => discardEmpty(host)(by, call.input)),
    ),
    preview: on.tickets.preview.handler(async ({ input }) => ({
      svg: await slips.preview(answer(await ticketOnPaper(host)(input.ticket))),
    })),
  };
}

type Change = (
  by: By,
  seen: { ticket: string; version: number },
  made: CartChange,
) => ReturnType<ReturnType<typeof changeTicket>>;

const lineHandlers = (change: Change) => ({
  setQuantity: on.tickets.setQuantity.handler((call) =>
    tell(call, (by) => {
      const { line, confirmed = false } = call.input;
      return change(by, call.input, { kind: 'set-qty', line, qty: qty(call.input.qty), confirmed });
    }),
  ),
  setPrice: on.tickets.setPrice.handler((call) =>
    tell(call, (by) => {
      const { line, price, reason } = call.input;
      return change(by, call.input, { kind: 'set-price', line, price: minor(price), reason });
    }),
  ),
  discountLine: on.tickets.discountLine.handler((call) =>
    tell(call, (by) => {
      const { line, discount } = call.input;
      return change(by, call.input, { kind: 'discount-line', line, discount: discountOf(discount) });
    }),
  ),
  removeLine: on.tickets.removeLine.handler((call) =>
    tell(call, (by) => change(by, call.input, { kind: 'remove-line', line: call.input.line })),
  ),
  noteLine: on.tickets.noteLine.handler((call) =>
    tell(call, (by) => {
      const { line, note } = call.input;
      return change(by, call.input, { kind: 'note-line', line, note });
    }),
  ),
});

const tenderHandlers = (change: Change) => ({
  addTender: on.tickets.addTender.handler((call) =>
    tell(call, (by) => {
      const { tender, amount, reference } = call.input;
      const taken = { id: by.command.id, tender: tender as TenderId, amount: minor(amount), reference };
      return change(by, call.input, { kind: 'add-tender', ...taken });
    }),
  ),
  giveBackTender: on.tickets.giveBackTender.handler((call) =>
    tell(call, (by) => {
      const { tenderId, reason } = call.input;
      return change(by, call.input, { kind: 'give-back-tender', id: tenderId, reason });
    }),
  ),
});

type Discount =
  | { readonly kind: 'percent'; readonly rate: number; readonly reason: string }
  | { readonly kind: 'amount'; readonly amount: number; readonly reason: string };

function discountOf(given: Discount | null) {
  if (given === null) return null;
  return given.kind === 'percent'
    ? { ...given, rate: rate(given.rate) }
    : { ...given, amount: minor(given.amount) };
}
