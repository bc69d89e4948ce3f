/** The catalogue of words. Add a text to `messages/en/<area>.ts`, then to the same file of every other language. */
export { isLocale, LOCALE_NAMES, LOCALES, type Locale, localeFor } from './locale.ts';
export type { MessageArguments, MessageKey, Messages, PlainKey } from './messages.ts';
export { nameIn } from './name-in.ts';
export { type ErrorWords, errorText, type Translate, translator } from './translate.ts';
