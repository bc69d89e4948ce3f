/** What a key types, read from a keydown. Under an input method only the place of the key is known. */
export interface TypingKey {
  readonly key: string;
  readonly code: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly isComposing: boolean;
  readonly keyCode: number;
  getModifierState(name: string): boolean;
}

/** GS, the separator of GS1 element strings; scanners send it as Ctrl+] or F8. */
export const GROUP_SEPARATOR = '\u001d';

/** A key an input method holds back: `key` says only "Process" then. */
export const isComposing = (event: Pick<TypingKey, 'isComposing' | 'keyCode'>): boolean =>
  event.isComposing || event.keyCode === 229;

/**
 * The character a press types, or null for a key that types none.
 * While an input method composes, the character is taken from the key's place on a US keyboard, which is what scanners send.
 */
export function charOf(event: TypingKey): string | null {
  if (event.ctrlKey && event.code === 'BracketRight') return GROUP_SEPARATOR;
  const altGraph = event.getModifierState('AltGraph');
  if ((event.ctrlKey || event.altKey || event.metaKey) && !altGraph) return null;
  if (OPERATORS.has(event.code)) return null;
  if (!isComposing(event)) return /^.$/u.test(event.key) ? event.key : null;
  return charAt(event.code, event.shiftKey);
}

/** Numpad operators are till keys, never part of a code. */
const OPERATORS = new Set(['NumpadAdd', 'NumpadSubtract', 'NumpadMultiply', 'NumpadDivide']);

function charAt(code: string, shifted: boolean): string | null {
  const letter = /^Key([A-Z])$/.exec(code)?.[1];
  if (letter !== undefined) return shifted ? letter : letter.toLowerCase();
  const numpad = /^Numpad(\d)$/.exec(code)?.[1];
  if (numpad !== undefined) return numpad;
  const pair = PLACES[code];
  return pair?.charAt(shifted ? 1 : 0) ?? null;
}

const PLACES: Readonly<Record<string, string>> = {
  Digit0: '0)',
  Digit1: '1!',
  Digit2: '2@',
  Digit3: '3#',
  Digit4: '4$',
  Digit5: '5%',
  Digit6: '6^',
  Digit7: '7&',
  Digit8: '8*',
  Digit9: '9(',
  Minus: '-_',
  Equal: '=+',
  BracketLeft: '[{',
  BracketRight: ']}',
  Backslash: '\\|',
  Semicolon: ';:',
  Quote: '\'"',
  Backquote: '`~',
  Comma: ',<',
  Period: '.>',
  Slash: '/?',
  Space: '  ',
  NumpadDecimal: '..',
};
