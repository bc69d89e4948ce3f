import type { ImportPlan } from '#shared/contract/catalog.ts';
import type { Category, TaxClass } from '#shared/domain/catalog/product.ts';

export type { ImportPlan };
export type ImportField = keyof ImportPlan['columns'];

/** What a row is read against: the plan and the shop's small facts. Sent to the import's thread as it is. */
export interface ReadingRules {
  readonly plan: ImportPlan;
  /** Digits after the decimal point of the shop's currency. */
  readonly exponent: number;
  readonly taxClasses: readonly TaxClass[];
  readonly categories: readonly Category[];
}
