import type { Expression } from 'kysely';
import type { Queries } from '../journal/query.ts';

/** The open shift `s` of a register, the one without a Z, with its count `c` where one has begun; there is at most one. */
export const openShiftRow = (
  db: Queries,
  of: { readonly store: Expression<string>; readonly register: Expression<string> },
) =>
  db
    .selectFrom('shift as s')
    .leftJoin('local_count as c', 'c.shift', 's.shift')
    .where('s.store', '=', of.store)
    .where('s.register', '=', of.register)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('shift_close as z')
            .select('z.shift')
            .whereRef('z.store', '=', 's.store')
            .whereRef('z.shift', '=', 's.shift'),
        ),
      ),
    )
    .orderBy('s.opened_at', 'desc')
    .orderBy('s.shift', 'desc')
    .limit(1);
