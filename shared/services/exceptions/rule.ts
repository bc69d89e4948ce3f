import type { Change, Row } from '#shared/journal/change.ts';
import type { Reader } from '../journal/query.ts';

/** Facts that disagree: what it is about, and the figures a person needs. */
export interface Finding {
  readonly subject: string;
  readonly detail: Readonly<Record<string, string | number>>;
}

/**
 * One way facts of a store can disagree. What a rule finds follows from the projected rows alone, so it is the same whatever the order
 * the facts came in, and it is gone when the rows no longer show it.
 */
export interface Rule {
  readonly rule: string;
  /** Subjects whose answer a change can turn; every change that can must name them. */
  readonly touched: (change: Change) => readonly string[];
  /** What there is to find of these subjects. */
  readonly find: (read: Reader, store: string, subjects: readonly string[]) => Promise<readonly Finding[]>;
}

/** The columns by which a change names its row. */
export const namedBy = (change: Change): Row => (change.do === 'add' ? change.key : change.row);
