import { describe, expect, test } from 'vitest';
import { DOMAIN_ERRORS } from '../domain/error.ts';
import { localeFor } from './locale.ts';
import { en } from './messages/en/index.ts';
import { zhCN } from './messages/zh-CN/index.ts';
import { pluralIn } from './plural.ts';
import { errorText, translator } from './translate.ts';

/** Answers every property with a word, so any message function can be tried. */
const anything = new Proxy({}, { get: (_target, key) => (key === Symbol.toPrimitive ? undefined : '7') });
const said = (text: unknown): string =>
  typeof text === 'function' ? String((text as (p: unknown) => string)(anything)) : String(text);

/** Words that are the same in both languages: names and key caps. */
const SAME = new Set(['common.appName', 'keys.esc']);

describe('catalogue', () => {
  test('both languages have the same keys', () => {
    expect(Object.keys(zhCN).toSorted()).toEqual(Object.keys(en).toSorted());
  });

  test('nothing is empty, nothing has stray spaces', () => {
    const bad = [...Object.entries(en), ...Object.entries(zhCN)].filter(([, text]) => {
      const words = said(text);
      return words.trim() === '' || words !== words.trim() || words.includes('undefined');
    });
    expect(bad.map(([key]) => key)).toEqual([]);
  });

  test('Chinese is translated, not left in English', () => {
    const left = Object.entries(zhCN).filter(
      ([key, text]) => !SAME.has(key) && /[a-z]{2}/i.test(said(text)) && !/\p{Script=Han}/u.test(said(text)),
    );
    expect(left.map(([key]) => key)).toEqual([]);
  });

  test('English has no Chinese left in it', () => {
    expect(Object.entries(en).filter(([, text]) => /\p{Script=Han}/u.test(said(text)))).toEqual([]);
  });

  test('every refusal of the domain has its words, with and without data', () => {
    for (const locale of ['en', 'zh-CN'] as const) {
      const t = translator(locale);
      for (const code of DOMAIN_ERRORS) {
        expect(errorText(t, code)).not.toMatch(/undefined|^error\./);
        expect(
          errorText(t, code, { most: '10 %', due: '¥1.00', left: '2', minutes: '5', name: 'Milk' }),
        ).not.toBe('');
      }
    }
  });
});

describe('plural', () => {
  test.each([
    [0, '0 items'],
    [1, '1 item'],
    [2, '2 items'],
    [1234, '1,234 items'],
  ])('%i is "%s"', (count, words) => {
    expect(pluralIn('en')(count, { one: '# item', other: '# items' })).toBe(words);
  });
  test('zero may have its own words', () => {
    expect(pluralIn('en')(0, { zero: 'none', other: '#' })).toBe('none');
  });
});

test.each([
  [['zh-Hans-CN', 'en'], 'zh-CN'],
  [['de-DE', 'en-GB'], 'en'],
  [[], 'en'],
] as const)('%j starts in %s', (preferred, locale) => expect(localeFor(preferred)).toBe(locale));
