import type { PrinterStatus } from './printer.ts';

/**
 * Questions and answers of ESC/POS printers (Epson reference, DLE EOT and GS r). Answers come as single bytes in
 * one stream; their fixed bits tell them apart: 0xx1xx10 answers `DLE EOT`, 0xx0xxxx answers `GS r`.
 */
export const ASK_STATUS = Uint8Array.of(0x10, 0x04, 1, 0x10, 0x04, 2, 0x10, 0x04, 4);
/** How many bytes answer `ASK_STATUS`. */
export const STATUS_ANSWERS = 3;

export const isRealTime = (byte: number): boolean => (byte & 0x93) === 0x12;
export const isInOrder = (byte: number): boolean => (byte & 0x90) === 0;
/** `GS r 1`: bits 2 and 3 say the paper has ended. */
export const saysPaperEnd = (byte: number): boolean => (byte & 0x0c) !== 0;

/** What the three answers to `ASK_STATUS` mean, in the order asked: printer, cause of being offline, paper. */
export function readStatus(answers: readonly number[]): PrinterStatus {
  const [printer, cause, paper] = answers;
  if (printer === undefined || cause === undefined || paper === undefined) return { kind: 'silent' };
  if ((paper & 0x60) !== 0 || (cause & 0x20) !== 0) return { kind: 'trouble', trouble: 'paper-out' };
  if ((cause & 0x04) !== 0) return { kind: 'trouble', trouble: 'cover-open' };
  if ((printer & 0x08) !== 0) return { kind: 'trouble', trouble: 'offline' };
  return { kind: 'ready', paperLow: (paper & 0x0c) !== 0 };
}
