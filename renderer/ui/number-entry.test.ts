import { describe, expect, test } from 'vitest';
import { entryValue, moneyEntry, type PadKey, padKeyOf, pressPad } from './number-entry.ts';

const type = (keys: readonly PadKey[], decimals = 2) =>
  keys.reduce((text, key) => pressPad(text, key, moneyEntry(decimals)), '');

describe('number pad', () => {
  test.each<[readonly PadKey[], number, string, number | null]>([
    [['2', '00'], 2, '200', 20_000],
    [['1', '2', '.', '5'], 2, '12.5', 1250],
    [['1', '2', '.', '5', '0', '7'], 2, '12.50', 1250],
    [['.', '5'], 2, '0.5', 50],
    [['0', '0', '7'], 2, '7', 700],
    [['00'], 2, '0', 0],
    [['1', '.', '.', '2'], 2, '1.2', 120],
    [['1', '2', 'back'], 2, '1', 100],
    [['1', 'clear'], 2, '', null],
    [['back'], 2, '', null],
    [['1', '.'], 2, '1.', 100],
    [['5', '.', '5'], 0, '55', 55],
    [['1', '2', '3', '4', '5', '6', '7', '8', '9', '0'], 2, '123456789', 12_345_678_900],
    [['1', '.', '5', '00'], 2, '1.50', 150],
  ])('%j with %i decimals shows %j, is %j', (keys, decimals, text, value) => {
    expect(type(keys, decimals)).toBe(text);
    expect(entryValue(type(keys, decimals), decimals)).toBe(value);
  });
  test.each([
    ['7', '7'],
    ['.', '.'],
    [',', '.'],
    ['，', '.'],
    ['a', null],
    ['', null],
  ])('%j is the key %j', (char, key) => expect(padKeyOf(char)).toBe(key));
});
