import type { ImportJob } from '#shared/contract/catalog.ts';
import { type DomainError, refuse } from '#shared/domain/error.ts';
import { minor } from '#shared/domain/numbers.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { ChainFacts } from '#shared/services/journal/chain-facts.ts';
import { ImportFault, type LineError } from './import-fault.ts';
import type { ImportPlan } from './import-plan.ts';
import type { ImportView } from './import-row.ts';
import type { DryRunAnswer, PreviewAnswer } from './import-task.ts';

// What imports tell, in the shapes of the contract: the same at a register and at headquarters.

/** A file that was looked at, with a plan for it that somebody may now change. */
export function previewView(
  { suggestion, rows, ...looked }: PreviewAnswer,
  { file, chain }: { readonly file: string; readonly chain: ChainFacts },
) {
  const taxClass = [...chain.taxClasses.values()].find(({ active }) => active)?.id ?? '';
  const plan: ImportPlan = {
    known: 'update',
    badCheckDigits: 'refuse',
    makeCategories: true,
    ...suggestion,
    columns: { ...suggestion.columns },
    file,
    defaults: { price: minor(0), unit: 'piece', taxClass, category: null },
  };
  return { ...looked, rows: rows.map((row) => [...row]), plan };
}

/** What a trial found. */
export const trialView = ({ counts, toAdd, toChange, errors, sample }: DryRunAnswer, plan: ImportPlan) => ({
  rows: counts.rows,
  refused: counts.refused,
  skipped: counts.skipped,
  withoutStock: counts.withoutStock,
  toAdd,
  toChange,
  errors: errors.map(lineError),
  sample: sample.map(({ set, category }) => ({
    name: set.name ?? '',
    barcode: set.barcodes?.[0] ?? null,
    price: set.price ?? plan.defaults.price,
    category,
  })),
});

export const jobView = (view: ImportView, by: string): ImportJob => ({
  ...view,
  by,
  errors: view.errors.map(lineError),
});

/** A file that can't be read is refused with its reason; the words are `import.fault.<fault>`. */
export async function readable<T>(work: Promise<T>): Promise<Result<T, DomainError>> {
  try {
    return ok(await work);
  } catch (error) {
    if (!(error instanceof ImportFault)) throw error;
    return err(refuse('SETTING_INVALID', { field: 'file', fault: error.code, line: error.line }));
  }
}

const lineError = ({ line, column, code, value }: LineError) => ({ line, column, code, value });
