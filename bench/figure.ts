/**
 * One measured figure beside the limit measured in the same run. `limit` is the bare figure, `ratio` how many limits the value takes,
 * `target` the bound it is held to and `ok` whether it holds. Where a figure stands alone, `limit` is null and `target` bounds the value.
 */
export interface Figure {
  readonly bench: string;
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
  readonly limit: number | null;
  readonly ratio: number | null;
  readonly target: string;
  readonly ok: boolean;
  /** Lowest and highest of the repeats, where there were several. */
  readonly spread?: readonly [number, number];
}

export const within = (
  bench: string,
  metric: string,
  given: {
    readonly value: number;
    readonly unit: string;
    readonly most: number;
    readonly spread?: readonly [number, number];
  },
): Figure => ({
  bench,
  metric,
  value: given.value,
  unit: given.unit,
  limit: null,
  ratio: null,
  target: `≤ ${given.most} ${given.unit}`,
  ok: given.value <= given.most,
  ...(given.spread ? { spread: given.spread } : {}),
});

/** A rate held to a least one. */
export const atLeast = (
  bench: string,
  metric: string,
  given: { readonly value: number; readonly unit: string; readonly least: number },
): Figure => ({
  bench,
  metric,
  value: given.value,
  unit: given.unit,
  limit: null,
  ratio: null,
  target: `≥ ${given.least} ${given.unit}`,
  ok: given.value >= given.least,
});

/** A rate held to a share of the bare rate of the same run. */
export const shareOfLimit = (
  bench: string,
  metric: string,
  given: {
    readonly value: number;
    readonly limit: number;
    readonly unit: string;
    readonly share: number;
  },
): Figure => ({
  bench,
  metric,
  value: given.value,
  unit: given.unit,
  limit: given.limit,
  ratio: given.value / given.limit,
  target: `≥ ${given.share} × limit`,
  ok: given.value >= given.limit * given.share,
});

/** Value held to `times` × the bare limit of the same run, plus `extra` units. */
export const besideLimit = (
  bench: string,
  metric: string,
  given: {
    readonly value: number;
    readonly limit: number;
    readonly unit: string;
    readonly times: number;
    readonly extra?: number;
    readonly spread?: readonly [number, number];
  },
): Figure => {
  const { value, limit, unit, times, extra = 0 } = given;
  return {
    bench,
    metric,
    value,
    unit,
    limit,
    ratio: value / limit,
    target:
      extra === 0 ? `≤ ${times} × limit` : `≤ ${times === 1 ? '' : `${times} × `}limit + ${extra} ${unit}`,
    ok: value <= limit * times + extra,
    ...(given.spread ? { spread: given.spread } : {}),
  };
};

/** A figure shown for the record, without a bound of its own. */
export const shown = (bench: string, metric: string, value: number, unit: string): Figure => ({
  bench,
  metric,
  value,
  unit,
  limit: null,
  ratio: null,
  target: '-',
  ok: true,
});

/** The q-quantile (0 … 1) of samples, by the nearest rank. */
export function quantile(samples: readonly number[], q: number): number {
  const sorted = Float64Array.from(samples).sort();
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(q * sorted.length) - 1))] ?? Number.NaN;
}

/** Median of repeats, with the lowest and the highest. */
export const median = (
  repeats: readonly number[],
): { readonly value: number; readonly spread: readonly [number, number] } => ({
  value: quantile(repeats, 0.5),
  spread: [Math.min(...repeats), Math.max(...repeats)],
});
