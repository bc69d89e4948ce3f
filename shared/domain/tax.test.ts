import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { negate } from './money.ts';
import { minor, rate } from './numbers.ts';
import { lineTax } from './tax.ts';

const RUNS = { numRuns: 10_000 };

test.each([
  ['8.01 at 20 % included stays 8.01 (odoo PR 34842)', 801, [200_000], 'inclusive', [668, 133, 801]],
  ['28.90 at 22 % included (odoo PR 230726)', 2890, [220_000], 'inclusive', [2369, 521, 2890]],
  ['1.25 at 10 % included (odoo PR 230726)', 125, [100_000], 'inclusive', [114, 11, 125]],
  ['5.92 at 21 % excluded (odoo#6224)', 592, [210_000], 'exclusive', [592, 124, 716]],
  ['179.25 at 20 % included (W#64668)', 17925, [200_000], 'inclusive', [14938, 2987, 17925]],
  ['New York, 8.875 %', 1000, [88_750], 'exclusive', [1000, 89, 1089]],
  ['no tax', 1000, [], 'inclusive', [1000, 0, 1000]],
] as const)('%s', (_, amount, rates, mode, [net, tax, gross]) => {
  expect(lineTax(minor(amount), rates.map(rate), mode)).toMatchObject({ net, tax, gross });
});

describe('several rates on a line', () => {
  test('sum of rates first, then the tax is split by largest remainder (order-inventory.md 3.5)', () => {
    expect(lineTax(minor(1120), [50_000, 70_000].map(rate), 'inclusive')).toEqual({
      net: 1000,
      tax: 120,
      gross: 1120,
      parts: [50, 70],
    });
    expect(lineTax(minor(999), [50_000, 70_000].map(rate), 'exclusive')).toEqual({
      net: 999,
      tax: 120,
      gross: 1119,
      parts: [50, 70],
    });
  });
});

test('I21: net + tax = gross, parts sum to the tax, the given amount never moves, and signs mirror', () => {
  const rates = fc.array(fc.nat(500_000), { maxLength: 4 });
  const mode = fc.constantFrom('inclusive' as const, 'exclusive' as const);
  fc.assert(
    fc.property(fc.nat(999_999_999_999), rates, mode, (amount, list, priceMode) => {
      const given = list.map(rate);
      const line = lineTax(minor(amount), given, priceMode);
      expect(line.net + line.tax).toBe(line.gross);
      expect(line.parts.reduce<number>((a, b) => a + b, 0)).toBe(line.tax);
      expect(priceMode === 'inclusive' ? line.gross : line.net).toBe(amount);
      expect(line.tax >= 0 && line.tax <= line.gross).toBe(true);
      expect(lineTax(minor(-amount), given, priceMode)).toEqual({
        net: negate(line.net),
        tax: negate(line.tax),
        gross: negate(line.gross),
        parts: line.parts.map(negate),
      });
    }),
    RUNS,
  );
});
