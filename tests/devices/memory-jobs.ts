import type { PrintJob, PrintJobs } from '#electron/devices/printer/print-queue.ts';
import { nextPrintState, type PrintJobEvent, type PrintJobState } from '#shared/domain/receipt/print-job.ts';

interface Row extends PrintJob<string> {
  readonly state: PrintJobState;
}

/** The queue's rows in memory, each step checked against the state machine; survives a queue as a disk would. */
export interface MemoryJobs extends PrintJobs<string> {
  add(id: string, wantedAt: number, state?: PrintJobState): void;
  step(id: string, event: PrintJobEvent, change?: Partial<PrintJob<string>>): void;
  states(): Readonly<Record<string, PrintJobState>>;
  /** Every state each job was ever in. */
  readonly history: string[];
}

export function memoryJobs(): MemoryJobs {
  const rows = new Map<string, Row>();
  const history: string[] = [];
  const step = (id: string, event: PrintJobEvent, change: Partial<PrintJob<string>> = {}): void => {
    const row = rows.get(id);
    if (row === undefined) throw new Error(`no job ${id}`);
    const next = nextPrintState(row.state, event);
    if (!next.ok) throw new Error(`${id}: ${event} in ${row.state}`);
    rows.set(id, { ...row, ...change, state: next.value });
    history.push(`${id} ${next.value}`);
  };
  const async = async (id: string, event: PrintJobEvent, change?: Partial<PrintJob<string>>): Promise<void> =>
    step(id, event, change);
  return {
    history,
    step,
    add(id, wantedAt, state = 'queued') {
      rows.set(id, { id, slip: id, wantedAt, attempts: 0, retryAt: null, state });
    },
    states: () => Object.fromEntries([...rows].map(([id, { state }]) => [id, state])),
    next: async () => [...rows.values()].find(({ state }) => state === 'queued') ?? null,
    async markSending(id) {
      if (rows.get(id)?.state !== 'queued') return false;
      step(id, 'send');
      return true;
    },
    markSent: (id) => async(id, 'handed-over'),
    markConfirmed: (id) => async(id, 'confirmed'),
    markFailed: (id, _, retryAt) =>
      async(id, 'refused', { retryAt, attempts: (rows.get(id)?.attempts ?? 0) + 1 }),
    markAsked: (id) => async(id, 'broken'),
    markWaiting: (id) => async(id, 'grown-old'),
    interrupted: async () =>
      [...rows.values()].filter(({ state }) => state === 'sending').map(({ id }) => id),
  };
}
