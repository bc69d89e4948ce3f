import { generateKeyPairSync } from 'node:crypto';
import type { DeviceId, RegisterId, StoreId } from '#shared/domain/ids.ts';
import { type LocalEffect, put } from '#shared/journal/change.ts';
import { epochOrdinal } from '#shared/journal/epoch.ts';
import { localDevice } from '#shared/journal/tables/local.ts';
import { highestOrdinal } from './highest-ordinal.ts';
import { readIdentity } from './identity.ts';
import { headOf } from './journal-head.ts';
import type { RegisterStore } from './register-store.ts';
import { startEpoch } from './start-epoch.ts';

export interface Founding {
  readonly store: StoreId;
  readonly register: RegisterId;
  /** Hash of the owner's recovery code, or null where there is none (a demo). */
  readonly recoveryHash: string | null;
  readonly at: number;
  readonly newId: () => string;
  /** Keeps the private key (PKCS 8, PEM) where only this device can read it; durable when it resolves. */
  readonly keepKey: (pem: string) => Promise<void>;
}

/**
 * Gives the device its identity: an id and an Ed25519 key pair of its own, written with the first entry of its journal in one
 * transaction; the key is safe before that. A founding that a crash cut short (an identity, but no store yet) is done again as a
 * new branch, so that nothing of the first try is written twice.
 */
export async function found(store: RegisterStore, founding: Founding): Promise<void> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  await founding.keepKey(privateKey.export({ type: 'pkcs8', format: 'pem' }).toString());
  const before = readIdentity(store.writer.db());
  const head = headOf(store.writer.db(), before);
  const self = {
    device: before?.device ?? (founding.newId() as DeviceId),
    store: founding.store,
    register: founding.register,
  };
  startEpoch(store.writer, {
    self,
    ordinal: Math.max(before ? epochOrdinal(before.epoch) : 0, highestOrdinal(store.folder)) + 1,
    reason: 'founded',
    parent: before && { epoch: before.epoch, head },
    position: head.position + 1,
    id: founding.newId(),
    at: founding.at,
    local: (epoch): readonly LocalEffect[] => [
      put(localDevice, {
        id: 'self',
        ...self,
        epoch,
        public_key: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
        recovery_hash: founding.recoveryHash,
        founded_at: founding.at,
      }),
    ],
  });
  await store.reload();
}
