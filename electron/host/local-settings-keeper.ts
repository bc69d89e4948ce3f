import type { Reader } from '#shared/services/journal/query.ts';
import {
  type LocalSettings,
  loadLocalSettings,
  NO_LOCAL_SETTINGS,
} from '#shared/services/settings/local-settings.ts';

/** Settings of this device, in memory: every sale asks whether a printer is set up. */
export interface LocalSettingsKeeper {
  readonly now: () => LocalSettings;
  /** Reads them again, after a change and before it is told. */
  readonly reload: () => Promise<void>;
}

export function createLocalSettingsKeeper(read: Reader): LocalSettingsKeeper {
  let settings = NO_LOCAL_SETTINGS;
  return {
    now: () => settings,
    reload: async () => {
      settings = await loadLocalSettings(read);
    },
  };
}
