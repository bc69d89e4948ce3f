import { createStore } from 'zustand/vanilla';
import type { KeyOverrides } from '#renderer/commands/keymap.ts';
import { isLocale, type Locale, localeFor } from '#shared/i18n/index.ts';

/** What a person chose about how this screen looks, sounds and is worked. Belongs to the machine, not to the shop. */
export interface Preferences {
  /** `system` follows the machine, in contrast too; `contrast` is high contrast, light or dark as the machine. */
  readonly theme: Theme;
  readonly locale: Locale;
  /** 0 to 100. */
  readonly volume: number;
  readonly keys: KeyOverrides;
}

export type Theme = 'light' | 'dark' | 'contrast' | 'system';

const NAME = 'mallard.preferences';

/**
 * Shown at once from the browser's own storage, so the first picture after a start is already right; the register
 * remembers them for good (`session.setDevice`) and what it says wins.
 */
export const preferences = createStore<Preferences>(() => ({
  theme: 'system',
  locale: localeFor(navigator.languages),
  volume: 50,
  keys: {},
  ...remembered(),
}));

preferences.subscribe((state) => {
  try {
    localStorage.setItem(NAME, JSON.stringify(state));
  } catch {
    // Storage may be full or forbidden; the choice then holds until the window closes.
  }
});

function remembered(): Partial<Preferences> {
  try {
    const kept = JSON.parse(localStorage.getItem(NAME) ?? '{}') as Record<string, unknown>;
    return {
      ...(isTheme(kept['theme']) ? { theme: kept['theme'] } : {}),
      ...(isLocale(kept['locale']) ? { locale: kept['locale'] } : {}),
      ...(typeof kept['volume'] === 'number' ? { volume: kept['volume'] } : {}),
      ...(isKeys(kept['keys']) ? { keys: kept['keys'] } : {}),
    };
  } catch {
    // Damaged by hand or by another version: start from the defaults.
    return {};
  }
}

const isTheme = (value: unknown): value is Theme =>
  value === 'light' || value === 'dark' || value === 'contrast' || value === 'system';

const isKeys = (value: unknown): value is KeyOverrides =>
  typeof value === 'object' &&
  value !== null &&
  Object.values(value).every((keys) => Array.isArray(keys) && keys.every((key) => typeof key === 'string'));
