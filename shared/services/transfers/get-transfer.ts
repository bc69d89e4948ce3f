import { type DomainError, refuse } from '#shared/domain/error.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { Host } from '../journal/host.ts';
import { readTransfers } from './transfer-rows.ts';
import { type TransferView, transferView } from './transfer-view.ts';

/** One transfer from or to this store, with what was sent, counted in and is still on its way. Refuses NOT_FOUND. */
export const getTransfer =
  ({ read, self }: Pick<Host, 'read' | 'self'>) =>
  async (transfer: string): Promise<Result<TransferView, DomainError>> => {
    const [rows] = await readTransfers(read, self.store, [transfer]);
    return rows === undefined ? err(refuse('NOT_FOUND', { transfer })) : ok(transferView(rows, self.store));
  };
