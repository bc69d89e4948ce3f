import { type LocalEffect, put } from '#shared/journal/change.ts';
import { localPrintJob, type PrintKind } from '#shared/journal/tables/local.ts';

/** The printer as far as a decision is concerned: without one nothing is queued. */
export interface SlipPrinter {
  readonly isSetUp: () => boolean;
}

export interface Slip {
  /** The command that asked for it: its job has the same id, so that a repeated command makes no second slip. */
  readonly id: string;
  readonly kind: PrintKind;
  /** What it prints: the sale, return, cash move, park, or the shift of an X or Z. */
  readonly document: string;
  readonly number: string;
  /** 0 is the original. */
  readonly copy: number;
  readonly at: number;
}

/** A slip on its way to paper, as a row of the transaction that makes the fact; none where no printer is set up. */
export function queueSlip(
  printer: SlipPrinter,
  slip: Slip,
): { readonly local: readonly LocalEffect[]; readonly printJob: string | null } {
  if (!printer.isSetUp()) return { local: [], printJob: null };
  const { id, kind, document, number, copy, at } = slip;
  const job = put(localPrintJob, {
    id,
    kind,
    document,
    number,
    copy,
    state: 'queued',
    queued_at: at,
    changed_at: at,
    tries: 0,
    retry_at: null,
    reason: null,
  });
  return { local: [job], printJob: id };
}
