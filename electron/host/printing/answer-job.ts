import type { DomainError } from '#shared/domain/error.ts';
import { refuse } from '#shared/domain/error.ts';
import type { Actor } from '#shared/domain/people/person.ts';
import { nextPrintState } from '#shared/domain/receipt/print-job.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { patch } from '#shared/journal/change.ts';
import { receiptReprinted } from '#shared/journal/entries/ticket.ts';
import { localPrintJob, type PrintKind } from '#shared/journal/tables/local.ts';
import { type Deciding, type Decision, fact, type Host } from '#shared/services/journal/host.ts';
import { copiesOf } from '#shared/services/sales/copies.ts';
import { queueSlip } from '#shared/services/sales/slip-printer.ts';
import type { Done } from '#shared/services/settings/done.ts';
import { plainDocument } from '#shared/services/shifts/blind-slip.ts';
import { readDrawer } from '#shared/services/shifts/drawer.ts';
import { jobById, type PrintJobRow } from './print-jobs.ts';

/**
 * "Did it print?" Yes ends the job. No ends it too and queues a new slip marked as a copy, since the first may lie somewhere after
 * all: no right is asked, the customer has nothing in hand. Refuses NOT_FOUND, STALE when somebody answered already.
 */
export const answerJob =
  (host: Host) =>
  (
    actor: Actor,
    input: { readonly job: string; readonly printed: boolean },
  ): Promise<Result<Done, DomainError>> => {
    const command = { id: host.newId(), actor: actor.person, name: 'printing.answer', input };
    return host.commit(command, async (state) => {
      const row = await state.read.first(jobById, { id: input.job });
      if (!row) return err(refuse('NOT_FOUND'));
      const next = nextPrintState(row.state, input.printed ? 'said-printed' : 'said-not-printed');
      if (!next.ok) return err(refuse('STALE'));
      const ended = patch(localPrintJob, { id: row.id }, { state: next.value, changed_at: state.at });
      if (input.printed) return ok({ local: [ended], answer: {} });
      const again = await printedAgain(state, row, { actor, job: command.id });
      return ok({ ...again, local: [ended, ...(again.local ?? [])], answer: {} });
    });
  };

/** Kinds whose copies are counted and journaled; the others are no proof of anything. */
const COUNTED: ReadonlySet<PrintKind> = new Set(['sale', 'return', 'z', 'cash']);

async function printedAgain(
  { read, self, at }: Deciding,
  { kind, document, number, copy }: PrintJobRow,
  { actor, job }: { readonly actor: Actor; readonly job: string },
): Promise<Pick<Decision<Done>, 'entry' | 'local'>> {
  const counted = COUNTED.has(kind);
  const plain = plainDocument(document).document;
  const next = (counted ? await copiesOf(read, self.store, plain) : copy) + 1;
  const slip = { id: job, kind, document, number, copy: next, at };
  const { local } = queueSlip({ isSetUp: () => true }, slip);
  if (!counted) return { local };
  const drawer = await readDrawer(read, self);
  const body = { document: plain, number, by: actor.person, approvals: [] };
  return { entry: fact(receiptReprinted, body, drawer?.shift ?? null), local };
}
