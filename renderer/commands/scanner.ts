/**
 * Tells a scanner from a person by rhythm alone: at least 3 characters with a mean gap of at most 35 ms and none over
 * 100 ms, ended by Enter or Tab at the same pace (docs/design: pos-features.md 4.1). Pure: time comes with the keys.
 */
export const RHYTHM = { minLength: 3, meanGap: 35, maxGap: 100 } as const;

/** One press of a key that types. `char` by meaning, `code` by place; `at` in milliseconds of the event's own clock. */
export interface Stroke {
  readonly at: number;
  readonly code: string;
  readonly char: string;
}

/** What is being gathered: the characters of a burst, oldest first. */
export interface ScannerState {
  readonly burst: readonly Stroke[];
}
export const IDLE: ScannerState = { burst: [] };

/** What a press meant. `released` are earlier characters that turned out to be typing, to be acted on before this press. */
export interface ScannerStep {
  readonly state: ScannerState;
  readonly released: readonly Stroke[];
  /** Set by the suffix of a scan: the code it carried. That suffix must reach nothing. */
  readonly scan: { readonly text: string; readonly strokes: readonly Stroke[] } | null;
}

/**
 * A character was typed or scanned.
 * @example stroke(IDLE, { at: 0, code: 'Digit4', char: '4' }).state.burst.length === 1
 */
export function stroke(state: ScannerState, next: Stroke): ScannerStep {
  const last = state.burst.at(-1);
  const broken = last !== undefined && next.at - last.at > RHYTHM.maxGap;
  return {
    state: { burst: broken ? [next] : [...state.burst, next] },
    released: broken ? state.burst : [],
    scan: null,
  };
}

/** Enter or Tab: ends a scan, or is a key of its own. */
export function suffix(state: ScannerState, at: number): ScannerStep {
  const { burst } = state;
  if (!isScan(burst, at)) return { state: IDLE, released: burst, scan: null };
  return { state: IDLE, released: [], scan: { text: textOf(burst), strokes: burst } };
}

/** Any other key, a pointer, a change of focus: what was gathered was typing. */
export const interrupt = (state: ScannerState): ScannerStep => ({
  state: IDLE,
  released: state.burst,
  scan: null,
});

/** Time has passed without a key. */
export function lapse(state: ScannerState, now: number): ScannerStep {
  const last = state.burst.at(-1);
  const over = last !== undefined && now - last.at > RHYTHM.maxGap;
  return over ? interrupt(state) : { state, released: [], scan: null };
}

/** Whether the burst already runs at a scanner's pace, so that odd keys inside it (a GS1 separator) belong to it. */
export function looksLikeScan(state: ScannerState, at: number): boolean {
  const { burst } = state;
  const first = burst[0];
  return burst.length >= 2 && first !== undefined && (at - first.at) / burst.length <= RHYTHM.meanGap;
}

/** Characters at a scanner's pace that no person types, and how long the rest of such a burst is waited for, in milliseconds. */
const SURE = { length: 4, patience: 500 } as const;

/**
 * How long to wait for the next key, in milliseconds, before what is gathered counts as typing. Presses are told apart by when they
 * were made, so waiting longer takes nothing for a scan that is none; on a busy machine the rest of a scan comes late. `late` is how
 * long ago the last one was made: the next may take as long, up to half a second. A burst that can only be a scanner's is given that anyhow.
 */
export function patience({ burst }: ScannerState, late: number): number {
  const [first, last] = [burst[0], burst.at(-1)];
  const sure =
    first !== undefined &&
    last !== undefined &&
    burst.length >= SURE.length &&
    (last.at - first.at) / (burst.length - 1) <= RHYTHM.meanGap;
  const behind = Math.min(Math.max(late, 0), SURE.patience);
  return Math.max(RHYTHM.maxGap + 1 + behind, sure ? SURE.patience : 0);
}

function isScan(burst: readonly Stroke[], end: number): boolean {
  const first = burst[0];
  const last = burst.at(-1);
  if (first === undefined || last === undefined || burst.length < RHYTHM.minLength) return false;
  if (end - last.at > RHYTHM.maxGap) return false;
  return (end - first.at) / burst.length <= RHYTHM.meanGap;
}

const textOf = (burst: readonly Stroke[]): string =>
  burst
    .map(({ char }) => char)
    .join('')
    .trim();

/**
 * Digits typed by hand that can only be a barcode: 8 to 14 of them, then Enter.
 * @example typedBarcode(' 8710398500021 ') === '8710398500021'; typedBarcode('1234') === null
 */
export function typedBarcode(text: string): string | null {
  const digits = text.trim();
  return /^\d{8,14}$/.test(digits) ? digits : null;
}
