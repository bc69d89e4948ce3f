import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { columnsOf, place, printable, wrap } from './width.ts';

describe('columns a text takes', () => {
  test.each([
    ['12.50', 5],
    ['有机苹果 500g', 13],
    ['￥12.50', 7],
    ['Crème brûlée', 12],
    ['', 0],
    ['ＡＢ', 4],
    ['（优惠）', 8],
    ['𠮷野家', 6],
  ])('%s takes %i', (text, columns) => expect(columnsOf(printable(text))).toBe(columns));
});

describe('what paper can show', () => {
  test.each([
    ['¥12.50', '￥12.50'],
    ['\u221212.50', '-12.50'],
    ['a\u00a0b\tc\nd', 'a b c d'],
    ['zero\u200bwidth\u202emark', 'zerowidthmark'],
    ['Kellogg’s “Corn” – flakes…', 'Kellogg\'s "Corn" - flakes...'],
    ['“优惠”', '“优惠”'],
    ['Łódź żółć', 'Lódz zólc'],
    ['e\u0301t\u0065\u0301', 'été'],
    ['milk 🥛', 'milk ?'],
    ['ｱｲｽ', 'アイス'],
    ['한글', '한글'],
    ['Борщ', 'Борщ'],
    ['Dr. Oetker™ 5€', 'Dr. Oetker™ 5€'],
  ])('%j is %j', (from, to) => expect(printable(from)).toBe(to));

  test('printing twice changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(printable(printable(text))).toBe(printable(text));
      }),
    );
  });
});

describe('wrapping', () => {
  test.each([
    ['Organic whole milk', 10, ['Organic', 'whole milk']],
    ['有机苹果有机苹果', 7, ['有机苹', '果有机', '苹果']],
    ['Supercalifragilistic', 8, ['Supercal', 'ifragili', 'stic']],
    ['心相印抽纸 3层120抽', 12, ['心相印抽纸 3', '层120抽']],
    ['谢谢惠顾，欢迎再来', 8, ['谢谢惠', '顾，欢迎', '再来']],
    ['', 10, ['']],
  ])('%s in %i', (text, columns, rows) => expect(wrap(text, columns)).toEqual(rows));

  test('no row is too wide and nothing but spaces is lost', () => {
    const words = fc.array(
      fc.constantFrom('有机苹果', 'milk', '，', ' ', 'é', '１', 'Extraordinarily', '(x)', '￥'),
      { maxLength: 40 },
    );
    fc.assert(
      fc.property(words, fc.integer({ min: 8, max: 48 }), (parts, columns) => {
        const text = printable(parts.join(''));
        const rows = wrap(text, columns);
        expect(rows.every((row) => columnsOf(row) <= columns)).toBe(true);
        expect(rows.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
      }),
      { numRuns: 2000 },
    );
  });
});

test('placing never cuts', () => {
  expect(place('有机', 8, 'right')).toBe('    有机');
  expect(place('有机', 8, 'center')).toBe('  有机');
  expect(place('too long', 4, 'right')).toBe('too long');
});
