import { z } from 'zod';
import type { TaxRow, TraceItem } from '#shared/domain/cart/cart.ts';
import { UNITS } from '#shared/domain/catalog/product.ts';
import type { PersonId, ProductId, TaxClassId, TenderId } from '#shared/domain/ids.ts';
import type { Approval } from '#shared/domain/people/person.ts';
import { RIGHTS } from '#shared/domain/people/rights.ts';
import type { DenominationCount } from '#shared/domain/shift/shift.ts';
import { id, instant, minor, qty, rate, words } from '../schema.ts';

/** Shapes that several facts carry. */
export const unit = z.enum(UNITS);
export const tenderKind = z.enum(['cash', 'card', 'wallet', 'voucher', 'other']);

export const approval = z.strictObject({
  right: z.enum(RIGHTS),
  target: words(120),
  amount: z.int().nullable(),
  requester: id<PersonId>(),
  approver: id<PersonId>(),
  method: z.enum(['pin', 'badge']),
  reason: words(),
}) satisfies z.ZodType<Approval>;
export const approvals = z.array(approval).max(500);

export const taxRow = z.strictObject({
  letter: words(4),
  taxClass: id<TaxClassId>(),
  rate,
  net: minor,
  tax: minor,
  gross: minor,
}) satisfies z.ZodType<TaxRow>;

export const denominations = z
  .array(z.strictObject({ value: minor, count: z.int().min(0).max(1_000_000) }))
  .max(60) satisfies z.ZodType<DenominationCount>;

const line = z.int().min(1);
const by = id<PersonId>();
const product = id<ProductId>().nullable();

export const traceItem = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('line-removed'),
    line,
    name: words(),
    product,
    qty,
    amount: minor,
    by,
    at: instant,
  }),
  z.strictObject({
    kind: z.literal('qty-reduced'),
    line,
    name: words(),
    product,
    from: qty,
    to: qty,
    by,
    at: instant,
  }),
  z.strictObject({
    kind: z.literal('price-changed'),
    line,
    from: minor,
    to: minor,
    reason: words(),
    by,
    at: instant,
  }),
  z.strictObject({
    kind: z.literal('tender-given-back'),
    tender: id<TenderId>(),
    amount: minor,
    reason: words(),
    by,
    at: instant,
  }),
]) satisfies z.ZodType<TraceItem>;
