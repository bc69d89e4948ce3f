import { businessDate, isClockBehind } from '#shared/domain/business-date.ts';
import type { DomainError } from '#shared/domain/error.ts';
import type { ShiftId } from '#shared/domain/ids.ts';
import { minor } from '#shared/domain/numbers.ts';
import { ok, type Result } from '#shared/domain/result.ts';
import { decideOpenShift } from '#shared/domain/shift/open-shift.ts';
import { shiftOpened } from '#shared/journal/entries/shift.ts';
import type { By } from '../journal/by.ts';
import { fact, type Host, type Self } from '../journal/host.ts';
import { query, type Reader } from '../journal/query.ts';
import { settingsOf } from '../tickets/cart-context.ts';
import { cashTender } from './cash-tender.ts';
import { readDrawer } from './drawer.ts';
import { latestInstant } from './last-entry.ts';

/** Pieces per note or coin, values in minor units. */
export type Counted = readonly { readonly value: number; readonly count: number }[];

export const denominationsOf = (counted: Counted) =>
  counted.map(({ value, count }) => ({ value: minor(value), count }));

/**
 * Opens the drawer's shift with a counted float and fixes its business date; the shift's id is the command's.
 * Refuses as `decideOpenShift`: SHIFT_OPEN, CLOCK_BEHIND until it is confirmed by right, AMOUNT_INVALID.
 */
export const openShift =
  (host: Host) =>
  (
    by: By,
    input: { readonly counted: Counted; readonly clockConfirmed?: boolean | undefined },
  ): Promise<Result<{ shift: string }, DomainError>> =>
    host.commit(by.command, async (state) => {
      const { read, self, at } = state;
      const tender = cashTender(host);
      if (!tender.ok) return tender;
      const shift = by.command.id as ShiftId;
      const opened = decideOpenShift(
        {
          shift,
          float: { counted: denominationsOf(input.counted), total: null },
          clockConfirmed: input.clockConfirmed === true,
        },
        {
          settings: settingsOf(host),
          register: self.register,
          drawer: self.register,
          tender: tender.value.id,
          isOpen: (await readDrawer(read, self)) !== null,
          previousDate: await previousDate(read, self),
          lastEntryAt: await latestInstant({ ...state, codec: host.codec }),
          at,
          actor: by.actor,
          approvals: by.approvals,
        },
      );
      return opened.ok ? ok({ entry: fact(shiftOpened, opened.value, shift), answer: { shift } }) : opened;
    });

export interface ShiftProposal {
  readonly businessDate: string;
  /** The clock stands before what the books know: a manager has to confirm it. */
  readonly clockBehind: boolean;
  readonly lastEntryAt: number | null;
}

/** What opening now would say. */
export const proposeShift = (host: Host) => async (): Promise<ShiftProposal> => {
  const { read, self } = host;
  const at = host.now();
  const { timeZone, dayStartHour } = settingsOf(host);
  const last = await latestInstant(host);
  return {
    businessDate: businessDate({ at, timeZone, dayStartHour, previous: await previousDate(read, self) }),
    clockBehind: isClockBehind(at, last),
    lastEntryAt: last,
  };
};

const lastDate = query<{ store: string; register: string }, { last: string | null }>((db, param) =>
  db
    .selectFrom('shift')
    .select((eb) => eb.fn.max('business_date').as('last'))
    .where('store', '=', param('store'))
    .where('register', '=', param('register')),
);

/** Business dates never go back, so the latest is the previous shift's. */
const previousDate = async (read: Reader, { store, register }: Self): Promise<string | null> =>
  (await read.first(lastDate, { store, register }))?.last ?? null;
