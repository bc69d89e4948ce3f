import { allocate } from './allocate.ts';
import { mulDiv, sub } from './money.ts';
import { type Minor, minor, RATE_ONE, type Rate } from './numbers.ts';
import { portionOf, sumOfRates } from './rate.ts';
import type { PriceMode } from './store/settings.ts';

export interface LineTax {
  readonly net: Minor;
  readonly tax: Minor;
  readonly gross: Minor;
  /** The tax by component rate, in the order given. */
  readonly parts: readonly Minor[];
}

/**
 * Tax of one line, after all its discounts. Inclusive: `amount` is what the customer pays and never moves,
 * net = R(gross ÷ (1 + rate)). Exclusive: `amount` is the net. Several rates: their sum first, then the tax is split
 * over them by largest remainder (order-inventory.md 3.5). Negative amounts mirror positive ones.
 *
 * @example lineTax(801, [200000], 'inclusive') → net 668, tax 133, gross 801
 */
export function lineTax(amount: Minor, rates: readonly Rate[], mode: PriceMode): LineTax {
  const single = rates.length === 1 ? rates[0] : undefined;
  const combined = single ?? sumOfRates(rates);
  if (mode === 'inclusive') {
    const net = minor(mulDiv(amount, RATE_ONE, RATE_ONE + combined));
    return withParts(net, sub(amount, net), amount, rates);
  }
  const tax = portionOf(amount, combined);
  return withParts(amount, tax, minor(amount + tax), rates);
}

const withParts = (net: Minor, tax: Minor, gross: Minor, rates: readonly Rate[]): LineTax => ({
  net,
  tax,
  gross,
  parts: rates.length === 1 ? [tax] : allocate(tax, rates),
});
