import type { DeviceId, RegisterId, StoreId } from '#shared/domain/ids.ts';

/** Author of chain facts at headquarters. A device authors under its own id. */
export const HQ_CHAIN = 'hq/chain';

/** Whether headquarters wrote it, for the chain or for a store: the person is one of its accounts then. */
export const isOfHq = (author: string): boolean => author.startsWith('hq/');

/** Who writes for a scope at headquarters, the chain or a store, in the epoch of its life. */
export const authorOf = (scope: StoreId, epoch: string) => ({
  device: `hq/${scope}` as DeviceId,
  store: scope,
  register: 'HQ' as RegisterId,
  epoch,
});
