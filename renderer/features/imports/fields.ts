import { isHq } from '#renderer/host/kind.ts';
import type { ImportPlan } from '#shared/contract/catalog.ts';

/** What a column may hold, in the order people think of it. */
export const IMPORT_FIELDS = [
  'name',
  'barcode',
  'price',
  'category',
  'unit',
  'sku',
  'tax-class',
  'on-hand',
  'min-stock',
  'cost',
  'name-zh',
  'name-en',
  'tax-code',
  'active',
] as const satisfies readonly (keyof ImportPlan['columns'])[];
export type ImportField = (typeof IMPORT_FIELDS)[number];

/** What a column may be said to be here: the chain has no shelf, so at headquarters nothing lies on it. */
export const OFFERED_FIELDS: readonly ImportField[] = isHq
  ? IMPORT_FIELDS.filter((field) => field !== 'on-hand' && field !== 'cost')
  : IMPORT_FIELDS;

/** The field of a column, or null where it is left out. */
export const fieldOf = (plan: ImportPlan, column: number): ImportField | null =>
  IMPORT_FIELDS.find((field) => plan.columns[field] === column) ?? null;

/** The plan with a column given another meaning; a field has one column, so the one that had it before loses it. */
export function withField(plan: ImportPlan, column: number, field: ImportField | null): ImportPlan {
  const columns = Object.fromEntries(
    Object.entries(plan.columns).filter(([known, at]) => at !== column && known !== field),
  );
  return { ...plan, columns: field === null ? columns : { ...columns, [field]: column } };
}
