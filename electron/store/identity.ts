import type { Database } from 'better-sqlite3';
import type { DeviceId, RegisterId, StoreId } from '#shared/domain/ids.ts';
import type { Self } from '#shared/services/journal/host.ts';

/** Who this register is: written once when the store is founded; only the epoch ever changes. */
export interface Identity extends Self {
  readonly publicKey: string;
  readonly foundedAt: number;
}

/** null before the store is founded. */
export function readIdentity(db: Database): Identity | null {
  const row = db.prepare('select * from local_device').get() as
    | {
        device: string;
        store: string;
        register: string;
        epoch: string;
        public_key: string;
        founded_at: number;
      }
    | undefined;
  if (!row) return null;
  return {
    device: row.device as DeviceId,
    store: row.store as StoreId,
    register: row.register as RegisterId,
    epoch: row.epoch,
    publicKey: row.public_key,
    foundedAt: row.founded_at,
  };
}
