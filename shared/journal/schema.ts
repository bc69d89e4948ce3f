import { z } from 'zod';
import type { StoreId } from '#shared/domain/ids.ts';
import type { Micro, Minor, Qty, Rate } from '#shared/domain/numbers.ts';

/**
 * Building blocks of entry schemas; each answers the branded type of the domain. The brand is of the type alone: HQ reads thousands of
 * facts a second, and a pipe into a custom schema cost more than the check itself.
 */
const branded = <T>(schema: z.ZodType): z.ZodType<T> => schema as z.ZodType<T>;

export const id = <T extends string>() => branded<T>(z.string().min(1).max(80));
/** A store of the chain; never the chain itself. */
export const storeCode = branded<StoreId>(z.string().regex(/^[A-Z0-9]{1,6}$/));
export const words = (max = 400) => z.string().max(max);
export const count = z.int().min(0);
export const instant = z.int();
export const isoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
export const minor = branded<Minor>(z.int());
export const micro = branded<Micro>(z.int());
export const qty = branded<Qty>(z.int());
export const rate = branded<Rate>(z.int());
export const flag = z.boolean();
export const names = z.record(z.string().max(20), z.string().max(400));
