import type { StoreId } from '#shared/domain/ids.ts';
import type { Host } from '../journal/host.ts';
import { type Queries, query, type Reader } from '../journal/query.ts';

export interface OtherStore {
  readonly store: StoreId;
  readonly name: string;
}

const BEFORE = 'store/';

/** Each store of a chain says where it is when it is opened at headquarters. */
const places = query((db: Queries) =>
  db
    .selectFrom('setting')
    .select(['scope', 'value'])
    .where('key', '=', 'place')
    .where('scope', 'like', `${BEFORE}%`)
    .where('value', '<>', 'null')
    .orderBy('scope'),
);

export async function readOtherStores(read: Reader, self: StoreId): Promise<OtherStore[]> {
  const rows = await read.all(places, {});
  return rows
    .map(({ scope, value }) => {
      const store = scope.slice(BEFORE.length) as StoreId;
      const { name } = JSON.parse(value) as { readonly name?: string };
      return { store, name: name ?? store };
    })
    .filter(({ store }) => store !== self);
}

/** The stores of the chain that goods can be sent to, by their codes. */
export const otherStores = (host: Pick<Host, 'read' | 'self'>) => (): Promise<OtherStore[]> =>
  readOtherStores(host.read, host.self.store);
