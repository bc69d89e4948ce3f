import type { PrintJob, PrintJobs } from '#electron/devices/printer/print-queue.ts';
import { NOBODY } from '#electron/store/start-epoch.ts';
import { refuse } from '#shared/domain/error.ts';
import { nextPrintState, type PrintJobEvent } from '#shared/domain/receipt/print-job.ts';
import { err, ok } from '#shared/domain/result.ts';
import { patch } from '#shared/journal/change.ts';
import type { RowOf } from '#shared/journal/table.ts';
import { localPrintJob } from '#shared/journal/tables/local.ts';
import type { Host } from '#shared/services/journal/host.ts';
import { query } from '#shared/services/journal/query.ts';
import type { SlipJob } from './slips.ts';

export type PrintJobRow = RowOf<typeof localPrintJob>;

export const jobById = query<{ id: string }, PrintJobRow>((db, param) =>
  db.selectFrom('local_print_job').selectAll().where('id', '=', param('id')),
);
const oldestQueued = query((db) =>
  db
    .selectFrom('local_print_job')
    .selectAll()
    .where('state', '=', 'queued')
    .orderBy('queued_at')
    .orderBy('id')
    .limit(1),
);
const sending = query((db) =>
  db
    .selectFrom('local_print_job')
    .select('id')
    .where('state', '=', 'sending')
    .orderBy('queued_at')
    .orderBy('id'),
);

/** The queue's rows. Each step is one committed transaction; one that its state does not know is refused and writes nothing. */
export function printJobs(host: Host): PrintJobs<SlipJob> {
  const step = async (id: string, event: PrintJobEvent, set: Noted = {}): Promise<boolean> =>
    (await moveJob(host, { id, event, set: () => set })).ok;
  return {
    next: async () => {
      const row = await host.read.first(oldestQueued, {});
      return row ? jobOf(row) : null;
    },
    markSending: (id) => step(id, 'send'),
    markSent: async (id) => void (await step(id, 'handed-over', { reason: null })),
    markConfirmed: async (id) => void (await step(id, 'confirmed', { reason: null })),
    markFailed: async (id, reason, retryAt) => {
      const set = (row: PrintJobRow) => ({ reason, retry_at: retryAt, tries: row.tries + 1 });
      await moveJob(host, { id, event: 'refused', set });
    },
    markAsked: async (id, reason) => void (await step(id, 'broken', { reason })),
    markWaiting: async (id) => void (await step(id, 'grown-old')),
    interrupted: async () => (await host.read.all(sending, {})).map((row) => row.id),
  };
}

/** What a step notes beside the state. */
type Noted = Partial<Omit<PrintJobRow, 'state'>>;

/** Moves a job on, in a transaction of its own. Refuses NOT_FOUND and, when its state does not know the event, STALE. */
export const moveJob = (
  host: Host,
  move: {
    readonly id: string;
    readonly event: PrintJobEvent;
    readonly set?: (row: PrintJobRow) => Noted;
  },
) =>
  host.commit({ id: host.newId(), actor: NOBODY, name: 'print', input: {} }, async ({ read, at }) => {
    const row = await read.first(jobById, { id: move.id });
    if (!row) return err(refuse('NOT_FOUND'));
    const next = nextPrintState(row.state, move.event);
    if (!next.ok) return err(refuse('STALE'));
    const set = { ...move.set?.(row), state: next.value, changed_at: at };
    return ok({ local: [patch(localPrintJob, { id: move.id }, set)], answer: {} });
  });

const jobOf = (row: PrintJobRow): PrintJob<SlipJob> => ({
  id: row.id,
  slip: { id: row.id, kind: row.kind, document: row.document, copy: row.copy, queuedAt: row.queued_at },
  wantedAt: row.queued_at,
  attempts: row.tries,
  retryAt: row.retry_at,
});
