import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  IDLE,
  interrupt,
  lapse,
  looksLikeScan,
  patience,
  RHYTHM,
  type ScannerState,
  type ScannerStep,
  type Stroke,
  stroke,
  suffix,
  typedBarcode,
} from './scanner.ts';

/** A key stream in short: `4@10` is "4" at 10 ms, `⏎@30` the suffix, `↑@50` any other key, `…@200` a timer at 200 ms. */
function play(stream: string): readonly string[] {
  let state: ScannerState = IDLE;
  const heard: string[] = [];
  const take = (step: ScannerStep): void => {
    state = step.state;
    if (step.released.length > 0) heard.push(`keys ${step.released.map((key) => key.char).join('')}`);
    if (step.scan !== null) heard.push(`scan ${step.scan.text}`);
  };
  for (const word of stream.split(' ')) {
    const [char = '', time = '0'] = word.split('@');
    const at = Number(time);
    if (char === '⏎') {
      const step = suffix(state, at);
      take(step);
      if (step.scan === null) heard.push('enter');
    } else if (char === '…') take(lapse(state, at));
    else if (char === '↑') take(interrupt(state));
    else take(stroke(state, { at, code: `Digit${char}`, char }));
  }
  return heard;
}

describe('scan or typing', () => {
  test.each([
    ['a scanner at 10 ms a key', '4@0 0@10 1@20 2@30 ⏎@40', ['scan 4012']],
    ['the slowest scanner we accept: mean 35 ms', '4@0 0@35 1@70 ⏎@105', ['scan 401']],
    ['a hair slower is typing', '4@0 0@36 1@72 ⏎@108', ['keys 401', 'enter']],
    [
      'one long gap within a fast burst is forgiven up to 100 ms',
      '4@0 0@5 1@105 2@110 3@115 ⏎@120',
      ['scan 40123'],
    ],
    ['a gap over 100 ms breaks the burst', '4@0 0@5 1@106 2@111 3@116 ⏎@121', ['keys 40', 'scan 123']],
    ['two characters are never a scan', '4@0 0@5 ⏎@10', ['keys 40', 'enter']],
    ['a person typing an amount and Enter', '2@0 0@180 0@350 ⏎@700', ['keys 2', 'keys 0', 'keys 0', 'enter']],
    ['quick fingers, 60 ms a key', '2@0 0@60 0@120 ⏎@180', ['keys 200', 'enter']],
    ['Enter alone', '⏎@0', ['enter']],
    ['a scan whose suffix is late is typing', '4@0 0@5 1@10 ⏎@200', ['keys 401', 'enter']],
    ['typing lapses after the window', '7@0 …@50 …@101', ['keys 7']],
    ['a function key ends the gathering', '7@0 ↑@20', ['keys 7']],
    [
      'three codes in 300 ms are three scans',
      '1@0 2@10 3@20 ⏎@30 4@100 5@110 6@120 ⏎@130 7@200 8@210 9@220 ⏎@230',
      ['scan 123', 'scan 456', 'scan 789'],
    ],
    ['a typed digit, a pause, then a scan', '3@0 …@101 4@500 0@505 1@510 ⏎@515', ['keys 3', 'scan 401']],
  ])('%s', (_what, stream, heard) => expect(play(stream)).toEqual(heard));

  test('every character is either scanned or released, once and in order', () => {
    const gap = fc.integer({ min: 1, max: 150 });
    const key = fc.record({ gap, kind: fc.constantFrom('char', 'char', 'char', 'suffix', 'other', 'timer') });
    fc.assert(
      fc.property(fc.array(key, { maxLength: 60 }), (keys) => {
        let state: ScannerState = IDLE;
        let at = 0;
        const typed: string[] = [];
        const out: string[] = [];
        const take = (step: ScannerStep): void => {
          state = step.state;
          out.push(...step.released.map((s) => s.char), ...(step.scan?.strokes.map((s) => s.char) ?? []));
        };
        for (const { gap: wait, kind } of keys) {
          at += wait;
          const char = String(typed.length);
          if (kind === 'char') typed.push(char);
          if (kind === 'char') take(stroke(state, { at, code: '', char }));
          else if (kind === 'suffix') take(suffix(state, at));
          else if (kind === 'timer') take(lapse(state, at));
          else take(interrupt(state));
        }
        take(interrupt(state));
        expect(out).toEqual(typed);
      }),
    );
  });
});

test('a burst at a scanner pace claims odd keys inside it', () => {
  const burst = ['0', '1', '0'].reduce<ScannerState>(
    (state, char, index) => stroke(state, { at: index * 10, code: '', char } satisfies Stroke).state,
    IDLE,
  );
  expect([
    looksLikeScan(burst, 30),
    looksLikeScan(burst, 30 + RHYTHM.maxGap),
    looksLikeScan(IDLE, 0),
  ]).toEqual([true, false, false]);
});

test.each([
  ['a first character', '4@0', 0, 101],
  ['one that came late: the next may take as long', '4@0', 300, 401],
  ['one whose time can’t be true', '4@0', 60_000, 601],
  ['three quick ones may be fingers', '4@0 0@10 1@20', 0, 101],
  ['four at the pace of a scanner', '4@0 0@10 1@20 2@30', 0, 500],
  ['four by quick fingers', '4@0 0@60 1@120 2@180', 0, 101],
  ['a clock that runs backwards', '4@0', -50, 101],
])('%s: waited for so many milliseconds', (_what, stream, late, ms) => {
  const burst = stream.split(' ').map((word): Stroke => {
    const [char = '', at] = word.split('@');
    return { at: Number(at), code: '', char };
  });
  expect(patience({ burst }, late)).toBe(ms);
});

test.each([
  ['12345678', '12345678'],
  [' 8710398500021 ', '8710398500021'],
  ['12345678901234', '12345678901234'],
  ['1234567', null],
  ['123456789012345', null],
  ['1234567a', null],
  ['', null],
])('typed by hand, %j is the barcode %j', (text, code) => expect(typedBarcode(text)).toBe(code));
