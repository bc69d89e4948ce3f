import type { DomainError } from '#shared/domain/error.ts';
import { ok, type Result } from '#shared/domain/result.ts';
import { drop } from '#shared/journal/change.ts';
import { localLostTicket } from '#shared/journal/tables/local.ts';
import type { By } from '../journal/by.ts';
import type { Host } from '../journal/host.ts';
import { query } from '../journal/query.ts';

/** An open ticket that is another register's by headquarters' word: it was taken up here while nobody could be asked. */
export interface LostTicket {
  readonly ticket: string;
  readonly label: number;
  /** Who has it. */
  readonly register: string;
  readonly at: number;
  /** It holds money, so it stayed open here as well. */
  readonly kept: boolean;
}

const lost = query<Record<string, never>, Omit<LostTicket, 'kept'> & { readonly kept: number }>((db) =>
  db
    .selectFrom('local_lost_ticket')
    .select(['ticket', 'label', 'register', 'at', 'kept'])
    .orderBy('at')
    .orderBy('ticket'),
);

/** What this register has lost and no clerk has read of yet, oldest first. */
export const lostTickets = (host: Pick<Host, 'read'>) => async (): Promise<LostTicket[]> =>
  (await host.read.all(lost, {})).map((row) => ({ ...row, kept: row.kept === 1 }));

/** A clerk has read it. */
export const forgetLostTicket =
  (host: Host) =>
  (by: By, input: { readonly ticket: string }): Promise<Result<Record<string, never>, DomainError>> =>
    host.commit(by.command, async () =>
      ok({ local: [drop(localLostTicket, { ticket: input.ticket })], answer: {} }),
    );
