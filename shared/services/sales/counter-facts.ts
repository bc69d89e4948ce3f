import type { ShiftId } from '#shared/domain/ids.ts';
import type { DrawerState } from '#shared/domain/shift/drawer.ts';
import { formatTicketNumber, type NumberKind } from '#shared/domain/ticket-number.ts';
import { epochOrdinal } from '#shared/journal/epoch.ts';
import type { SeriesKind } from '#shared/journal/tables/journal.ts';
import type { Self } from '../journal/host.ts';
import { query, type Reader } from '../journal/query.ts';
import { openShiftRow } from '../shifts/open-shift-row.ts';

/** What every document of the counter rests on: the drawer's shift and the next number of its series. */
export interface CounterFacts {
  readonly shift: ShiftId | null;
  readonly drawer: DrawerState;
  /** Of the open shift; '' without one: such a document is refused. */
  readonly businessDate: string;
  readonly openedAt: number;
  /** Gapless per register, epoch and kind: one more than the last fact of this kind carries. */
  readonly counter: number;
  readonly number: string;
}

interface FactsRow {
  readonly shift: string;
  readonly business_date: string;
  readonly opened_at: number;
  readonly opened_by: string;
  readonly counting_since: number | null;
  readonly last: number | null;
}

/** One query, since a clerk waits for it: the open shift, its count and the last number given out. */
const counterFacts = query<{ store: string; register: string; epoch: string; kind: SeriesKind }, FactsRow>(
  (db, param) =>
    openShiftRow(db, { store: param('store'), register: param('register') })
      .leftJoin('series as n', (join) =>
        join
          .on('n.store', '=', param('store'))
          .on('n.register', '=', param('register'))
          .on('n.epoch', '=', param('epoch'))
          .on('n.kind', '=', param('kind')),
      )
      .select([
        's.shift',
        's.business_date',
        's.opened_at',
        's.opened_by',
        'c.started_at as counting_since',
        'n.last',
      ]),
  { outlastsTickets: true },
);

/** Who asks: where drawers are not shared (a setting), only whoever opened the shift moves money through its drawer. */
export interface DrawerUser {
  readonly person: string;
  readonly sharedShift: boolean;
}

export async function readCounterFacts(
  read: Reader,
  self: Self,
  asked: { readonly kind: NumberKind; readonly user: DrawerUser },
): Promise<CounterFacts> {
  const { kind, user } = asked;
  const { store, register, epoch } = self;
  const row = await read.first(counterFacts, { store, register, epoch, kind });
  const counter = (row?.last ?? 0) + 1;
  return {
    shift: row ? (row.shift as ShiftId) : null,
    drawer: stateFor(row, user),
    businessDate: row?.business_date ?? '',
    openedAt: row?.opened_at ?? 0,
    counter,
    number: formatTicketNumber({ kind, store, register, epoch: epochOrdinal(epoch), counter }),
  };
}

function stateFor(row: FactsRow | undefined, user: DrawerUser): DrawerState {
  if (!row) return 'closed';
  if (!user.sharedShift && row.opened_by !== user.person) return 'of-another';
  return row.counting_since === null ? 'open' : 'counting';
}
