import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { minor } from '../numbers.ts';
import { barcodeForms, checkBarcode } from './barcode-forms.ts';
import { checkDigit, hasCheckDigit } from './check-digit.ts';
import { classifyScan } from './classify-scan.ts';
import { explainLabel, matchLabel, readLabel, scaleQuantity } from './scale-label.ts';
import { DEFAULT_SCALE_RULES, placesOf, type ScaleRule } from './scale-rule.ts';
import { compressUpcA, expandUpcE } from './upc-e.ts';

const rule = (pattern: string, more: Partial<ScaleRule> = {}): ScaleRule => ({
  id: pattern,
  name: pattern,
  kind: 'weighted',
  pattern,
  checkDigit: 'strict',
  active: true,
  ...more,
});

describe('check digits', () => {
  test.each([
    ['EAN-13', '4006381333931'],
    ['EAN-13', '6901234567892'],
    ['EAN-8', '73513537'],
    ['UPC-A', '036000291452'],
    ['ITF-14', '15400141288763'],
    ['scale label (pos-features.md 2.3.3)', '2112345015002'],
    ['its base', '2112345000008'],
    ['scale label (pos-features.md 2.3.3)', '2100001027506'],
    ['its base', '2100001000004'],
    ['OCA base (pos-features.md 2.3.3)', '0212345000007'],
  ])('%s %s holds', (_, code) => {
    expect(hasCheckDigit(code)).toBe(true);
  });

  test('OSPOS#3188 (pos-features.md 2.3.4): neither code is right; 7 and 2 would be', () => {
    expect([checkDigit('234011900500'), checkDigit('234011900000')]).toEqual(['7', '2']);
    expect(hasCheckDigit('2340119005006') || hasCheckDigit('2340119000000')).toBe(false);
  });

  test('catches every single wrong digit', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^\d{12}$/),
        fc.nat(11),
        fc.integer({ min: 1, max: 9 }),
        (body, at, by) => {
          const code = `${body}${checkDigit(body)}`;
          const wrong = (Number(code.charAt(at)) + by) % 10;
          expect(hasCheckDigit(code)).toBe(true);
          expect(hasCheckDigit(`${code.slice(0, at)}${wrong}${code.slice(at + 1)}`)).toBe(false);
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('UPC-E', () => {
  test.each([
    ['04252614', '042100005264'],
    ['01234505', '012000003455'],
    ['01234531', '012300000451'],
    ['01234543', '012340000053'],
    ['01234565', '012345000065'],
  ])('%s is %s and back', (short, long) => {
    expect(expandUpcE(short)).toBe(long);
    expect(compressUpcA(long)).toBe(short);
  });

  test('what is none', () => {
    expect([expandUpcE('04252615'), expandUpcE('24252614'), compressUpcA('036000291452')]).toEqual([
      null,
      null,
      null,
    ]);
  });

  test('each short code has one long one', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[01]\d{11}$/), (body) => {
        const long = `${body.slice(0, 11)}${checkDigit(body.slice(0, 11))}`;
        const short = compressUpcA(long);
        if (short !== null) expect(expandUpcE(short)).toBe(long);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a scan of any form finds the product (pos-features.md 2.3.1)', () => {
  test.each([
    ['036000291452', ['036000291452', '0036000291452', '00036000291452']],
    ['0036000291452', ['0036000291452', '036000291452', '00036000291452']],
    ['4006381333931', ['4006381333931', '04006381333931']],
    ['04006381333931', ['04006381333931', '4006381333931']],
    ['15400141288763', ['15400141288763']],
    ['04252614', ['04252614', '0042100005264', '042100005264', '00042100005264']],
    ['ABC-123', ['ABC-123']],
    ['4006381333932', ['4006381333932']],
    [' 4006381333931 ', ['4006381333931', '04006381333931']],
  ])('%s', (code, forms) => {
    expect(barcodeForms(code)).toEqual(forms);
  });

  test('an EAN-8 and its long forms', () => {
    expect(barcodeForms('73513537')).toContain('0000073513537');
    expect(barcodeForms('0000073513537')).toContain('73513537');
  });
});

describe('a product’s barcode', () => {
  test.each([
    '4006381333931',
    '73513537',
    '04252614',
    'SKU-1',
    '12345',
    '2340119000000',
    '0212345000000',
    '20000011',
  ])('%s is taken', (code) => {
    expect(checkBarcode(code)).toEqual({ ok: true, value: code });
  });
  test.each(['4006381333932', '', 'two words', '条码', '036000291453', 'x'.repeat(49)])(
    '%s is refused',
    (code) => {
      expect(checkBarcode(code)).toMatchObject({ error: { code: 'BARCODE_INVALID' } });
    },
  );
});

describe('scale labels (pos-features.md 2.3)', () => {
  test('check 21 (pos-features.md 7, odoo#12205): 2112345015002 is item 12345, 1.500 kg', () => {
    expect(readLabel(rule('21.....{NNDDD}'), '2112345015002', 2)).toMatchObject({
      plu: '12345',
      base: '2112345000008',
      qty: 1500,
      amount: null,
    });
  });

  test('2100001027506 has base 2100001000004 and weighs 2.750 kg; listed with or without prefix and zeros', () => {
    const reading = readLabel(rule('21.....{NNDDD}'), '2100001027506', 2);
    expect(reading).toMatchObject({ base: '2100001000004', qty: 2750, plu: '00001' });
    expect(reading).toMatchObject({
      lookups: expect.arrayContaining(['2100001000004', '00001', '1', '2100001']),
    });
  });

  test('OCA: 0212345{NNNDD}x has base 0212345000007', () => {
    const code = `021234500250${checkDigit('021234500250')}`;
    expect(readLabel(rule('0212345{NNNDD}x', { kind: 'priced' }), code, 2)).toMatchObject({
      plu: '',
      base: '0212345000007',
      amount: 250,
    });
  });

  test('check 21 (opensourcepos#3188): a wrong check digit passes only where the rule says so, matched by item digits', () => {
    expect(readLabel(rule('23.....{NNDDD}'), '2340119005006', 2)).toBe('check-digit');
    const reading = readLabel(rule('23.....{NNDDD}', { checkDigit: 'ignore' }), '2340119005006', 2);
    expect(reading).toMatchObject({ plu: '40119', qty: 500, base: '2340119000002' });
    expect(reading).toMatchObject({ lookups: expect.arrayContaining(['2340119000000']) });
  });

  test.each([
    ['length', '21.....{NNDDD}', '211234501500'],
    ['digits', '21.....{NNDDD}', '2212345015001'],
    ['decimals', '21.....{NDDDD}', '2112345015002'],
    ['pattern', '21.....', '2112345015002'],
  ] as const)('does not fit by %s', (misfit, pattern, code) => {
    expect(readLabel(rule(pattern, pattern.includes('NDDDD') ? { kind: 'priced' } : {}), code, 2)).toBe(
      misfit,
    );
  });

  test('decimals follow the currency: 1200 yen needs no point', () => {
    const code = `221234501200${checkDigit('221234501200')}`;
    expect(readLabel(rule('22.....{NNNNN}', { kind: 'priced' }), code, 0)).toMatchObject({ amount: 1200 });
    expect(readLabel(rule('22.....{NNNNN}', { kind: 'priced' }), code, 2)).toMatchObject({ amount: 120_000 });
  });

  test('a price verifier digit is neither item nor price', () => {
    const code = `221234750250${checkDigit('221234750250')}`;
    expect(readLabel(rule('22....v{NNNDD}', { kind: 'priced' }), code, 2)).toMatchObject({
      plu: '1234',
      amount: 50250,
    });
  });

  test('the first rule that fits wins, and the tester shows what every rule makes of it', () => {
    const rules = [
      rule('20.....{NNDDD}'),
      rule('21.....{NNDDD}'),
      rule('2......{NNNDD}', { kind: 'priced' }),
    ];
    expect(matchLabel(rules, '2112345015002', 2)?.rule).toBe(rules[1]);
    expect(explainLabel(rules, ' 2112345015002', 2)).toMatchObject([
      { result: 'digits', chosen: false },
      { result: { qty: 1500 }, chosen: true },
      { result: { amount: 1500 }, chosen: false },
    ]);
    expect(matchLabel(rules, '4006381333931', 2)).toBeNull();
    const off = rules.map((each) => ({ ...each, active: false }));
    expect(matchLabel(off, '2112345015002', 2)).toBeNull();
    expect(explainLabel(off, '2112345015002', 2)[1]).toMatchObject({ result: 'inactive', chosen: false });
  });

  test.each([
    '',
    '21',
    'abc{NNDDD}.....',
    '21.....{NNDDD',
    '21.....{NNDDDD}',
    '.......{NNDDD}',
    '21x....{NNDDD}',
  ])('the pattern %s is refused', (pattern) => {
    expect(placesOf(rule(pattern))).toMatchObject({ error: { code: 'SETTING_INVALID' } });
  });

  test('the rules a shop starts with are sound', () => {
    for (const each of DEFAULT_SCALE_RULES) expect(placesOf(each).ok).toBe(true);
  });
});

describe('what a label puts on the ticket', () => {
  const code = (body: string) => `${body}${checkDigit(body)}`;
  const read = (given: ScaleRule, text: string) => {
    const reading = readLabel(given, text, 2);
    if (typeof reading === 'string') throw new Error(reading);
    return reading;
  };

  test('weighed: the quantity', () => {
    expect(scaleQuantity(read(rule('21.....{NNDDD}'), '2112345015002'), minor(1490))).toEqual({
      ok: true,
      value: { qty: 1500, fixedAmount: null, priceDiffers: false },
    });
  });

  test('priced: one, at the printed amount', () => {
    const reading = read(rule('22.....{NNNDD}', { kind: 'priced' }), code('221234501855'));
    expect(scaleQuantity(reading, minor(0))).toMatchObject({ value: { qty: 1000, fixedAmount: 1855 } });
  });

  test('priced with computed quantity: 18.55 at 14.90 is 1.245 kg (pos-features.md 2.3.2)', () => {
    const reading = read(rule('22.....{NNNDD}', { kind: 'priced-quantity' }), code('221234501855'));
    expect(scaleQuantity(reading, minor(1490))).toMatchObject({ value: { qty: 1245, fixedAmount: 1855 } });
    expect(scaleQuantity(reading, minor(0))).toMatchObject({ error: { code: 'PRICE_INVALID' } });
  });

  test('18 digits with both: the weight decides, the printed amount stands while it agrees (pos-features.md 2.3.7)', () => {
    const both = rule('22.....{p:NNNDD}{w:NNDDD}x', { kind: 'weighted-priced', checkDigit: 'ignore' });
    const reading = read(both, '221234501856012450');
    expect(reading).toMatchObject({ plu: '12345', qty: 1245, amount: 1856 });
    expect(scaleQuantity(reading, minor(1490))).toMatchObject({
      value: { qty: 1245, fixedAmount: 1856, priceDiffers: false },
    });
    expect(scaleQuantity(reading, minor(1590))).toMatchObject({
      value: { qty: 1245, fixedAmount: null, priceDiffers: true },
    });
  });

  test('an empty label is refused', () => {
    expect(scaleQuantity(read(rule('21.....{NNDDD}'), '2112345000008'), minor(100))).toMatchObject({
      error: { code: 'QUANTITY_INVALID', data: { label: true } },
    });
  });
});

describe('what a scan means', () => {
  const known = { rules: DEFAULT_SCALE_RULES, exponent: 2 };
  test.each([
    ['R01-1-000012', 'ticket'],
    ['R01-1B-R000012', 'return-slip'],
    ['R01-1-Z000012', 'unknown'],
    ['2112345015002', 'scale-label'],
    ['4006381333931', 'product'],
    ['ABC-123', 'product'],
    ['\u001d]E04006381333931\r', 'product'],
    ['', 'unknown'],
    ['two words', 'unknown'],
    ['条码', 'unknown'],
  ])('%s is a %s', (text, kind) => {
    expect(classifyScan(text, known).kind).toBe(kind);
  });

  test('control characters and the symbology mark are no part of the code', () => {
    expect(classifyScan('\u001d]E04006381333931\r', known)).toMatchObject({ text: '4006381333931' });
  });
});
