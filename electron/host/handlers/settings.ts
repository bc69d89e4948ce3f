import { refuse } from '#shared/domain/error.ts';
import type { TenderId } from '#shared/domain/ids.ts';
import { minor, qty } from '#shared/domain/numbers.ts';
import { saveLocalSetting } from '#shared/services/settings/local-settings.ts';
import { saveSettings } from '#shared/services/settings/save-settings.ts';
import { saveTender } from '#shared/services/settings/save-tender.ts';
import { keptScaleRules, saveScaleRules, tryScaleRules } from '#shared/services/settings/scale-rules.ts';
import { checkLogo } from '../pictures.ts';
import type { Register } from '../register.ts';
import { answer, type Handlers, on, refused, tell } from '../router.ts';

/** Settings of the store, and of this register's printer. */
export function settingHandlers(register: Register): Handlers<'settings'> {
  const { host, store, local, station } = register;
  return {
    get: on.settings.get.handler(() => settingsView(register)),
    save: on.settings.save.handler(async (call) => {
      const { value } = call.input;
      answer(await checkLogo(store.folder.pictures, value.receipt.logo));
      const { step, mode } = value.cashRounding;
      const settings = {
        ...value,
        cashRounding: { step: minor(step), mode },
        unusualQuantity: qty(value.unusualQuantity),
      };
      return await tell(call, (by) => saveSettings(host)(by, settings));
    }),
    tenders: on.settings.tenders.handler(() => [...host.chain().tenders]),
    saveTender: on.settings.saveTender.handler((call) => {
      const { tender, value } = call.input;
      return tell(call, (by) => saveTender(host)(by, { tender: tender as TenderId | null, value }));
    }),
    printer: on.settings.printer.handler(() => local.now().printer),
    savePrinter: on.settings.savePrinter.handler(async (call) => {
      const done = await tell(call, (by) => saveLocalSetting(host)(by.command, 'printer', call.input.value));
      await local.reload();
      station.look();
      return done;
    }),
    scaleRules: on.settings.scaleRules.handler(() => [...keptScaleRules(store.chain())]),
    saveScaleRules: on.settings.saveScaleRules.handler((call) =>
      tell(call, (by) => saveScaleRules(host)(by, call.input.rules)),
    ),
    tryScaleRules: on.settings.tryScaleRules.handler(({ input }) =>
      tryScaleRules(host, input.rules, input.labels),
    ),
  };
}

function settingsView({ store }: Register) {
  const { settings } = store.chain();
  const identity = store.identity();
  if (!settings || !identity) throw refused(refuse('NOT_FOUND'));
  const { currency, ...rest } = settings;
  return {
    ...rest,
    address: [...rest.address],
    store: identity.store,
    register: identity.register,
    currency: currency.code,
    denominations: [...currency.denominations],
  };
}
