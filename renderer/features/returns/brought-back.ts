import type { SaleView } from '#shared/contract/sales.ts';
import { CONDITIONS, type Condition } from '#shared/domain/returns/return-accepted.ts';
import type { Texts } from '../cash/use-kept.ts';

type Line = SaleView['lines'][number];

/** One line as it comes back. Quantities are thousandths. */
export interface BroughtLine {
  readonly line: number;
  readonly qty: number;
  readonly condition: Condition;
}

/**
 * Kept as texts by line (`q.3`, `c.3`), so that a lock or a reload loses nothing. Never more than is left of the line now: what was
 * chosen before another return of the same sale may be more.
 */
export const qtyOf = (texts: Texts, { line, returnable }: Pick<Line, 'line' | 'returnable'>): number => {
  const qty = Number(texts[`q.${line}`] ?? '0');
  return Number.isSafeInteger(qty) && qty > 0 ? Math.min(qty, returnable) : 0;
};

/** As new until somebody says otherwise. */
export const conditionOf = (texts: Texts, line: number): Condition =>
  CONDITIONS.find((condition) => condition === texts[`c.${line}`]) ?? 'as-new';

/** Never less than nothing, never more than is left of the line. */
export const withQty = (texts: Texts, { line, returnable }: Line, qty: number): Texts => ({
  ...texts,
  [`q.${line}`]: String(Math.min(returnable, Math.max(0, qty))),
});

export const withCondition = (texts: Texts, { line }: Line, condition: Condition): Texts => ({
  ...texts,
  [`c.${line}`]: condition,
});

/** The next condition, round and round. */
export const nextCondition = (condition: Condition): Condition =>
  CONDITIONS[(CONDITIONS.indexOf(condition) + 1) % CONDITIONS.length] ?? 'as-new';

/** Everything that is left of the sale; nothing, where everything was chosen already. */
export function withAll(texts: Texts, lines: readonly Line[]): Texts {
  const whole = lines.every((line) => qtyOf(texts, line) === line.returnable);
  return lines.reduce((next, line) => withQty(next, line, whole ? 0 : line.returnable), texts);
}

/** Where one more piece of these lines fits; null when all of them came back. */
export const roomIn = (texts: Texts, lines: readonly Line[]): Line | null =>
  lines.find((line) => qtyOf(texts, line) < line.returnable) ?? null;

/** What the register is asked for: the lines of which something comes back. */
export const broughtBack = (texts: Texts, lines: readonly Line[]): BroughtLine[] =>
  lines
    .map((line) => ({ line: line.line, qty: qtyOf(texts, line), condition: conditionOf(texts, line.line) }))
    .filter(({ qty }) => qty > 0);

/** One piece, or a whole unit of what is weighed; less where less is left. */
export const STEP = 1000;
