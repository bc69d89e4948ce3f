import { z } from 'zod';

const total = z.object({ total: z.int() });
const moved = z.object({ amount: z.int(), kind: z.enum(['pay-in', 'pay-out', 'drop']) });

/**
 * What a kept fact is about in money: a sale's total, a return's as a negative, cash into or out of a drawer. It may be of a version
 * nobody here knows, or broken: null where it says no such thing.
 */
export function amountOf({
  type,
  body,
}: {
  readonly type: string;
  readonly body: Uint8Array;
}): number | null {
  const said = jsonOf(body);
  if (type === 'cash.moved') {
    const { data } = moved.safeParse(said);
    return data === undefined ? null : data.kind === 'pay-in' ? data.amount : 0 - data.amount;
  }
  if (type !== 'sale.completed' && type !== 'return.accepted') return null;
  const { data } = total.safeParse(said);
  return data === undefined ? null : type === 'sale.completed' ? data.total : 0 - data.total;
}

function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return undefined;
  }
}
