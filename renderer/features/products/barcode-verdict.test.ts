import { describe, expect, test } from 'vitest';
import { codesStand, judgeBarcode } from './barcode-verdict.ts';

describe('what the form says about a code', () => {
  test.each([
    ['', [], { is: 'empty' }],
    ['3017620422003', [], { is: 'good' }],
    [' 3017620422003 ', [], { is: 'good' }],
    ['036000291452', [], { is: 'good' }],
    // GS1 General Specifications 7.9: 3 · (1 + 6 + 0 + …) …
    ['3017620422004', [], { is: 'check-digit', right: '3017620422003' }],
    ['2100001000005', [], { is: 'own' }],
    ['A-17', [], { is: 'own' }],
    ['a b', [], { is: 'signs' }],
    ['3017620422003', ['3017620422003'], { is: 'twice' }],
  ] as const)('%j beside %j', (code, others, verdict) => {
    expect(judgeBarcode(code, others)).toEqual(verdict);
  });
  test('a list stands when each code does', () => {
    expect(codesStand(['3017620422003', ''])).toBe(true);
    expect(codesStand(['3017620422003', '3017620422003'])).toBe(false);
  });
});
