import { expect, test } from 'vitest';
import { byteWords } from './byte-words.ts';

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1536, '1.5 KB'],
  [5 * 1024 ** 2, '5.0 MB'],
  [250 * 1024 ** 2, '250 MB'],
  [2 * 1024 ** 3, '2.0 GB'],
])('%i bytes are %s', (bytes, words) => expect(byteWords(bytes)).toBe(words));
