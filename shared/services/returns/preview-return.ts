import { type DomainError, refuse } from '#shared/domain/error.ts';
import { qty } from '#shared/domain/numbers.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { planReturn, type ReturnRequest } from '#shared/domain/returns/accept-return.ts';
import type { Condition, RefundTender } from '#shared/domain/returns/return-accepted.ts';
import type { Host } from '../journal/host.ts';
import { readDrawer } from '../shifts/drawer.ts';
import { settingsOf } from '../tickets/cart-context.ts';
import { isLate } from './late-return.ts';
import { readSoldAndReturned } from './sold-and-returned.ts';

export interface BroughtBack {
  readonly sale: string;
  readonly lines: readonly { readonly line: number; readonly qty: number; readonly condition: Condition }[];
}

/** What a return would give back, and how; amounts in minor units. */
export interface ReturnPreview {
  readonly total: number;
  readonly rounding: number;
  readonly tax: number;
  readonly tenders: Omit<RefundTender, 'reference'>[];
  /** After the sale's last day for returns: needs an approval. */
  readonly late: boolean;
}

/** What would go back for these lines; nothing is written and no right is asked. Refuses NOT_FOUND, SOLD_ELSEWHERE and as `planReturn`. */
export const previewReturn =
  (host: Host) =>
  async (input: BroughtBack): Promise<Result<ReturnPreview, DomainError>> => {
    const { read, self } = host;
    const known = await readSoldAndReturned(host, input.sale);
    if (!known) return err(refuse('NOT_FOUND', { sale: input.sale }));
    if (known.soldAt !== null) return err(refuse('SOLD_ELSEWHERE', { register: known.soldAt }));
    const planned = planReturn(known, linesOf(input), settingsOf(host));
    if (!planned.ok) return planned;
    const { total, rounding, tax, tenders } = planned.value;
    const drawer = await readDrawer(read, self);
    return ok({
      total,
      rounding,
      tax,
      tenders: tenders.map(({ reference: _reference, ...tender }) => tender),
      late: isLate(known.original, drawer),
    });
  };

export const linesOf = (input: BroughtBack): ReturnRequest['lines'] =>
  input.lines.map((line) => ({ ...line, qty: qty(line.qty) }));
