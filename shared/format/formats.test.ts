import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimalText, parseDecimal } from './decimal.ts';
import { errorWords } from './error-words.ts';
import { formatsFor } from './formats.ts';

const cny = { code: 'CNY', exponent: 2 };
const en = formatsFor({ locale: 'en', timeZone: 'Asia/Shanghai', currency: cny });
const zh = formatsFor({ locale: 'zh-CN', timeZone: 'Asia/Shanghai', currency: cny });
const yen = formatsFor({ locale: 'en', timeZone: 'Asia/Tokyo', currency: { code: 'JPY', exponent: 0 } });
const dinar = formatsFor({ locale: 'en', timeZone: 'Asia/Kuwait', currency: { code: 'KWD', exponent: 3 } });

describe('money', () => {
  test.each([
    [en.money(11_035), '¥110.35'],
    [en.money(-240), '−¥2.40'],
    [en.money(0), '¥0.00'],
    [en.money(123_456_789), '¥1,234,567.89'],
    [en.money(9_007_199_254_740_991), '¥90,071,992,547,409.91'],
    [en.amount(-240), '−2.40'],
    [en.difference(1200), '+12.00'],
    [en.difference(-5), '−0.05'],
    [en.difference(0), '0.00'],
    [zh.money(11_035), '¥110.35'],
    [yen.money(1200), '¥1,200'],
    [dinar.amount(1234), '1.234'],
  ])('%s', (written, expected) => expect(written).toBe(expected));
});

describe('quantity, rate, count', () => {
  test.each([
    [en.quantity(2000), '2'],
    [en.quantity(1245), '1.245'],
    [en.quantity(-500), '−0.5'],
    [en.quantityOf(1245, 'kg'), '1.245 kg'],
    [en.quantityOf(3000, 'piece'), '3'],
    [en.rate(130_000), '13%'],
    [en.rate(88_750), '8.875%'],
    [zh.rate(90_000), '9%'],
    [en.count(808_069), '808,069'],
  ])('%s', (written, expected) => expect(written).toBe(expected));
});

describe('time', () => {
  const at = Date.parse('2026-11-22T06:07:00Z');
  test.each([
    [en.time(at), '14:07'],
    [en.date(at), '22 Nov 2026'],
    [en.dateTime(at), '22 Nov 2026, 14:07'],
    [en.businessDate('2026-11-22'), '22 Nov 2026'],
    [zh.date(at), '2026年11月22日'],
    [zh.time(at), '14:07'],
    [en.time(Date.parse('2026-11-21T16:00:00Z')), '00:00'],
    [en.age(at - 240_000, at), '4 min'],
    [en.age(at - 3_600_000 * 6, at), '6 hr'],
    [en.age(at - 86_400_000, at), '1 day'],
    [en.age(at + 5000, at), '0 sec'],
    [zh.age(at - 240_000, at), '4分钟'],
    [en.ago(at, at), 'now'],
    [en.ago(at - 5000, at), '5 sec. ago'],
    [zh.ago(at - 5000, at), '5秒前'],
  ])('%s', (written, expected) => expect(written).toBe(expected));
  test('names the day', () => expect(en.day(at)).toMatch(/^Sun,? 22 Nov$/));
});

describe('what a person typed', () => {
  test.each([
    ['12', 2, 1200],
    ['12.5', 2, 1250],
    ['12,50', 2, 1250],
    ['1,234.50', 2, 123_450],
    ['1.234,50', 2, 123_450],
    ['1,234', 2, null],
    ['1,234,567', 2, 123_456_700],
    ['1.234.567,8', 2, 123_456_780],
    ['1,23,4', 2, null],
    ['1,234', 3, 1234],
    ['.5', 2, 50],
    ['12.', 2, 1200],
    ['１２．５０', 2, 1250],
    ['-3', 2, -300],
    ['−3', 2, -300],
    ['-0', 2, 0],
    [' 7 ', 0, 7],
    ['', 2, null],
    ['.', 2, null],
    ['12.345', 2, null],
    ['1.2.3', 2, null],
    ['12a', 2, null],
    ['1e5', 2, null],
    ['7.5', 0, null],
    ['99999999999999999', 2, null],
  ])('%j with %i decimals is %j', (typed, exponent, value) => {
    expect(parseDecimal(typed, exponent)).toBe(value);
  });

  test('reads back what it writes', () => {
    fc.assert(
      fc.property(fc.maxSafeInteger(), fc.integer({ min: 0, max: 3 }), (value, exponent) => {
        expect(parseDecimal(decimalText(value, exponent), exponent)).toBe(value);
      }),
    );
  });
});

test('error data is written for a person', () => {
  expect(
    errorWords(
      {
        code: 'DISCOUNT_TOO_LARGE',
        data: { limit: 100_000, unit: 'rate', due: 240, left: 1500, minutes: 5, gone: null },
      },
      en,
    ),
  ).toEqual({ limit: '10%', unit: 'rate', due: '¥2.40', left: '1.5', minutes: '5' });
});
