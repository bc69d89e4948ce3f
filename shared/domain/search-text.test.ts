import { expect, test } from 'vitest';
import { matchesSearch, searchText, searchTokens } from './search-text.ts';

test.each([
  ['Crème Brûlée', 'creme brulee'],
  ['ＣＯＣＡ　ｃｏｌａ', 'coca cola'],
  ['Straße Øl Łódź', 'strasse ol lodz'],
  ['Coffee 250 g', 'coffee 250g'],
  ['Water 1,5 L', 'water 1,5l'],
  ['500 grapes', '500 grapes'],
  ['İstanbul ILIK', 'istanbul ilik'],
  ['がぎぐ 한글', 'がぎぐ 한글'],
  ['', ''],
])('%s → %s', (text, expected) => {
  expect(searchText(text)).toBe(expected);
});

test.each([
  ['雪碧 Sprite 330ml', ['雪', '碧', 'sprite', '330ml']],
  ['红富士苹果Fuji', ['红', '富', '士', '苹', '果', 'fuji']],
  ["Ben & Jerry's 1.5l", ['ben', 'jerry', 's', '1', '5l']],
  ['--- !', []],
])('the words of %s', (text, expected) => {
  expect(searchTokens(text)).toEqual(expected);
});

test('writing and asking in any form of the same words meet', () => {
  const shelf = searchTokens('Crème fraîche épaisse 30 cl');
  for (const asked of ['creme epa', 'CRÈME 30cl', '30 cl', 'frai', '']) {
    expect(matchesSearch(shelf, searchTokens(asked))).toBe(true);
  }
  expect(matchesSearch(shelf, searchTokens('creme x'))).toBe(false);
});
