import type { Actor } from '#shared/domain/people/person.ts';
import { maySeeExpected } from './report-view.ts';

const MARK = '/blind';

/** What the slip of a shift's X or Z is asked for as: by its shift, marked for whoever may not see what is expected. */
export const shiftSlipFor = (actor: Actor, shift: string): string =>
  maySeeExpected(actor) ? shift : `${shift}${MARK}`;

/** The shift a slip was asked for, and whether its amounts are left out. Other documents stand for themselves. */
export function plainDocument(document: string): { readonly document: string; readonly blind: boolean } {
  const blind = document.endsWith(MARK);
  return { document: blind ? document.slice(0, -MARK.length) : document, blind };
}
