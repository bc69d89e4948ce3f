import { moneyEntry } from '#renderer/ui/number-entry.ts';
import { amountOf, type CountField, countedOf, isCounted } from '../cash/count-sheet.ts';
import type { Texts } from '../cash/use-kept.ts';

/** What is typed on the count of a shift, by its name in `useKept`: what is still there after the close was not booked. */
export const countOf = (shift: string): string => `shift.close.${shift}`;

/** A way of paying as the report names it before the close: `declared` when it has to be. */
export interface Declarable {
  readonly tender: string;
  readonly name: string;
  readonly kind: string;
  readonly declared: boolean;
}

/** A line per way of paying that has to be declared, cash apart: that is counted in notes and coins. */
export const declaredFields = (tenders: readonly Declarable[], decimals: number): readonly CountField[] =>
  tenders
    .filter(({ declared, kind }) => declared && kind !== 'cash')
    .map(({ tender, name }) => ({
      id: `tender.${tender}`,
      label: name,
      rules: moneyEntry(decimals),
      each: null,
    }));

/** What still has to be counted: '' for the cash, the name of a way of paying, null for nothing. */
export function undeclared(
  cash: readonly CountField[],
  others: readonly CountField[],
  typed: Texts,
): string | null {
  if (!isCounted(cash, typed)) return '';
  return others.find((field) => amountOf(field, typed) === null)?.label ?? null;
}

/** What the register is told at the close. */
export function closing(sheet: {
  readonly cash: readonly CountField[];
  readonly others: readonly CountField[];
  readonly typed: Texts;
}) {
  const { cash, others, typed } = sheet;
  return {
    counted: countedOf(cash, typed),
    declared: others.map((field) => ({
      tender: field.id.replace(/^tender\./, ''),
      amount: amountOf(field, typed) ?? 0,
    })),
    tickets: typed['tickets'] === 'void' ? ('void' as const) : ('keep' as const),
    note: (typed['note'] ?? '').trim(),
  };
}
