import { describe, expect, test } from 'vitest';
import { CURRENCIES } from '../currencies.ts';
import type { RegisterId, StoreId } from '../ids.ts';
import { minor, qty } from '../numbers.ts';
import { aTenderKind, someSettings } from '../testing/builders.ts';
import { checkIdentity, checkSettings, checkTender } from './check-settings.ts';

describe('a store’s settings', () => {
  test('with any currency’s defaults can be sold by', () => {
    for (const { currency, cashRounding } of CURRENCIES)
      expect(checkSettings(someSettings({ currency, cashRounding })).ok).toBe(true);
  });

  test.each([
    [{ name: ' ' }, 'NAME_MISSING', 'name'],
    [{ store: 'r-1' as StoreId }, 'SETTING_INVALID', 'store'],
    [{ timeZone: 'Mars/Olympus' }, 'SETTING_INVALID', 'timeZone'],
    [{ dayStartHour: 24 }, 'SETTING_INVALID', 'dayStartHour'],
    [{ idleLockMinutes: -1 }, 'SETTING_INVALID', 'idleLockMinutes'],
    [{ unusualQuantity: qty(0) }, 'SETTING_INVALID', 'unusualQuantity'],
    [{ cashRounding: { step: minor(0), mode: 'down' as const } }, 'SETTING_INVALID', 'cashRounding'],
    [{ currency: { code: 'yen', exponent: 0, denominations: [] } }, 'SETTING_INVALID', 'currency'],
    [
      { currency: { code: 'CNY', exponent: 2, denominations: [10, 100].map(minor) } },
      'SETTING_INVALID',
      'currency',
    ],
  ])('%j is refused as %s', (wrong, code, field) => {
    expect(checkSettings(someSettings(wrong))).toMatchObject({ error: { code, data: { field } } });
  });

  test('CNY never rounds a customer up (domain.md, Numbers)', () => {
    const cashRounding = { step: minor(10), mode: 'half-up' as const };
    expect(checkSettings(someSettings({ cashRounding }))).toMatchObject({
      error: { data: { field: 'cashRounding' } },
    });
  });
});

test('codes that could not be told apart on a ticket are refused', () => {
  const identity = { store: 'R01' as StoreId, register: '1' as RegisterId };
  expect(checkIdentity(identity).ok).toBe(true);
  expect(checkIdentity({ ...identity, register: 'K' as RegisterId })).toMatchObject({
    error: { data: { field: 'register' } },
  });
  expect(checkIdentity({ ...identity, store: 'R-1' as StoreId })).toMatchObject({
    error: { data: { field: 'store' } },
  });
});

test('a card gives no change', () => {
  expect(checkTender(aTenderKind('cash')).ok).toBe(true);
  expect(checkTender(aTenderKind('voucher', { givesChange: true })).ok).toBe(true);
  expect(checkTender(aTenderKind('card', { givesChange: true }))).toMatchObject({
    error: { code: 'SETTING_INVALID' },
  });
  expect(checkTender(aTenderKind('card', { name: '' }))).toMatchObject({ error: { code: 'NAME_MISSING' } });
});
