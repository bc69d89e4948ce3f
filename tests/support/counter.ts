import type { DomainError } from '#shared/domain/error.ts';
import { minor, rate } from '#shared/domain/numbers.ts';
import type { Actor } from '#shared/domain/people/person.ts';
import type { Result } from '#shared/domain/result.ts';
import type { Host } from '#shared/services/journal/host.ts';
import { acceptReturn } from '#shared/services/returns/accept-return.ts';
import type { BroughtBack } from '#shared/services/returns/preview-return.ts';
import { completeSale, type Given } from '#shared/services/sales/complete-sale.ts';
import { closeShift } from '#shared/services/shifts/close-shift.ts';
import { readDrawer } from '#shared/services/shifts/drawer.ts';
import { openShift } from '#shared/services/shifts/open-shift.ts';
import { changeTicket } from '#shared/services/tickets/change-ticket.ts';
import { scanCode } from '#shared/services/tickets/scan.ts';
import type { TicketView } from '#shared/services/tickets/ticket-view.ts';
import type { MakeHost } from './hosts.ts';
import { BOSS, by, foundSmallStore } from './small-store.ts';
import type { TestPorts } from './test-host.ts';

/** The value of a result that has to be one. */
export function good<T>(result: Result<T, DomainError>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`);
  return result.value;
}

export const PRINTER = { isSetUp: () => true };
export const NO_PRINTER = { isSetUp: () => false };
export const cash = (amount: number): Given => ({ tender: 'cash', amount, reference: null });
export const card = (amount: number): Given => ({ tender: 'card', amount, reference: null });

/** What a clerk does all day, in one call each; every step has to succeed. */
export function counterOf(host: Host, actor: Actor = BOSS) {
  const me = () => by(host, actor);
  const open = async (float: number) =>
    good(await openShift(host)(me(), { counted: [{ value: float, count: 1 }] })).shift;
  const scan = async (ticket: string | null, code: string, qty?: number): Promise<TicketView> => {
    const outcome = good(await scanCode(host)(me(), { ticket, code, qty }));
    if (outcome.kind !== 'added') throw new Error(`${code} is ${outcome.kind}`);
    return outcome.ticket;
  };
  const scanAll = async (codes: readonly string[]): Promise<TicketView> => {
    let ticket: TicketView | null = null;
    for (const code of codes) ticket = await scan(ticket?.id ?? null, code);
    if (!ticket) throw new Error('nothing was scanned');
    return ticket;
  };
  const pay = async (ticket: TicketView, ...tenders: Given[]) =>
    good(await completeSale(host, PRINTER)(me(), { ticket: ticket.id, version: ticket.version, tenders }));
  return {
    open,
    scan,
    scanAll,
    pay,
    /** Scans these codes and takes the exact money in cash. */
    sell: async (...codes: string[]) => {
      const ticket = await scanAll(codes);
      return pay(ticket, cash(ticket.total));
    },
    discountTicket: async (ticket: TicketView, percent: number) =>
      good(
        await changeTicket(host)(
          me(),
          { ticket: ticket.id, version: ticket.version },
          {
            kind: 'discount-ticket',
            discount: { kind: 'percent', rate: rate(percent * 10_000), reason: 'regular' },
          },
        ),
      ),
    /** Several parts of one sale in one return. */
    bringBackParts: async (sale: string, lines: BroughtBack['lines']) =>
      good(await acceptReturn(host, PRINTER)(me(), { sale, lines, reason: 'did not like them' })),
    bringBack: async (
      sale: string,
      line: number,
      qty: number,
      condition: 'as-new' | 'check' | 'damaged' = 'as-new',
    ) =>
      good(
        await acceptReturn(host, PRINTER)(me(), {
          sale,
          lines: [{ line, qty, condition }],
          reason: 'did not like it',
        }),
      ),
    close: async (
      counted: number,
      more: { tickets?: 'keep' | 'void'; card?: number; wechat?: number } = {},
    ) =>
      good(
        await closeShift(host, PRINTER)(me(), {
          shift: await openShiftOf(host),
          counted: counted === 0 ? [] : [{ value: minor(counted), count: 1 }],
          declared: [
            { tender: 'card', amount: more.card ?? 0 },
            { tender: 'wechat', amount: more.wechat ?? 0 },
            { tender: 'voucher', amount: 0 },
          ],
          tickets: more.tickets ?? 'keep',
          note: '',
        }),
      ),
  };
}

/** The shift that is open on this register. */
export async function openShiftOf(host: Host): Promise<string> {
  const drawer = await readDrawer(host.read, host.self);
  if (drawer === null) throw new Error('no shift is open');
  return drawer.shift;
}

/** A founded small store on a host, its counter, and a look at a table's rows. */
export async function aShop(makeHost: MakeHost, ports?: TestPorts) {
  const made = await makeHost(ports);
  await foundSmallStore(made.host);
  return { ...made, counter: counterOf(made.host) };
}
