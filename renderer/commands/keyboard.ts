import { flushSync } from 'react-dom';
import { type Chord, chordOf, isFunctionChord, isTextChord } from './chord.ts';
import { fieldOf } from './field-leak.ts';
import { isComposing } from './key-char.ts';
import { actionFor, isMapped, perform } from './registry.ts';
import { scanKeys } from './scan-keys.ts';
import type { Stroke } from './scanner.ts';

/** Receives characters typed while no field has the focus; answers whether it took them. */
export type TypedKeysHandler = (strokes: readonly Stroke[]) => boolean;

const typists: TypedKeysHandler[] = [];

/** Becomes the first to get typed characters (the amount of the pay screen, a PIN); answers how to step down. */
export function takeTypedKeys(handler: TypedKeysHandler): () => void {
  typists.push(handler);
  return () => {
    const at = typists.lastIndexOf(handler);
    if (at !== -1) typists.splice(at, 1);
  };
}

/**
 * Listens to all keys of a window, before anything on the page does: first for scans, then for mapped keys.
 * Answers how to stop.
 */
export function listenToKeys(target: Window): () => void {
  const scans = scanKeys({ typed });
  const onKey = (event: KeyboardEvent): void => {
    if (!scans.keydown(event)) commandKey(event);
  };
  const capture = { capture: true } as const;
  target.addEventListener('keydown', onKey, capture);
  target.addEventListener('pointerdown', scans.interrupt, capture);
  target.addEventListener('blur', scans.interrupt);
  return () => {
    target.removeEventListener('keydown', onKey, capture);
    target.removeEventListener('pointerdown', scans.interrupt, capture);
    target.removeEventListener('blur', scans.interrupt);
    scans.stop();
  };
}

function typed(strokes: readonly Stroke[]): void {
  // Flushed at once: an Enter right behind must see the amount that was typed.
  const taken = flushSync(() => typists.toReversed().some((handler) => handler(strokes)));
  if (taken) return;
  for (const { code } of strokes) {
    const action = actionFor(code);
    if (action !== undefined) perform(action);
  }
}

/** Keys that do something of their own in a browser tab; a till never wants that, on any screen. */
const ALWAYS_OURS = new Set([
  'F1',
  'F2',
  'F3',
  'F4',
  'F5',
  'F6',
  'F7',
  'F8',
  'F9',
  'F10',
  'F12',
  'Ctrl+KeyK',
]);

function commandKey(event: KeyboardEvent): void {
  const chord = chordOf(event);
  if (isComposing(event) && !isFunctionChord(chord)) return;
  if (isHeldEnter(event)) {
    swallow(event);
    return;
  }
  const action = actionFor(chord);
  if (ALWAYS_OURS.has(chord) || (isMapped(chord) && !isEditing(chord))) event.preventDefault();
  if (action === undefined || belongsToTarget(chord, event.target)) return;
  swallow(event);
  if (event.repeat && action.repeats !== true) return;
  perform(action);
}

/** A held Enter must not press a button again and again: not once for money, and nowhere else either. */
const isHeldEnter = (event: KeyboardEvent): boolean =>
  event.repeat && event.code === 'Enter' && fieldOf(event.target) === null;

/** Keys that move or edit within whatever has the focus; their own meaning is only taken when the action runs. */
const isEditing = (chord: Chord): boolean =>
  isTextChord(chord) ||
  /^(Enter|Escape|Tab|Arrow\w+|Home|End|Page\w+|Delete|Backspace|NumpadEnter)$/.test(chord);

/** Whether what has the focus needs this key itself. */
function belongsToTarget(chord: Chord, target: EventTarget | null): boolean {
  if (!(target instanceof Element) || !isEditing(chord)) return false;
  const field = fieldOf(target);
  const open =
    target.getAttribute('aria-expanded') === 'true' || target.closest('[role=menu],[role=listbox]') !== null;
  if (chord === 'Escape') return open;
  if (chord === 'Enter' || chord === 'NumpadEnter' || chord === 'Space')
    return open || field instanceof HTMLTextAreaElement || (field === null && isPressable(target));
  if (chord === 'ArrowUp' || chord === 'ArrowDown')
    return open || field instanceof HTMLTextAreaElement || target.closest(TRAVELLED) !== null;
  return field !== null || open || target.closest(TRAVELLED) !== null;
}

const TRAVELLED =
  '[role=grid],[role=tablist],[role=radiogroup],[role=combobox],[role=slider],[aria-haspopup=listbox],input[type=radio],input[type=range],select';

const isPressable = (target: Element): boolean =>
  target.closest(
    'button,a[href],summary,select,[role=button],[role=tab],[role=switch],[role=checkbox],[role=grid],input',
  ) !== null;

function swallow(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopPropagation();
}
