import { refuse } from '#shared/domain/error.ts';
import type { TenderId } from '#shared/domain/ids.ts';
import { minor, qty } from '#shared/domain/numbers.ts';
import { saveSettings } from '#shared/services/settings/save-settings.ts';
import { saveTender } from '#shared/services/settings/save-tender.ts';
import { keptScaleRules, saveScaleRules, tryScaleRules } from '#shared/services/settings/scale-rules.ts';
import { checkNewLogo, keepLogo } from '../chain/logo.ts';
import type { Hq } from '../hq.ts';
import { answer, type HqHandlers, type On, refused, tell } from '../router.ts';
import { ownSettingHandlers } from './own-settings.ts';

/** What holds in every store unless it says otherwise. */
export function settingHandlers(hq: Hq, on: On): HqHandlers<'settings'> {
  const { host, changes } = hq;
  return {
    ...ownSettingHandlers(hq, on),
    get: on.settings.get.handler(() => {
      const { settings } = host.chain();
      if (!settings) throw refused(refuse('NOT_FOUND'));
      const { currency, ...rest } = settings;
      return {
        ...rest,
        address: [...rest.address],
        store: host.self.store,
        register: host.self.register,
        currency: currency.code,
        denominations: [...currency.denominations],
      };
    }),
    save: on.settings.save.handler(async (call) => {
      const { value } = call.input;
      answer(await checkNewLogo(host, value.receipt.logo));
      const { step, mode } = value.cashRounding;
      const settings = {
        ...value,
        cashRounding: { step: minor(step), mode },
        unusualQuantity: qty(value.unusualQuantity),
      };
      const done = await tell(call, (by) => saveSettings(host)(by, settings));
      changes.tell(['settings', 'session']);
      return done;
    }),
    keepLogo: on.settings.keepLogo.handler(async (call) => ({
      picture: await tell(call, (by) => keepLogo(host, by, call.input.data)),
    })),
    tenders: on.settings.tenders.handler(() => [...host.chain().tenders]),
    saveTender: on.settings.saveTender.handler(async (call) => {
      const { tender, value } = call.input;
      const saved = await tell(call, (by) =>
        saveTender(host)(by, { tender: tender as TenderId | null, value }),
      );
      changes.tell(['settings']);
      return saved;
    }),
    scaleRules: on.settings.scaleRules.handler(() => [...keptScaleRules(host.chain())]),
    saveScaleRules: on.settings.saveScaleRules.handler(async (call) => {
      const done = await tell(call, (by) => saveScaleRules(host)(by, call.input.rules));
      changes.tell(['settings']);
      return done;
    }),
    tryScaleRules: on.settings.tryScaleRules.handler(({ input }) =>
      tryScaleRules(host, input.rules, input.labels),
    ),
  };
}
