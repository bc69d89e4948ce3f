import { mulRem } from './money.ts';
import { type Minor, minor } from './numbers.ts';

/**
 * Splits `total` over `weights` (≥ 0) so that the parts sum to it exactly: largest remainder, ties to the larger
 * weight, then to the earlier line (order-inventory.md 3.4). Weights that sum to 0 count as equal. A negative total
 * splits as its positive does.
 *
 * @example allocate(100, [1, 1, 1]) → [34, 33, 33]
 */
export function allocate(total: Minor, weights: readonly number[]): Minor[] {
  if (weights.length === 0) {
    if (total !== 0) throw new RangeError('nothing to allocate to');
    return [];
  }
  const whole = weights.reduce((left, right) => left + right, 0);
  if (!Number.isSafeInteger(whole)) throw new RangeError('weights are not exact');
  const shares =
    whole === 0
      ? share(Math.abs(total), equal(weights.length), weights.length)
      : share(Math.abs(total), weights, whole);
  return shares.map((part) => minor(total < 0 ? -part : part));
}

const equal = (length: number): number[] => Array.from({ length }, () => 1);

function share(total: number, weights: readonly number[], whole: number): number[] {
  const parts: number[] = [];
  const remainders: number[] = [];
  let left = total;
  for (const weight of weights) {
    const { quotient, remainder } = mulRem(total, weight, whole);
    parts.push(quotient);
    remainders.push(remainder);
    left -= quotient;
  }
  if (left > 0) handOut(left, parts, remainders, weights);
  return parts;
}

function handOut(
  left: number,
  parts: number[],
  remainders: readonly number[],
  weights: readonly number[],
): void {
  const order = parts.map((_, index) => index);
  const at = (list: readonly number[], index: number): number => list[index] ?? 0;
  order.sort((a, b) => at(remainders, b) - at(remainders, a) || at(weights, b) - at(weights, a) || a - b);
  for (const index of order.slice(0, left)) parts[index] = at(parts, index) + 1;
}
