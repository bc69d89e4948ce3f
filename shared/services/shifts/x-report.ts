import { type DomainError, refuse } from '#shared/domain/error.ts';
import type { Actor } from '#shared/domain/people/person.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { ShiftReport } from '#shared/domain/shift/shift.ts';
import { shiftReport } from '#shared/domain/shift/shift-report.ts';
import type { By } from '../journal/by.ts';
import type { Host } from '../journal/host.ts';
import { queueSlip, type SlipPrinter } from '../sales/slip-printer.ts';
import { plainDocument, shiftSlipFor } from './blind-slip.ts';
import { readDrawer } from './drawer.ts';
import { type ReportView, reportView } from './report-view.ts';
import { readShiftFacts, shiftExists } from './shift-facts.ts';

/** The shift so far, for one person's eyes. Refuses SHIFT_CLOSED. */
export const xReport =
  (host: Host) =>
  async (actor: Actor): Promise<Result<ReportView, DomainError>> => {
    const report = await openShiftReport(host);
    if (!report.ok) return report;
    const declared = new Set(
      host
        .chain()
        .tenders.filter((tender) => tender.declaredAtClose)
        .map((tender) => tender.id),
    );
    return ok(reportView(report.value, actor, ({ tender }) => declared.has(tender)));
  };

/** The same computation as the Z's, with nothing declared; whole, for paper. Refuses SHIFT_CLOSED. */
async function openShiftReport(host: Host): Promise<Result<ShiftReport, DomainError>> {
  const drawer = await readDrawer(host.read, host.self);
  return drawer ? ok(await reportOf(host, drawer.shift)) : err(refuse('SHIFT_CLOSED'));
}

async function reportOf({ read, self, chain }: ReportHost, shift: string): Promise<ShiftReport> {
  return shiftReport(await readShiftFacts(read, { store: self.store, shift }, chain().tenders));
}
type ReportHost = Pick<Host, 'read' | 'self' | 'chain'>;

/**
 * Prints the shift so far, blind for whoever may not see what is expected. The job names the shift, and that it is blind.
 * Refuses SHIFT_CLOSED.
 */
export const printX =
  (host: Host, printer: SlipPrinter) =>
  (by: By): Promise<Result<{ printJob: string | null }, DomainError>> =>
    host.commit(by.command, async ({ read, self, at }) => {
      const drawer = await readDrawer(read, self);
      if (!drawer) return err(refuse('SHIFT_CLOSED'));
      const document = shiftSlipFor(by.actor, drawer.shift);
      const slip = { id: by.command.id, kind: 'x', document, number: '', copy: 0, at } as const;
      const { local, printJob } = queueSlip(printer, slip);
      return ok({ local, answer: { printJob } });
    });

/** What the job of an X prints; the shift as it stands when it prints. null when there is no such shift. */
export const xOfJob =
  (host: ReportHost) =>
  async (asked: string): Promise<{ readonly report: ShiftReport; readonly blind: boolean } | null> => {
    const { document: shift, blind } = plainDocument(asked);
    const known = await shiftExists(host.read, { store: host.self.store, shift });
    return known ? { report: await reportOf(host, shift), blind } : null;
  };
