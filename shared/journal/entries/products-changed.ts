import { z } from 'zod';
import type { ProductAction } from '#shared/domain/catalog/product-action.ts';
import type { CategoryId, ChangeId, EntryId, TaxClassId } from '#shared/domain/ids.ts';
import { type Upsert, upsert } from '../change.ts';
import type { EntryHeader } from '../entry.ts';
import { entryType } from '../entry-type.ts';
import { revision } from '../epoch.ts';
import { count, flag, id, minor, qty, rate } from '../schema.ts';
import { productChange } from '../tables/catalog.ts';
import { type ProductVersion, productChanges, version } from './catalog.ts';

const action = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('active'), active: flag }),
  z.strictObject({ kind: z.literal('category'), category: id<CategoryId>().nullable() }),
  z.strictObject({ kind: z.literal('tax-class'), taxClass: id<TaxClassId>() }),
  z.strictObject({ kind: z.literal('min-stock'), minStock: qty.nullable() }),
  z.strictObject({ kind: z.literal('price-share'), share: rate }),
  z.strictObject({ kind: z.literal('price-amount'), amount: minor }),
]) satisfies z.ZodType<ProductAction>;

/** Which change a fact is a part of, and how far it has come with it. */
export interface ChangePart {
  /** The command, and the entry of its first part. */
  readonly change: ChangeId;
  readonly action: ProductAction;
  /** The change this one takes back. */
  readonly undoes: ChangeId | null;
  readonly part: number;
  /** The entry of the part before; together they are found from the last one. */
  readonly previous: EntryId | null;
  /** Products changed up to and with this part, and those still to come. */
  readonly changed: number;
  readonly left: number;
}
export const changePart = z.strictObject({
  change: id<ChangeId>(),
  action,
  undoes: id<ChangeId>().nullable(),
  part: z.int().min(1),
  previous: id<EntryId>().nullable(),
  changed: count,
  left: count,
}) satisfies z.ZodType<ChangePart>;

export interface ProductsChanged extends ChangePart {
  readonly products: readonly ProductVersion[];
}

/** One thing done to many products at once, or the undoing of it: at most 500 of them and 256 KiB. */
export const productsChanged = entryType<ProductsChanged>('products.changed', {
  v: 1,
  scope: 'chain',
  body: changePart.extend({ products: z.array(version).min(1).max(500) }),
  areas: ['catalog'],
  project: (entry) => [
    changeProgress(entry, entry.body),
    ...entry.body.products.flatMap((each) => productChanges(entry, each)),
  ],
});

export const changeProgress = (entry: EntryHeader, part: ChangePart): Upsert =>
  upsert(productChange, {
    id: part.change,
    action: JSON.stringify(part.action),
    undoes: part.undoes,
    changed: part.changed,
    remaining: part.left,
    last_entry: entry.id,
    by: entry.actor,
    at: entry.at,
    rev: revision(entry.epoch, entry.seq),
  });
