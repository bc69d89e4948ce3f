import { businessDate } from '#shared/domain/business-date.ts';
import type { Cart } from '#shared/domain/cart/cart.ts';
import { ticketTotals } from '#shared/domain/cart/totals.ts';
import { xReport } from '#shared/domain/receipt/shift-report.ts';
import { testPage } from '#shared/domain/receipt/test-page.ts';
import { parkedSlip, previewSlip, type TicketOnPaper } from '#shared/domain/receipt/ticket-slips.ts';
import type { ShiftReport } from '#shared/domain/shift/shift.ts';
import type { PrinterSettings, StoreSettings } from '#shared/domain/store/settings.ts';
import type { PrintKind } from '#shared/journal/tables/local.ts';
import type { Host } from '#shared/services/journal/host.ts';
import { query } from '#shared/services/journal/query.ts';
import { drawSlip } from '#shared/services/sales/draw-slip.ts';
import { type SlipDocumentKind, slipDocument } from '#shared/services/sales/slip-document.ts';
import type { SlipPrinter } from '#shared/services/sales/slip-printer.ts';
import type { Slip, SlipRenderer } from './slip-renderer.ts';

/** Slips as pictures and bytes, drawn from the facts themselves. */
export interface Slips extends SlipPrinter {
  /** How the printer is reached, or null where none is set up. */
  readonly printer: () => PrinterSettings | null;
  /** The slip of a finished document as it was given out; null when there is no such document. `copies`: times it was printed again. */
  readonly picture: (
    kind: SlipDocumentKind,
    document: string,
  ) => Promise<{ readonly svg: string; readonly number: string; readonly copies: number } | null>;
  /** An open ticket as it would look; it has no number. */
  readonly preview: (ticket: TicketOnPaper) => Promise<string>;
  /** What a print job puts on paper. Throws when its document is gone, which is a bug. */
  readonly bytes: (job: SlipJob, printer: PrinterSettings) => Promise<Uint8Array>;
}

/** A print job as far as its slip goes. */
export interface SlipJob {
  readonly id: string;
  readonly kind: PrintKind;
  readonly document: string;
  readonly copy: number;
  readonly queuedAt: number;
}

export interface SlipParts {
  readonly host: Pick<Host, 'read' | 'self' | 'now' | 'chain' | 'codec'>;
  readonly renderer: SlipRenderer;
  readonly settings: () => StoreSettings;
  readonly printer: () => PrinterSettings | null;
  /** The shift so far, as the X that was asked for shows it. */
  readonly report: (
    document: string,
  ) => Promise<{ readonly report: ShiftReport; readonly blind: boolean } | null>;
}

const parkedRow = query<{ store: string; park: string }, { cart: string; at: number }>((db, param) =>
  db
    .selectFrom('parked_ticket')
    .select(['cart', 'at'])
    .where('store', '=', param('store'))
    .where('park', '=', param('park')),
);

export function createSlips(parts: SlipParts): Slips {
  const { host, renderer, printer } = parts;
  const find = (kind: SlipDocumentKind, document: string) => slipDocument(host, { kind, document });
  return {
    printer,
    isSetUp: () => printer() !== null,
    picture: async (kind, document) => {
      const found = await find(kind, document);
      if (!found) return null;
      const { at, number, copies } = found;
      return {
        svg: await renderer.svg(drawSlip(found, parts.host.chain().tenders), { at, copy: 0, job: document }),
        number,
        copies,
      };
    },
    preview: (ticket) =>
      renderer.svg((context) => previewSlip(ticket, context), {
        at: host.now(),
        copy: 0,
        job: ticket.cart.id,
      }),
    bytes: async (job, to) => {
      const { slip, at } = await slipOfJob(job, parts);
      return await renderer.bytes(slip, { at, copy: job.copy, job: job.id }, to);
    },
  };
}

async function slipOfJob(
  job: SlipJob,
  parts: SlipParts,
): Promise<{ readonly slip: Slip; readonly at: number }> {
  const { host } = parts;
  const { kind, document, queuedAt } = job;
  if (kind === 'test')
    return { slip: (context) => testPage(parts.printer()?.columns ?? 48, context), at: queuedAt };
  if (kind === 'x') {
    const { report, blind } = there(await parts.report(document), job);
    return { slip: (context) => xReport(report, context, { blind }), at: queuedAt };
  }
  if (kind === 'parked') {
    const row = there(await host.read.first(parkedRow, { store: host.self.store, park: document }), job);
    const ticket = onPaper(JSON.parse(row.cart) as Cart, row.at, parts.settings());
    return { slip: (context) => parkedSlip(ticket, context), at: row.at };
  }
  const found = there(await slipDocument(host, { kind, document }), job);
  return { slip: drawSlip(found, parts.host.chain().tenders), at: found.at };
}

function there<T>(value: T | null | undefined, { kind, document }: SlipJob): T {
  if (value == null) throw new Error(`nothing to print for ${kind} ${document}`);
  return value;
}

function onPaper(cart: Cart, at: number, settings: StoreSettings): TicketOnPaper {
  const { timeZone, dayStartHour, priceMode } = settings;
  return {
    cart,
    totals: ticketTotals(cart, priceMode),
    businessDate: businessDate({ at, timeZone, dayStartHour, previous: null }),
  };
}
