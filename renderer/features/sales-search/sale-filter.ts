import { addDays } from '#shared/domain/business-date.ts';

/** Which days are looked through. */
export const SPANS = ['today', 'yesterday', 'week', 'all'] as const;
export type Span = (typeof SPANS)[number];

/** What somebody is looking for. */
export interface SaleFilter {
  /** Number or part of it. */
  readonly text: string;
  /** Minor units; null: any amount. */
  readonly total: number | null;
  readonly span: Span;
  /** One day, `YYYY-MM-DD`; wins over the span. */
  readonly day: string;
  readonly kind: 'all' | 'sale' | 'return';
}

export const NEWEST: SaleFilter = { text: '', total: null, span: 'today', day: '', kind: 'all' };

/** The question for the register. A number or a scanned slip is looked for on all days: nobody remembers which day it was. */
export function questionOf(filter: SaleFilter, today: string, limit: number) {
  const text = filter.text.trim();
  const days = text === '' ? daysOf(filter, today) : {};
  return {
    ...days,
    ...(text === '' ? {} : { text }),
    ...(filter.total === null ? {} : { total: filter.total }),
    ...(filter.kind === 'all' ? {} : { kind: filter.kind }),
    offset: 0,
    limit,
  };
}

function daysOf({ span, day }: SaleFilter, today: string): { readonly from?: string; readonly to?: string } {
  if (/^\d{4}-\d{2}-\d{2}$/.test(day)) return { from: day, to: day };
  if (span === 'all') return {};
  if (span === 'week') return { from: addDays(today, -6), to: today };
  const date = span === 'today' ? today : addDays(today, -1);
  return { from: date, to: date };
}
