import { type DomainError, refuse } from '#shared/domain/error.ts';
import { authorize } from '#shared/domain/people/authorize.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { receiptReprinted } from '#shared/journal/entries/ticket.ts';
import type { By } from '../journal/by.ts';
import { fact, type Host } from '../journal/host.ts';
import { shiftSlipFor } from '../shifts/blind-slip.ts';
import { readDrawer } from '../shifts/drawer.ts';
import { type SlipDocumentKind, slipDocument } from './slip-document.ts';
import { queueSlip, type SlipPrinter } from './slip-printer.ts';

export interface Reprinted {
  readonly printJob: string | null;
}

/**
 * Prints a document again, by right `receipt.reprint` on that document, marked with the number of the copy. Without a printer
 * nothing is printed, so nothing is journaled. Refuses NOT_FOUND, RIGHT_MISSING, APPROVAL_NEEDED.
 */
export const reprint =
  (host: Host, printer: SlipPrinter) =>
  (
    by: By,
    input: { readonly document: string; readonly kind: SlipDocumentKind },
  ): Promise<Result<Reprinted, DomainError>> =>
    host.commit<Reprinted>(by.command, async (state) => {
      const { read, self, at } = state;
      const { kind, document } = input;
      const found = await slipDocument({ ...state, codec: host.codec }, input);
      if (!found) return err(refuse('NOT_FOUND', { document }));
      const used = authorize(by.actor, 'receipt.reprint', { target: document, amount: null }, by.approvals);
      if (!used.ok) return used;
      const { number, copies } = found;
      const copy = copies + 1;
      const slip = kind === 'z' ? shiftSlipFor(by.actor, document) : document;
      const job = { id: by.command.id, kind, document: slip, number, copy, at };
      const { local, printJob } = queueSlip(printer, job);
      if (printJob === null) return ok({ answer: { printJob } });
      const drawer = await readDrawer(read, self);
      const approvals = used.value === null ? [] : [used.value];
      return ok({
        entry: fact(
          receiptReprinted,
          { document, number, by: by.actor.person, approvals },
          drawer?.shift ?? null,
        ),
        local,
        answer: { printJob },
      });
    });
