import type { Category } from '#shared/domain/catalog/product.ts';
import type { FaultCode, LineError } from './import-fault.ts';
import type { ReadingRules } from './import-plan.ts';
import type { StockPlace } from './known-stock.ts';
import type { TakenRow } from './row-judge.ts';
import type { Suggestion } from './suggest-plan.ts';

/** What the import's thread is started with. */
export type ImportTask =
  | { readonly do: 'preview'; readonly path: string }
  | {
      readonly do: 'dry-run';
      readonly path: string;
      readonly rules: ReadingRules;
      readonly catalog: string;
      readonly stock: StockPlace | null;
    }
  | {
      readonly do: 'import';
      readonly path: string;
      readonly rules: ReadingRules;
      readonly catalog: string;
      /** Every refused line comes to be written here, as CSV. */
      readonly errorsFile: string;
      /** Lines up to this one were taken by an earlier run. */
      readonly afterLine: number;
    };

/** How many parts may be under way at once. */
export const CREDIT = 6;
/** A part is at most this many rows and about this many bytes, so that its entry stays within 256 KiB. */
export const PART_ROWS = 500;
export const PART_BYTES = 240 * 1024;
/** How many refused lines are kept for the screen; the file holds all. */
export const SHOWN_ERRORS = 200;
export const SHOWN_ROWS = 20;

export interface Counts {
  /** Rows judged, header rows left out. */
  readonly rows: number;
  readonly refused: number;
  readonly skipped: number;
  /** Taken, but for their stock. */
  readonly withoutStock: number;
}

export interface ImportPart {
  readonly rows: readonly TakenRow[];
  readonly categories: readonly Category[];
  /** The last line of the part before: between that and this part's last nothing is left out. */
  readonly after: number;
  /** The last line looked at. */
  readonly line: number;
  /** Since the part before. */
  readonly counts: Counts;
  /** The first ones, for the screen. */
  readonly errors: readonly LineError[];
  /** All of them, as the errors' file has them. */
  readonly report: string;
}

export interface PreviewAnswer {
  readonly encoding: string;
  readonly delimiter: string | null;
  readonly sheet: string | null;
  readonly rows: readonly (readonly string[])[];
  readonly suggestion: Suggestion;
}

export interface DryRunAnswer {
  readonly counts: Counts;
  readonly toAdd: number;
  readonly toChange: number;
  readonly errors: readonly LineError[];
  readonly sample: readonly TakenRow[];
}

/** What the thread tells. */
export type TaskNews =
  | { readonly kind: 'preview'; readonly answer: PreviewAnswer }
  | { readonly kind: 'dry-run'; readonly answer: DryRunAnswer }
  /** The file is sound from end to end and has this many rows. */
  | { readonly kind: 'checked'; readonly rows: number }
  | { readonly kind: 'part'; readonly part: ImportPart }
  | { readonly kind: 'done' }
  | {
      readonly kind: 'fault';
      readonly code: FaultCode;
      readonly line: number | null;
      readonly detail: string;
    };

/** What the host tells the thread: one more part may come, or no more are wanted. */
export type TaskOrder = 'more' | 'stop';
