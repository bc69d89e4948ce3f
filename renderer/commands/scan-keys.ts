import {
  type FieldBefore,
  fieldOf,
  remember,
  setField,
  takesScan,
  takesTypedCodes,
  undoLeak,
} from './field-leak.ts';
import { charOf, GROUP_SEPARATOR, isComposing } from './key-char.ts';
import { deliverScan } from './scan-desk.ts';
import {
  IDLE,
  interrupt,
  lapse,
  looksLikeScan,
  patience,
  type ScannerState,
  type ScannerStep,
  type Stroke,
  stroke,
  suffix,
  typedBarcode,
} from './scanner.ts';

/** What the key stream needs from outside. */
export interface ScanKeysPorts {
  /** Characters typed while no field has the focus, once it is sure they are no scan. */
  readonly typed: (strokes: readonly Stroke[]) => void;
}

export interface ScanKeys {
  /** Sees every keydown first; true when the press is spoken for. */
  readonly keydown: (event: KeyboardEvent) => boolean;
  /** Focus or pointer moved on: what was gathered was typing. */
  readonly interrupt: () => void;
  readonly stop: () => void;
}

/**
 * Finds scans in the key stream of a window. In a text field characters appear at once and are taken out again when
 * they prove to be a scan; elsewhere they wait out the burst window, so that a scan never presses or types anything.
 */
export function scanKeys(ports: ScanKeysPorts): ScanKeys {
  let state: ScannerState = IDLE;
  let before: FieldBefore | null = null;
  let composed = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const settle = (step: ScannerStep): void => {
    state = step.state;
    if (step.released.length > 0 && before === null) ports.typed(step.released);
    if (state.burst.length === 0) forget();
  };
  const forget = (): void => {
    before = null;
    composed = false;
    clearTimeout(timer);
  };
  const wait = (late: number): void => {
    clearTimeout(timer);
    // On a busy page the rest of a scan may stand in the queue behind this timer: then it is not over yet.
    timer = setTimeout(
      () => {
        if (isInputPending()) wait(late);
        else settle(lapse(state, Number.POSITIVE_INFINITY));
      },
      patience(state, late),
    );
  };

  const character = (event: KeyboardEvent, char: string): boolean => {
    const field = fieldOf(event.target);
    // Space alone is a press on the focused button; scans do not begin with it.
    if (char === ' ' && field === null && state.burst.length === 0) return false;
    const next = stroke(state, { at: event.timeStamp, code: event.code, char });
    const fresh = next.state.burst.length === 1;
    settle({ ...next, state: fresh ? IDLE : next.state });
    state = next.state;
    if (fresh) before = field === null ? null : remember(field);
    composed ||= isComposing(event);
    wait(performance.now() - event.timeStamp);
    if (field !== null) return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };

  const ending = (event: KeyboardEvent): boolean => {
    const step = suffix(state, event.timeStamp);
    const field = before?.field ?? null;
    if (step.scan === null) {
      settle(step);
      return handTyped(event);
    }
    swallow(event);
    if (field !== null && takesScan(field)) {
      setField(field, step.scan.text);
      settle(step);
      deliverScan(step.scan.text, 'field');
      return true;
    }
    if (before !== null) undoLeak(before, composed);
    settle(step);
    deliverScan(step.scan.text, 'scanner');
    return true;
  };

  return {
    keydown: (event) => {
      if (MODIFIERS.has(event.key)) return false;
      if (event.code === 'Enter' || event.code === 'Tab') return ending(event);
      const char =
        event.code === 'F8' && looksLikeScan(state, event.timeStamp) ? GROUP_SEPARATOR : charOf(event);
      if (char !== null && !(char === GROUP_SEPARATOR && !looksLikeScan(state, event.timeStamp))) {
        const taken = character(event, char);
        if (char === GROUP_SEPARATOR && !taken) swallow(event);
        return taken || char === GROUP_SEPARATOR;
      }
      settle(interrupt(state));
      return false;
    },
    interrupt: () => settle(interrupt(state)),
    stop: forget,
  };
}

/** Chromium tells whether key presses wait to be handled; elsewhere nobody knows. */
function isInputPending(): boolean {
  const { scheduling } = navigator as { scheduling?: { isInputPending?: () => boolean } };
  return scheduling?.isInputPending?.() ?? false;
}

const MODIFIERS = new Set(['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'NumLock']);

/** Enter after a barcode typed into search counts as a scan. */
function handTyped(event: KeyboardEvent): boolean {
  const field = fieldOf(event.target);
  if (event.code !== 'Enter' || field === null || isComposing(event) || !takesTypedCodes(field)) return false;
  const code = typedBarcode(field.value);
  if (code === null) return false;
  swallow(event);
  setField(field, '');
  deliverScan(code, 'typed');
  return true;
}

function swallow(event: KeyboardEvent): void {
  event.preventDefault();
  event.stopPropagation();
}
