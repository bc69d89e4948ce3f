import { indexedWords } from '#shared/services/catalog/search-terms.ts';
import { pinyinWords } from './pinyin-words.ts';

/** What the search index holds of one product. */
export interface IndexedText {
  readonly words: string;
  readonly pinyin: string;
  readonly category: string;
}

export function indexedText(product: {
  readonly name: string;
  /** JSON of further names by language. */
  readonly names: string;
  readonly sku: string | null;
  readonly category: string | null;
}): IndexedText {
  const names =
    product.names === '{}' ? [] : Object.values(JSON.parse(product.names) as Record<string, string>);
  const texts = [product.name, ...names];
  return {
    words: indexedWords(product.sku === null ? texts : [...texts, product.sku]),
    pinyin: pinyinWords(texts.join(' ')),
    category: product.category === null ? '' : categoryWord(product.category),
  };
}

/** One word per category, begun by a private-use character so that nothing typed ever meets it. */
export const categoryWord = (category: string): string =>
  `\uE000${category.toLowerCase().replaceAll(/[^a-z0-9]/g, '')}`;
