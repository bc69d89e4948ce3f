import { describe, expect, test } from 'vitest';
import { CURRENCIES } from '#shared/domain/currencies.ts';
import { translator } from '#shared/i18n/index.ts';
import { ownStoreOf, proposedTaxes, rateOf, taxesOf, withCurrency, withTaxes } from './own-draft.ts';
import { firstOpenStep, problemsOf } from './own-problems.ts';
import { suggestedTaxes } from './suggested-taxes.ts';

const t = translator('en');
const pins = { pin: '4711', again: '4711' };
const shop = {
  name: 'Corner Shop',
  store: 'R01',
  register: '1',
  owner: 'Ana Ruiz',
  timeZone: 'Europe/Madrid',
};

describe('taxes proposed by currency', () => {
  test.each(CURRENCIES.map(({ currency }) => currency.code))(
    '%s has at least one class of 0 to 100 %%',
    (code) => {
      const { classes } = suggestedTaxes(code);
      expect(classes.length).toBeGreaterThan(0);
      expect(classes.every(({ rate }) => Number.isInteger(rate) && rate >= 0 && rate <= 1_000_000)).toBe(
        true,
      );
    },
  );

  test('Swiss and Chinese rates in millionths', () => {
    expect(suggestedTaxes('CHF').classes.map(({ rate }) => rate)).toEqual([81_000, 26_000, 0]);
    expect(suggestedTaxes('CNY').classes.map(({ rate }) => rate)).toEqual([130_000, 90_000, 60_000, 0]);
    expect(suggestedTaxes('USD').priceMode).toBe('exclusive');
  });

  test('another currency replaces untouched classes and leaves changed ones alone', () => {
    const yuan = withCurrency({}, 'CNY', t);
    expect(taxesOf(withCurrency(yuan, 'CHF', t))).toEqual(proposedTaxes('CHF', t));
    const own = withTaxes(yuan, [{ name: 'My tax', rate: '3' }]);
    expect(taxesOf(withCurrency(own, 'CHF', t))).toEqual([{ name: 'My tax', rate: '3' }]);
  });
});

test.each([
  ['8.875', 88_750],
  ['13', 130_000],
  ['0', 0],
  ['100', 1_000_000],
  ['100.1', null],
  ['-1', null],
  ['', null],
  ['8,1', 81_000],
])('%s %% is %s millionths', (typed, rate) => {
  expect(rateOf(typed)).toBe(rate);
});

describe('what a step lacks', () => {
  const good = withCurrency(shop, 'EUR', t);

  test('nothing: the check comes, and the register is asked for it', () => {
    expect(firstOpenStep(good, pins)).toBe('check');
    expect(ownStoreOf({ ...good, street: '1 Quay St', locale: 'zh-CN' }, '4711')).toMatchObject({
      store: 'R01',
      address: ['1 Quay St'],
      locale: 'zh-CN',
      priceMode: 'inclusive',
      owner: { name: 'Ana Ruiz', pin: '4711' },
    });
  });

  test('codes, a weak PIN and one typed differently are said at their field', () => {
    expect(problemsOf('shop', { ...good, store: 'r 1', register: 'A' }, pins)).toEqual({
      store: 'setup.storeCodeRule',
      register: 'setup.registerCodeRule',
    });
    expect(problemsOf('owner', good, { pin: '1234', again: '1234' })).toEqual({ pin: 'signIn.pinWeak' });
    expect(problemsOf('owner', good, { pin: '4711', again: '4712' })).toEqual({ again: 'signIn.pinDiffers' });
    expect(problemsOf('money', withTaxes(good, [{ name: '', rate: 'x' }]), pins)).toEqual({
      'tax.0.name': 'setup.needsTaxName',
      'tax.0.rate': 'setup.taxRateRule',
    });
  });
});
