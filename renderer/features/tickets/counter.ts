import { createStore } from 'zustand/vanilla';
import type { TicketLineView, TicketView } from '#shared/contract/tickets.ts';
import { shareTicket } from './share-ticket.ts';

/** The last thing that came onto a ticket, or did not: shown large for whoever stands two metres away. */
export type Happened =
  | {
      readonly kind: 'added';
      readonly line: TicketLineView;
      readonly times: number;
      /** What its label says, where another price is charged. */
      readonly printed: number | null;
    }
  | { readonly kind: 'unknown'; readonly code: string };

/** The open tickets of this register as the screen knows them. What is true is in the register. */
export interface Counter {
  readonly tickets: readonly TicketView[];
  /** False until the register has said which tickets are open. */
  readonly known: boolean;
  /** null: the next item starts a new ticket. */
  readonly ticketId: string | null;
  /** Number of the chosen line; one that is gone counts as the last line. */
  readonly line: number | null;
  /** The quantity field is in use: what is scanned meanwhile does not take the line away from it. */
  readonly editing: boolean;
  /** Thousandths; quantity of the next scan or tile. */
  readonly nextQty: number | null;
  readonly happened: Happened | null;
  /** Counts local changes, so that an older list from the register is not taken for news. */
  readonly turn: number;
}

/** The choice survives a reload, not the window: another window starts with its own. */
const KEPT = 'mallard.ticket';

export const counter = createStore<Counter>(() => ({
  tickets: [],
  known: false,
  ticketId: remembered(),
  line: null,
  editing: false,
  nextQty: null,
  happened: null,
  turn: 0,
}));

export const ticketOf = ({ tickets, ticketId }: Counter): TicketView | null =>
  tickets.find(({ id }) => id === ticketId) ?? null;

/** The line keys and editor are about: the chosen one, else the last. */
export function lineOf(state: Counter): TicketLineView | null {
  const lines = ticketOf(state)?.lines ?? [];
  return lines.find(({ line }) => line === state.line) ?? lines.at(-1) ?? null;
}

/** A ticket as a command answered it. */
export const putTicket = (ticket: TicketView): void =>
  counter.setState(({ tickets, turn }) => ({ tickets: withTicket(tickets, ticket), turn: turn + 1 }));

interface Goods {
  readonly ticket: TicketView;
  readonly line: number;
  readonly printed?: number | null;
}

/** Goods came onto a ticket: it becomes the chosen one, and so does the line unless another is being typed in. */
export function putGoods({ ticket, line: added, printed = null }: Goods): void {
  const line = ticket.lines.find((each) => each.line === added);
  counter.setState(({ tickets, turn, editing, line: chosen, ticketId, nextQty }) => ({
    tickets: withTicket(tickets, ticket),
    ticketId: ticket.id,
    line: editing && ticketId === ticket.id ? chosen : added,
    nextQty: null,
    happened: line === undefined ? null : { kind: 'added', line, times: (nextQty ?? 1000) / 1000, printed },
    turn: turn + 1,
  }));
}

/** A ticket was finished, parked or given up. The next one is new unless `next` is named. */
export const dropTicket = (id: string, next: string | null = null): void =>
  counter.setState(({ tickets, ticketId, turn }) => ({
    tickets: tickets.filter((ticket) => ticket.id !== id),
    ...(ticketId === id ? { ticketId: next, line: null, happened: null } : {}),
    turn: turn + 1,
  }));

export const chooseTicket = (ticketId: string | null): void =>
  counter.setState({ ticketId, line: null, editing: false, happened: null });

export const chooseLine = (line: number): void => counter.setState({ line });

/** Goes to the line above or below. */
export function stepLine(by: 1 | -1): void {
  const state = counter.getState();
  const lines = ticketOf(state)?.lines ?? [];
  const at = lines.findIndex(({ line }) => line === lineOf(state)?.line);
  const next = lines[Math.min(lines.length - 1, Math.max(0, at + by))];
  if (next !== undefined) chooseLine(next.line);
}

/** All open tickets as the register lists them; `turn` as it was when they were asked for. */
export function receiveTickets(listed: readonly TicketView[], turn: number): boolean {
  const state = counter.getState();
  if (state.known && state.turn !== turn) return false;
  const tickets = listed.map((ticket) =>
    shareTicket(
      state.tickets.find(({ id }) => id === ticket.id),
      ticket,
    ),
  );
  const stays = state.ticketId === null || tickets.some(({ id }) => id === state.ticketId);
  // After a start or a crash the clerk finds the work where it was.
  const found = state.known || !forgotten() ? null : (tickets[0]?.id ?? null);
  counter.setState({
    tickets,
    known: true,
    ticketId: stays && state.ticketId !== null ? state.ticketId : found,
  });
  return true;
}

const withTicket = (tickets: readonly TicketView[], ticket: TicketView): readonly TicketView[] => {
  const at = tickets.findIndex(({ id }) => id === ticket.id);
  return at === -1 ? [...tickets, ticket] : tickets.with(at, shareTicket(tickets[at], ticket));
};

counter.subscribe(({ ticketId }, before) => {
  if (ticketId !== before.ticketId) sessionStorage.setItem(KEPT, ticketId ?? '');
});

function remembered(): string | null {
  const kept = sessionStorage.getItem(KEPT);
  return kept === null || kept === '' ? null : kept;
}

const forgotten = (): boolean => (sessionStorage.getItem(KEPT) ?? '') === '';
