import { mulRem } from './money.ts';
import { type Minor, minor } from './numbers.ts';

/** How an amount meets a step: toward zero, or to the nearest with the half going away from zero. */
export type RoundingMode = 'down' | 'half-up';

/**
 * Nearest multiple of `step` (minor units, ≥ 1), decided on the magnitude and signed afterwards, so a refund
 * rounds as its sale did (pos-features.md 2.1.5).
 *
 * @example roundToStep(198, 5, 'down') === 195; roundToStep(-198, 5, 'down') === -195
 */
export function roundToStep(amount: Minor, step: Minor, mode: RoundingMode): Minor {
  if (step <= 1) return amount;
  const { quotient, remainder } = mulRem(Math.abs(amount), 1, step);
  const steps = mode === 'half-up' && remainder >= step - remainder ? quotient + 1 : quotient;
  return minor(amount < 0 ? -steps * step : steps * step);
}
