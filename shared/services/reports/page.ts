/** Business dates, both included. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

/** Where a page ended: its last document by day, instant and id. */
export interface Place {
  readonly businessDate: string;
  readonly at: number;
  readonly document: string;
}

/**
 * The part of a report to read: what follows `after` (the beginning without it), at most `limit` rows. A report is read page by
 * page, each a call of its own: a year of sales fits no single answer, and between two pages the register sells.
 */
export interface PageOf<At> extends Days {
  readonly after?: At | undefined;
  readonly limit: number;
}

/** Part of a report; `next` is where the following one goes on, null after the last. */
export interface Page<Row, At> {
  readonly rows: readonly Row[];
  readonly next: At | null;
}

/** Before everything on the first of these days. */
export const beginning = ({ from }: Days): Place => ({ businessDate: from, at: 0, document: '' });
