import type { Host } from '../journal/host.ts';
import { query } from '../journal/query.ts';
import { readTransfers } from './transfer-rows.ts';
import { type TransferHead, transferHead } from './transfer-view.ts';

export interface TransferList {
  readonly direction: TransferHead['direction'];
  readonly offset: number;
  readonly limit: number;
}

type Asked = { store: string; offset: number; limit: number };

const newest = (end: 'from_store' | 'to_store') =>
  query<Asked, { transfer: string }>((db, param) =>
    db
      .selectFrom('transfer')
      .select('transfer')
      .where('store', '=', param('store'))
      .whereRef(end, '=', 'store')
      .orderBy('at', 'desc')
      .orderBy('transfer', 'desc')
      .limit(param('limit'))
      .offset(param('offset')),
  );
const NEWEST = { in: newest('to_store'), out: newest('from_store') };

/** Transfers to this store or from it, newest first; how old one is follows from its time. */
export const listTransfers =
  ({ read, self }: Pick<Host, 'read' | 'self'>) =>
  async ({ direction, offset, limit }: TransferList): Promise<TransferHead[]> => {
    const asked = { store: self.store, offset, limit };
    const ids = await read.all(NEWEST[direction], asked);
    const rows = await readTransfers(
      read,
      self.store,
      ids.map(({ transfer }) => transfer),
    );
    return rows.map((each) => transferHead(each, self.store));
  };
