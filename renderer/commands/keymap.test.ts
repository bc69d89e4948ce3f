import { describe, expect, test } from 'vitest';
import type { ActionFace, Scope } from './action.ts';
import { chordCap, chordOf, isFunctionChord, isTextChord, isUsableChord } from './chord.ts';
import { charOf, type TypingKey } from './key-char.ts';
import { findClashes, keysOf, remap } from './keymap.ts';

const icon = () => null;
const face = (id: string, scope: Scope, ...keys: string[]): ActionFace => ({
  id,
  scope,
  keys,
  name: 'action.pay',
  icon,
});
const words = { enter: 'Enter', space: 'Space', esc: 'Esc', num: 'Num' };

describe('chords', () => {
  test.each([
    [{ code: 'F2' }, 'F2', 'F2'],
    [{ code: 'KeyK', ctrlKey: true }, 'Ctrl+KeyK', 'Ctrl K'],
    [{ code: 'KeyK', metaKey: true }, 'Ctrl+KeyK', 'Ctrl K'],
    [{ code: 'KeyP', altKey: true, shiftKey: true }, 'Alt+Shift+KeyP', 'Alt Shift P'],
    [{ code: 'NumpadAdd' }, 'NumpadAdd', 'Num +'],
    [{ code: 'NumpadEnter' }, 'NumpadEnter', 'Num Enter'],
    [{ code: 'Escape' }, 'Escape', 'Esc'],
    [{ code: 'ArrowUp' }, 'ArrowUp', '↑'],
    [{ code: 'Digit3' }, 'Digit3', '3'],
  ])('%j is %s, printed %s', (key, chord, cap) => {
    expect(chordOf(key)).toBe(chord);
    expect(chordCap(chord, words)).toBe(cap);
  });

  test.each([
    ['F2', true, false, true],
    ['Shift+F2', true, false, true],
    ['KeyN', false, true, true],
    ['Shift+KeyN', false, true, true],
    ['Alt+KeyN', false, false, true],
    ['Numpad7', false, true, true],
    ['NumpadMultiply', false, false, true],
    ['Ctrl+KeyC', false, false, false],
    ['F11', true, false, false],
    ['Tab', false, false, false],
    ['ShiftLeft', false, false, false],
  ])('%s: function %s, text %s, usable %s', (chord, isFunction, isText, usable) => {
    expect([isFunctionChord(chord), isTextChord(chord), isUsableChord(chord)]).toEqual([
      isFunction,
      isText,
      usable,
    ]);
  });
});

describe('clashes and remapping', () => {
  const pay = face('sell.pay', 'sell', 'F2', 'NumpadAdd');
  const take = face('pay.take', 'pay', 'Enter', 'NumpadAdd');
  const lock = face('till.lock', 'till', 'F12', 'Alt+KeyL');
  const help = face('help', 'everywhere', 'F1', 'Alt+KeyH');
  const fresh = face('office.new', 'office', 'KeyN');
  const all = [pay, take, lock, help, fresh];

  test('the same key on two screens is no clash, on one it is', () => {
    expect(findClashes(all)).toEqual([]);
    const clash = face('sell.other', 'sell', 'F2');
    expect(findClashes([...all, clash]).map(({ chord, second }) => [chord, second.id])).toEqual([
      ['F2', 'sell.other'],
    ]);
  });

  test.each([
    ['till.lock', ['F2', 'Alt+KeyX'], 'clash'],
    ['sell.pay', ['F1', 'NumpadAdd'], 'clash'],
    ['sell.pay', ['F3'], 'needs-plain'],
    ['sell.pay', ['F3', 'KeyP'], 'not-usable'],
    ['sell.pay', ['F3', 'Ctrl+KeyW'], 'not-usable'],
    ['sell.pay', [], 'needs-plain'],
  ])('%s on %j is refused: %s', (id, keys, reason) => {
    const answer = remap(all, {}, { id, keys });
    expect(answer.ok ? 'ok' : answer.error.reason).toBe(reason);
  });

  test('a new key replaces the old ones', () => {
    const answer = remap(all, {}, { id: 'sell.pay', keys: ['F3', 'Alt+KeyP'] });
    expect(answer).toEqual({ ok: true, value: { 'sell.pay': ['F3', 'Alt+KeyP'] } });
    if (answer.ok) expect(keysOf(pay, answer.value)).toEqual(['F3', 'Alt+KeyP']);
  });

  test('the back office may use plain letters', () => {
    expect(remap(all, {}, { id: 'office.new', keys: ['KeyB'] }).ok).toBe(true);
  });
});

describe('what a key types', () => {
  const key = (given: Partial<TypingKey>): TypingKey => ({
    key: '',
    code: '',
    shiftKey: false,
    ctrlKey: false,
    altKey: false,
    metaKey: false,
    isComposing: false,
    keyCode: 0,
    getModifierState: () => false,
    ...given,
  });
  test.each([
    ['a digit', key({ key: '7', code: 'Digit7' }), '7'],
    ['a letter', key({ key: 'A', code: 'KeyA', shiftKey: true }), 'A'],
    ['under an input method, by place', key({ key: 'Process', code: 'Digit7', keyCode: 229 }), '7'],
    [
      'under an input method, shifted',
      key({ key: 'Process', code: 'KeyA', shiftKey: true, isComposing: true }),
      'A',
    ],
    ['an arrow', key({ key: 'ArrowUp', code: 'ArrowUp' }), null],
    ['Ctrl and a letter', key({ key: 'k', code: 'KeyK', ctrlKey: true }), null],
    ['the GS1 separator', key({ key: ']', code: 'BracketRight', ctrlKey: true }), '\u001d'],
    [
      'AltGr types',
      key({ key: '@', code: 'KeyQ', ctrlKey: true, altKey: true, getModifierState: () => true }),
      '@',
    ],
    ['a numpad operator is a till key', key({ key: '+', code: 'NumpadAdd' }), null],
    ['a numpad digit', key({ key: '5', code: 'Numpad5' }), '5'],
  ])('%s', (_what, event, char) => expect(charOf(event)).toBe(char));
});
