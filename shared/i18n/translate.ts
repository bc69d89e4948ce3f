import type { DomainError } from '../domain/error.ts';
import type { Locale } from './locale.ts';
import { en } from './messages/en/index.ts';
import { zhCN } from './messages/zh-CN/index.ts';
import type { MessageArguments, MessageKey, Messages } from './messages.ts';

/** Says a text of the catalogue in one language. */
export type Translate = <K extends MessageKey>(key: K, ...given: MessageArguments<K>) => string;

const catalogues = { en, 'zh-CN': zhCN } as const satisfies Record<Locale, Messages>;

/**
 * The words of one language.
 * @example translator('en')('sell.total') === 'Total'
 */
export function translator(locale: Locale): Translate {
  const words: Messages = catalogues[locale];
  return (key, ...given) => {
    const text = words[key] as string | ((...parameters: unknown[]) => string);
    return typeof text === 'string' ? text : text(...given);
  };
}

/** What an error message may mention: the error's data, already written for a person (`formatErrorData`). */
export type ErrorWords = Readonly<Record<string, string | undefined>>;

/** The sentence a clerk reads for a refusal: what happened, what it means for this sale, what to do now. */
export const errorText = (t: Translate, code: DomainError['code'], words: ErrorWords = {}): string =>
  t(`error.${code}`, words);
