import type { PrintEvent } from './events.ts';
import type { PrinterState } from './state.ts';

/**
 * One ESC/POS command: how long it is, told from what has come so far (`null` = wait for more), and what it does. Source: Epson ESC/POS command reference; the sets are those receiptline and
 * node-thermal-printer send.
 */
export interface Command {
  length(bytes: Uint8Array): number | null;
  run(state: PrinterState, bytes: Uint8Array): PrintEvent | null;
}

/** A command of fixed length that only changes what the printer remembers. */
export const set = (length: number, change: (state: PrinterState, value: number) => void): Command => ({
  length: () => length,
  run: (state, bytes) => {
    change(state, bytes[length - 1] ?? 0);
    return null;
  },
});

/** A command of fixed length that makes the printer do something. */
export const act = (
  length: number,
  event: (bytes: Uint8Array, state: PrinterState) => PrintEvent | null,
): Command => ({
  length: () => length,
  run: (state, bytes) => event(bytes, state),
});

/** Two bytes, low one first. */
export const word = (bytes: Uint8Array, at: number): number => (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8);
