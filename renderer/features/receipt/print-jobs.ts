import { useQuery } from '@tanstack/react-query';
import { host } from '#renderer/host/host.ts';
import type { PrintJob } from '#shared/contract/back-office.ts';

/** What a person has to do, or can know, about a slip. */
export type SlipState = 'on-its-way' | 'printed' | 'waits' | 'asked' | 'discarded';

const STATES = {
  queued: 'on-its-way',
  sending: 'on-its-way',
  sent: 'printed',
  confirmed: 'printed',
  printed: 'printed',
  'waiting-tap': 'waits',
  asked: 'asked',
  discarded: 'discarded',
} as const satisfies Record<PrintJob['state'], SlipState>;

export const slipState = (job: Pick<PrintJob, 'state'>): SlipState => STATES[job.state];

/** Slips that wait, ask or were printed lately; undefined until known. */
export const usePrintJobs = (): readonly PrintJob[] | undefined =>
  useQuery(host.printing.jobs.queryOptions()).data;
