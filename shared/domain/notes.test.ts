import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { changeIn } from './change.ts';
import { CURRENCIES, currencyDefaults } from './currencies.ts';
import { type Minor, minor } from './numbers.ts';
import { usefulNotes } from './useful-notes.ts';

const cash = (code: string): readonly Minor[] => currencyDefaults(code)?.currency.denominations ?? [];

describe('change as notes and coins', () => {
  test('89.70 CNY as on the pay screen', () => {
    expect(changeIn(minor(8970), cash('CNY'))).toEqual({
      pieces: [
        { value: 5000, count: 1 },
        { value: 2000, count: 1 },
        { value: 1000, count: 1 },
        { value: 500, count: 1 },
        { value: 100, count: 4 },
        { value: 50, count: 1 },
        { value: 10, count: 2 },
      ],
      rest: 0,
    });
  });

  test('what no coin can pay is told', () => {
    expect(changeIn(minor(3), cash('CHF'))).toEqual({ pieces: [], rest: 3 });
    expect(changeIn(minor(-5), cash('CHF'))).toEqual({ pieces: [], rest: 0 });
  });

  test.each(CURRENCIES.map(({ currency }) => [currency.code, currency.denominations] as const))(
    'largest first is the fewest pieces in %s',
    (_, denominations) => {
      const unit = Math.min(...denominations);
      const steps = denominations.map((value) => value / unit).filter((value) => value <= 1000);
      const fewest = [0];
      for (let amount = 1; amount <= 2000; amount++) {
        const best = Math.min(...steps.filter((s) => s <= amount).map((s) => (fewest[amount - s] ?? 0) + 1));
        fewest.push(best);
      }
      expect(denominations.every((value) => value % unit === 0)).toBe(true);
      for (let amount = 1; amount < 2000; amount++) {
        const { pieces } = changeIn(
          minor(amount * unit),
          denominations.filter((value) => value / unit <= 1000),
        );
        expect(pieces.reduce((count, piece) => count + piece.count, 0)).toBe(fewest[amount]);
      }
    },
  );
});

describe('useful notes', () => {
  test.each([
    [11030, [11030, 12000, 15000, 20000]],
    [3760, [3760, 4000, 5000, 10000]],
    [1290, [1290, 2000, 5000, 10000]],
    [9950, [9950, 10000]],
    [20000, [20000]],
    [50, [50, 100, 500, 1000]],
    [0, [0]],
  ])('for %i CNY fen: %j', (due, expected) => {
    expect(usefulNotes(minor(due), cash('CNY'))).toEqual(expected);
  });

  test('exact first, then at most three larger, ascending, no repeats, whatever the currency', () => {
    fc.assert(
      fc.property(fc.constantFrom(...CURRENCIES), fc.nat(99_999_999), ({ currency }, due) => {
        const [exact, ...larger] = usefulNotes(minor(due), currency.denominations);
        expect(exact).toBe(due);
        expect(larger.length).toBeLessThanOrEqual(3);
        expect(larger).toEqual([...new Set(larger)].sort((a, b) => a - b));
        for (const amount of larger) expect(amount).toBeGreaterThan(due);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('currencies', () => {
  test.each([
    ['CNY', 2, { step: 10, mode: 'down' }],
    ['CHF', 2, { step: 5, mode: 'half-up' }],
    ['EUR', 2, { step: 1, mode: 'half-up' }],
    ['JPY', 0, { step: 1, mode: 'half-up' }],
    ['KWD', 3, { step: 1, mode: 'half-up' }],
  ])('%s has %i digits and rounds cash %j (domain.md, Numbers)', (code, exponent, cashRounding) => {
    expect(currencyDefaults(code)).toMatchObject({ currency: { code, exponent }, cashRounding });
  });

  test('denominations are listed largest first', () => {
    for (const { currency } of CURRENCIES)
      expect([...currency.denominations].sort((a, b) => b - a)).toEqual(currency.denominations);
  });
});
