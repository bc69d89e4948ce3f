import { err, ok, type Result } from '../result.ts';

/**
 * A slip on its way to paper. The rule kept here: **no slip is printed twice without being marked as a copy.**
 *
 * ```
 * queued ──▶ sending ──▶ sent ──▶ confirmed
 *   │ ▲         │ └──────────────▶ confirmed
 *   │ └─────────┤ refused before the first byte: tried again later
 *   │           └──▶ asked ("Did it print?") ──▶ printed | discarded
 *   └──▶ waiting-tap (older than two minutes) ──▶ queued | discarded
 * ```
 *
 * `sending` is committed before the first byte, so a job found in it after a crash may be on paper, in part or
 * whole: only a person can say. A slip that did not print is never sent again; a reprint is a new job, marked as a copy.
 */
export type PrintJobState =
  | 'queued'
  | 'sending'
  | 'sent'
  | 'confirmed'
  | 'asked'
  | 'printed'
  | 'waiting-tap'
  | 'discarded';

export type PrintJobEvent =
  | 'send'
  | 'refused'
  | 'handed-over'
  | 'confirmed'
  | 'broken'
  | 'grown-old'
  | 'said-printed'
  | 'said-not-printed'
  | 'tap-print'
  | 'tap-discard';

/** The state a job goes to, or which event was impossible in which state. */
export function nextPrintState(
  state: PrintJobState,
  event: PrintJobEvent,
): Result<PrintJobState, { readonly state: PrintJobState; readonly event: PrintJobEvent }> {
  const next = STEPS[state][event];
  return next === undefined ? err({ state, event }) : ok(next);
}

const STEPS: Readonly<Record<PrintJobState, Partial<Record<PrintJobEvent, PrintJobState>>>> = {
  queued: { send: 'sending', 'grown-old': 'waiting-tap', 'tap-print': 'queued', 'tap-discard': 'discarded' },
  sending: { refused: 'queued', 'handed-over': 'sent', confirmed: 'confirmed', broken: 'asked' },
  sent: { confirmed: 'confirmed' },
  confirmed: {},
  asked: { 'said-printed': 'printed', 'said-not-printed': 'discarded' },
  printed: {},
  'waiting-tap': { 'tap-print': 'queued', 'tap-discard': 'discarded' },
  discarded: {},
};

/** A customer has left after two minutes: from then on a slip waits for a tap instead of printing by itself. */
export const STALE_AFTER_MS = 120_000;

/**
 * `wantedAt` is when the slip was last asked for: when it was made, or tapped. One from the future was asked for before the
 * clock was set back: how old it is nobody knows.
 */
export const isStale = (wantedAt: number, now: number): boolean => Math.abs(now - wantedAt) > STALE_AFTER_MS;

/** The longest pause between two tries. */
const LONGEST_RETRY_MS = 15_000;

/** Milliseconds until a refused job's next try; 0 also where the clock was set back since: no pause is that long. */
export function retryIn(retryAt: number | null, now: number): number {
  const left = (retryAt ?? now) - now;
  return left > LONGEST_RETRY_MS ? 0 : Math.max(0, left);
}

/** Milliseconds until a refused job is tried again: 1, 2, 4, 8 s, then every 15 s. `attempts` counts from 1. */
export const retryDelay = (attempts: number): number =>
  Math.min(1000 * 2 ** Math.min(attempts - 1, 10), LONGEST_RETRY_MS);
