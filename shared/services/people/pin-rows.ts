import type { PinPepper } from '#shared/journal/tables/local.ts';
import { query } from '../journal/query.ts';

export const pinOf = query<
  { person: string },
  { salt: Uint8Array; hash: Uint8Array; pepper: PinPepper; failures: number; locked_until: number }
>((db, param) =>
  db
    .selectFrom('local_pin')
    .select(['salt', 'hash', 'pepper', 'failures', 'locked_until'])
    .where('person', '=', param('person')),
);

/** Who has a PIN here and until when they are locked. */
export const pinStates = query((db) =>
  db.selectFrom('local_pin').select(['person', 'failures', 'locked_until']).orderBy('person'),
);

export const keyOf = query<{ person: string }, { key: Uint8Array }>((db, param) =>
  db.selectFrom('local_person_key').select('key').where('person', '=', param('person')),
);
