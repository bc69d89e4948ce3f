/** The languages Mallard speaks. English is the source; every other one must say everything it says. */
export const LOCALES = ['en', 'zh-CN'] as const;
export type Locale = (typeof LOCALES)[number];

export const isLocale = (value: unknown): value is Locale => value === 'en' || value === 'zh-CN';

/** What each language calls itself: the only words that are never translated. */
export const LOCALE_NAMES = { en: 'English', 'zh-CN': '简体中文' } as const satisfies Record<Locale, string>;

/**
 * The language to start with: the first the system prefers that we speak, else English.
 * @example localeFor(['zh-Hans-CN', 'en']) === 'zh-CN'
 */
export function localeFor(preferred: readonly string[]): Locale {
  for (const tag of preferred) {
    if (/^zh\b/i.test(tag)) return 'zh-CN';
    if (/^en\b/i.test(tag)) return 'en';
  }
  return 'en';
}
