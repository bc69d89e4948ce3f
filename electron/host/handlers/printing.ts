import { refuse } from '#shared/domain/error.ts';
import { ok } from '#shared/domain/result.ts';
import { query } from '#shared/services/journal/query.ts';
import { queueSlip } from '#shared/services/sales/slip-printer.ts';
import { answerJob } from '../printing/answer-job.ts';
import { moveJob, type PrintJobRow } from '../printing/print-jobs.ts';
import type { Register } from '../register.ts';
import { answer, type Handlers, on, refused, signedIn } from '../router.ts';

/** Slips on their way to paper, and the drawer that the printer opens. */
export function printingHandlers({ host, slips, station }: Register): Handlers<'printing'> {
  return {
    jobs: on.printing.jobs.handler(async () => (await host.read.all(lately, {})).map(jobView)),
    printNow: on.printing.printNow.handler(async ({ input }) => {
      const now = host.now();
      const set = () => ({ queued_at: now, retry_at: null, tries: 0, reason: null });
      return answer(await moveJob(host, { id: input.job, event: 'tap-print', set }));
    }),
    discard: on.printing.discard.handler(async ({ input }) =>
      answer(await moveJob(host, { id: input.job, event: 'tap-discard' })),
    ),
    answer: on.printing.answer.handler(async (call) =>
      answer(await answerJob(host)(signedIn(call), call.input)),
    ),
    test: on.printing.test.handler(async (call) => {
      const command = { id: host.newId(), actor: signedIn(call).person, name: 'printing.test', input: {} };
      const test = { id: command.id, kind: 'test', document: 'test', number: '', copy: 0 } as const;
      return answer(
        await host.commit(command, async ({ at }) => {
          const { local, printJob } = queueSlip(slips, { ...test, at });
          return ok({ local, answer: { printJob } });
        }),
      );
    }),
    pulse: on.printing.pulse.handler(async ({ context, input }) => {
      if (!context.session.drawer.take(input.after)) throw refused(refuse('STALE'));
      return { opened: await station.pulse() };
    }),
  };
}

/** What waits and what was printed lately, newest first. */
const lately = query((db) =>
  db.selectFrom('local_print_job').selectAll().orderBy('queued_at', 'desc').orderBy('id', 'desc').limit(200),
);

const jobView = (row: PrintJobRow) => ({
  id: row.id,
  kind: row.kind,
  document: row.document,
  number: row.number,
  copy: row.copy,
  state: row.state,
  queuedAt: row.queued_at,
  tries: row.tries,
  reason: row.reason,
});
