import { createRequire } from 'node:module';

const HAN_RUN = /\p{Script=Han}+/gu;
/** Longer runs are cut: nobody types the initials of a sentence. */
const MAX_RUN = 24;

type Pinyin = typeof import('pinyin-pro').pinyin;
let pinyin: Pinyin | null = null;

/**
 * What a clerk types instead of Han characters: the syllables from each character on, joined, and their initials, so that a
 * word in the middle of a name is found too. Empty for a text without Han characters.
 *
 * @example pinyinWords('红烧牛肉') → 'hongshaoniurou shaoniurou niurou rou hsnr snr nr r'
 */
export function pinyinWords(text: string): string {
  const words: string[] = [];
  for (const [run] of text.matchAll(HAN_RUN)) {
    const syllables = syllablesOf(run.slice(0, MAX_RUN));
    const initials = syllables.map((s) => s.slice(0, 1));
    for (const list of [syllables, initials])
      for (let from = 0; from < list.length; from++) words.push(list.slice(from).join(''));
  }
  return words.join(' ');
}

/** ü is typed v. The dictionary (39 ms, 10 MB) is read when the first Han character is met: many stores have none. */
function syllablesOf(run: string): string[] {
  pinyin ??= (createRequire(import.meta.url)('pinyin-pro') as { pinyin: Pinyin }).pinyin;
  return pinyin(run, { toneType: 'none', type: 'array', v: true }).map((s) => s.toLowerCase());
}
