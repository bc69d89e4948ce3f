import { refuse } from '#shared/domain/error.ts';
import type { RegisterId, StoreId } from '#shared/domain/ids.ts';
import { minor, qty } from '#shared/domain/numbers.ts';
import { type OwnChanges, saveOwnSettings, settingLayers } from '#shared/services/settings/own-settings.ts';
import { checkNewLogo } from '../chain/logo.ts';
import { listStores } from '../chain/stores.ts';
import type { Hq } from '../hq.ts';
import { answer, found, type HqHandlers, type On, refused, tell } from '../router.ts';

/** What a store or one of its registers says otherwise than the chain. */
export function ownSettingHandlers(
  { host, sql, changes }: Hq,
  on: On,
): Pick<HqHandlers<'settings'>, 'own' | 'saveOwn'> {
  const placeOf = async (given: { readonly store: string; readonly register: string | null }) => {
    const { store } = found((await listStores(sql)).find((row) => row.store === given.store));
    return { store: store as StoreId, register: given.register as RegisterId | null };
  };
  return {
    own: on.settings.own.handler(async ({ input }) => {
      const layers = await settingLayers(host.read, await placeOf(input));
      if (layers === null) throw refused(refuse('NOT_FOUND'));
      return structuredClone(layers) as never;
    }),
    saveOwn: on.settings.saveOwn.handler(async (call) => {
      const place = await placeOf(call.input.place);
      const { cashRounding, unusualQuantity, ...others } = call.input.changes;
      answer(await checkNewLogo(host, others.logo ?? null));
      const given: OwnChanges = {
        ...others,
        cashRounding: cashRounding && { ...cashRounding, step: minor(cashRounding.step) },
        unusualQuantity: typeof unusualQuantity === 'number' ? qty(unusualQuantity) : unusualQuantity,
      };
      const done = await tell(call, (by) => saveOwnSettings(host)(by, { place, changes: given }));
      changes.tell(['settings', 'stores']);
      return done;
    }),
  };
}
