import { found } from '#electron/store/found.ts';
import type { RegisterId, StoreId } from '#shared/domain/ids.ts';
import { foundStore, type StoreDraft } from '#shared/services/setup/found-store.ts';
import type { Register } from './register.ts';
import { answer } from './router.ts';

/** Makes this device's identity and the store it sells for. Throws the contract's REFUSED. */
export async function foundRegister(
  register: Register,
  founding: {
    readonly store: StoreId;
    readonly register: RegisterId;
    readonly draft: StoreDraft;
    readonly recoveryHash: string | null;
  },
): Promise<void> {
  const { host, store, people, ports } = register;
  await found(store, {
    store: founding.store,
    register: founding.register,
    recoveryHash: founding.recoveryHash,
    at: host.now(),
    newId: ports.newId,
    keepKey: (pem) => ports.secrets.write('device.key', pem),
  });
  answer(await foundStore(host, ports)(founding.draft));
  await people.reload();
}
