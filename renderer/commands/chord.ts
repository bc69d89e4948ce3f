/**
 * A key with its modifiers, named by place and not by letter, so that it is the same key on every layout and under
 * every input method: `F2`, `NumpadAdd`, `Ctrl+KeyK`, `Alt+KeyP`.
 */
export type Chord = string;

/** What a chord is read from: a keydown, or a test's description of one. */
export interface KeyLike {
  readonly code: string;
  readonly ctrlKey?: boolean;
  readonly metaKey?: boolean;
  readonly altKey?: boolean;
  readonly shiftKey?: boolean;
}

/**
 * The chord of a key press. ⌘ counts as Ctrl.
 * @example chordOf({ code: 'KeyK', ctrlKey: true }) === 'Ctrl+KeyK'
 */
export function chordOf(key: KeyLike): Chord {
  const held = [
    key.ctrlKey === true || key.metaKey === true ? 'Ctrl+' : '',
    key.altKey === true ? 'Alt+' : '',
    key.shiftKey === true ? 'Shift+' : '',
  ];
  return `${held.join('')}${key.code}`;
}

const keyOf = (chord: Chord): string => chord.slice(chord.lastIndexOf('+') + 1);

export const isFunctionChord = (chord: Chord): boolean => /^F\d{1,2}$/.test(keyOf(chord));

/** Whether the chord puts a character into a field. Numpad operators do not count: they are till keys. */
export function isTextChord(chord: Chord): boolean {
  if (/^(Ctrl|Alt)\+/.test(chord)) return false;
  return /^(Key[A-Z]|Digit\d|Numpad(\d|Decimal)|Space|Minus|Equal|Bracket(Left|Right)|Backslash|Semicolon|Quote|Backquote|Comma|Period|Slash|Intl\w+)$/.test(
    keyOf(chord),
  );
}

/** Chords that belong to the browser, the system or to editing text, and so can't be given to an action. */
export function isUsableChord(chord: Chord): boolean {
  if (TAKEN.has(chord)) return false;
  return !/^(Ctrl|Alt|Shift|Meta)(Left|Right)$/.test(keyOf(chord));
}

const TAKEN = new Set([
  'F11',
  'Tab',
  'Shift+Tab',
  'Alt+F4',
  'Alt+Tab',
  ...['C', 'V', 'X', 'A', 'Z', 'Y', 'T', 'N', 'W'].map((letter) => `Ctrl+Key${letter}`),
  ...['T', 'N', 'W'].map((letter) => `Ctrl+Shift+Key${letter}`),
]);

/** The few caps whose word depends on the language. */
export interface CapWords {
  readonly enter: string;
  readonly space: string;
  readonly esc: string;
  readonly num: string;
}

/**
 * What is printed on the key cap.
 * @example chordCap('NumpadAdd', words) === 'Num +'; chordCap('Ctrl+KeyK', words) === 'Ctrl K'
 */
export function chordCap(chord: Chord, words: CapWords): string {
  const parts = chord.split('+');
  const key = parts.pop() ?? '';
  return [...parts, capOf(key, words)].join(' ');
}

function capOf(key: string, words: CapWords): string {
  const named = NAMED[key];
  if (named !== undefined) return named;
  if (key === 'Enter') return words.enter;
  if (key === 'Space') return words.space;
  if (key === 'Escape') return words.esc;
  if (key === 'NumpadEnter') return `${words.num} ${words.enter}`;
  const numpad = /^Numpad(.+)$/.exec(key)?.[1];
  if (numpad !== undefined) return `${words.num} ${NUMPAD[numpad] ?? numpad}`;
  return key.replace(/^(Key|Digit)/, '');
}

const NUMPAD: Readonly<Record<string, string>> = {
  Add: '+',
  Subtract: '−',
  Multiply: '*',
  Divide: '/',
  Decimal: '.',
};

const NAMED: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Backspace: '⌫',
  Delete: 'Del',
  PageUp: 'PgUp',
  PageDown: 'PgDn',
  Slash: '/',
  Minus: '-',
  Equal: '=',
  Comma: ',',
  Period: '.',
  Semicolon: ';',
  Quote: "'",
  BracketLeft: '[',
  BracketRight: ']',
  Backslash: '\\',
  Backquote: '`',
};
