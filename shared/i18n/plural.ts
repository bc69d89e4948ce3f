import type { Locale } from './locale.ts';

/** Forms of a countable phrase; `#` stands for the number, written the way the language writes numbers. */
export interface PluralForms {
  readonly zero?: string;
  readonly one?: string;
  readonly other: string;
}

/**
 * Chooses the form a language uses for a count.
 * @example pluralIn('en')(2, { one: '# item', other: '# items' }) === '2 items'
 */
export function pluralIn(locale: Locale): (count: number, forms: PluralForms) => string {
  const rules = new Intl.PluralRules(locale);
  const numbers = new Intl.NumberFormat(locale);
  return (count, forms) => {
    const rule = rules.select(count);
    const exact = count === 0 ? forms.zero : undefined;
    const form = exact ?? (rule === 'one' ? forms.one : undefined) ?? forms.other;
    return form.replaceAll('#', numbers.format(count));
  };
}
