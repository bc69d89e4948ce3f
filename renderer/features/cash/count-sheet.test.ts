import { describe, expect, test } from 'vitest';
import { amountOf, countedOf, denominationFields, isCounted, totalOf } from './count-sheet.ts';

const notes = denominationFields([10_000, 5000, 10], String);

describe('count by denomination', () => {
  test('a note counts its value as often as it was typed', () => {
    const typed = { 'cash.10000': '3', 'cash.10': '07' };
    expect(notes.map((note) => amountOf(note, typed))).toEqual([30_000, null, 70]);
    expect(totalOf(notes, typed)).toBe(30_070);
    expect(countedOf(notes, typed)).toEqual([
      { value: 10_000, count: 3 },
      { value: 10, count: 7 },
    ]);
  });

  test('nothing typed is not counted; a typed zero is', () => {
    expect(isCounted(notes, {})).toBe(false);
    expect(isCounted(notes, { 'cash.5000': '0' })).toBe(true);
    expect(countedOf(notes, { 'cash.5000': '0' })).toEqual([{ value: 5000, count: 0 }]);
  });

  test('an amount is taken as it is typed', () => {
    const card = { id: 'card', label: 'Card', rules: { decimals: 2, digits: 9 }, each: null };
    expect(amountOf(card, { card: '12.5' })).toBe(1250);
    expect(countedOf([card], { card: '12.5' })).toEqual([]);
  });
});
