import { type EntryRules, entryValue } from '#renderer/ui/number-entry.ts';
import type { Texts } from './use-kept.ts';

/** One line of a count: how many of a note or coin, or the amount of a way of paying. */
export interface CountField {
  readonly id: string;
  readonly label: string;
  readonly rules: EntryRules;
  /** Minor units of one note or coin; null: the typed number is the amount itself. */
  readonly each: number | null;
}

/** At most this many of one note: far above any drawer, and what the register accepts. */
const COUNT_RULES: EntryRules = { decimals: 0, digits: 6 };

/** A line per note and coin of the currency, largest first. */
export const denominationFields = (
  denominations: readonly number[],
  money: (minor: number) => string,
): readonly CountField[] =>
  denominations.map((each) => ({ id: `cash.${each}`, label: money(each), rules: COUNT_RULES, each }));

/** Minor units a line comes to; null while nothing is typed. */
export function amountOf(field: CountField, typed: Texts): number | null {
  const value = entryValue(typed[field.id] ?? '', field.rules.decimals);
  if (value === null) return null;
  return field.each === null ? value : value * field.each;
}

/** Minor units of all lines together. */
export const totalOf = (fields: readonly CountField[], typed: Texts): number =>
  fields.reduce((sum, field) => sum + (amountOf(field, typed) ?? 0), 0);

/** Whether anything was typed: an empty drawer is counted by typing 0, not by typing nothing. */
export const isCounted = (fields: readonly CountField[], typed: Texts): boolean =>
  fields.some((field) => amountOf(field, typed) !== null);

/** What the register is told: each note or coin that was counted, how many. */
export const countedOf = (
  fields: readonly CountField[],
  typed: Texts,
): { readonly value: number; readonly count: number }[] =>
  fields.flatMap(({ id, each, rules }) => {
    const count = entryValue(typed[id] ?? '', rules.decimals);
    return each === null || count === null ? [] : [{ value: each, count }];
  });
