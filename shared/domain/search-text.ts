/**
 * A text as search sees it: one width, small letters, accents off, a number and its unit in one word. Index and query
 * both go through here, so they can't differ. Han and kana stay as they are; words are cut by `searchTokens`.
 *
 * @example searchText('Crème Brûlée 500 G') === 'creme brulee 500g'
 */
export const searchText = (text: string): string =>
  withUnits(ASCII.test(text) ? text.toLowerCase() : plain(text));

const ASCII = /^[\x20-\x7e]*$/;

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    // Latin, Greek and Cyrillic accents only: the marks of kana and Indic scripts are part of the letter.
    .replace(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
    .replace(/[ßæœøłđðþı]/g, (letter) => PLAIN[letter] ?? letter);

const withUnits = (text: string): string =>
  text.replace(/(\d)\s+(?=(?:kg|g|mg|l|dl|cl|ml|oz|lb|m|cm|mm)(?![\p{L}\p{N}]))/gu, '$1');

/** Letters that carry no separable accent. */
const PLAIN: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

const TOKENS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[[\p{L}\p{N}\p{M}]--[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]]+/gv;

/**
 * The words of a text, in order: runs of letters and digits, and every Han or kana character by itself.
 *
 * @example searchTokens('雪碧 Sprite 330ml') → ['雪', '碧', 'sprite', '330ml']
 */
export const searchTokens = (text: string): string[] => searchText(text).match(TOKENS) ?? [];

/** Whether every word asked for begins a word of the text; an empty question matches all. */
export const matchesSearch = (tokens: readonly string[], asked: readonly string[]): boolean =>
  asked.every((word) => tokens.some((token) => token.startsWith(word)));
