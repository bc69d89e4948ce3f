import { type DomainError, refuse } from '#shared/domain/error.ts';
import type { Actor } from '#shared/domain/people/person.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { ClosedShift } from '#shared/domain/shift/close-shift.ts';
import type { Deciding, Host } from '../journal/host.ts';
import { query } from '../journal/query.ts';
import { copiesOf } from '../sales/copies.ts';
import { type ReportView, reportView } from './report-view.ts';

/** A closed shift as one person may see it. Amounts in minor units. */
export interface ZView {
  readonly shift: string;
  /** The command that closed it: a caller whose close is answered with another's was not the first. */
  readonly command: string;
  readonly number: string;
  readonly counter: number;
  readonly closedAt: number;
  readonly closedBy: string;
  readonly report: ReportView;
  readonly grandTotals: {
    readonly sales: number;
    readonly returns: number;
    readonly continuedFrom: string | null;
  };
  readonly note: string;
  readonly copies: number;
}

/** A Z as it was frozen, the command that froze it, and what is known of it besides. */
interface FrozenZ {
  readonly z: ClosedShift;
  readonly command: string;
  readonly closedAt: number;
  readonly copies: number;
}

/** The Z of a closed shift, as it was frozen. Refuses NOT_FOUND. */
export const zReport =
  (host: Host) =>
  async (shift: string, actor: Actor): Promise<Result<ZView, DomainError>> => {
    const found = await readZ(host, shift);
    return found ? ok(zViewOf(found, actor)) : err(refuse('NOT_FOUND', { shift }));
  };

const closed = query<{ store: string; shift: string }, { z: string; entry: string; closed_at: number }>(
  (db, param) =>
    db
      .selectFrom('shift_close')
      .select(['z', 'entry', 'closed_at'])
      .where('store', '=', param('store'))
      .where('shift', '=', param('shift')),
);

/** null: this store has no closed shift of this id. */
export async function readZ(
  { read, self }: Pick<Deciding, 'read' | 'self'>,
  shift: string,
): Promise<FrozenZ | null> {
  const row = await read.first(closed, { store: self.store, shift });
  if (!row) return null;
  const copies = await copiesOf(read, self.store, shift);
  return { z: JSON.parse(row.z) as ClosedShift, command: row.entry, closedAt: row.closed_at, copies };
}

export function zViewOf({ z, command, closedAt, copies }: FrozenZ, actor: Actor): ZView {
  const report = reportView(z.report, actor, (tender) => tender.counted !== null);
  const { shift, number, counter, closedBy, note } = z;
  // Two grand totals tell what was sold in between: hidden with the rest.
  const grandTotals = report.blind ? { ...z.grandTotals, sales: 0, returns: 0 } : z.grandTotals;
  return { shift, command, number, counter, closedAt, closedBy, report, grandTotals, note, copies };
}
