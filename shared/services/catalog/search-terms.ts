import { searchText } from '#shared/domain/search-text.ts';

/** A run of characters of which each is a word, or a run of letters and digits of other scripts ("雪碧330ml" is two runs). */
const RUNS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+|[[\p{L}\p{N}]--[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]]+/gv;
const CHARACTERS = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

const MAX_TERMS = 8;
const MAX_LENGTH = 40;

/**
 * What a typed text asks for: every term must begin a word of the product. A run of Han characters is a term of single
 * characters that must follow each other.
 *
 * @example searchTerms('Crème 红烧') → ['creme', '红 烧']
 */
export const searchTerms = (text: string): string[] =>
  runs(text)
    .map((run) => spaced(run.slice(0, MAX_LENGTH)))
    .slice(0, MAX_TERMS);

/** The words of a product as the index keeps them: plain, parted by blanks, Han characters each a word. */
export const indexedWords = (texts: readonly string[]): string =>
  texts.flatMap((text) => runs(text).map(spaced)).join(' ');

/** Whether every term begins a word of the text, which is `indexedWords` with a blank before it. */
export const matchesTerms = (text: string, terms: readonly string[]): boolean =>
  terms.every((term) => text.includes(` ${term}`));

const runs = (text: string): string[] => searchText(text).match(RUNS) ?? [];

const spaced = (run: string): string => (CHARACTERS.test(run) ? Array.from(run).join(' ') : run);
