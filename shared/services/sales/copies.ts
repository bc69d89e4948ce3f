import { query, type Reader } from '../journal/query.ts';

const copies = query<{ store: string; document: string }, { copies: number }>((db, param) =>
  db
    .selectFrom('reprint')
    .select('copies')
    .where('store', '=', param('store'))
    .where('document', '=', param('document')),
);

/** How many times a document was printed again. */
export const copiesOf = async (read: Reader, store: string, document: string): Promise<number> =>
  (await read.first(copies, { store, document }))?.copies ?? 0;
