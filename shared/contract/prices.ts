import { z } from 'zod';
import { amount, ask, commandId, id, minor, tell } from './base.ts';
import { productChoice } from './catalog.ts';

/** A minute of each store's own clock, `2026-12-01T08:30`. */
const minute = z.string().max(16);
const times = {
  name: z.string().trim().max(80),
  from: minute,
  /** null: for good. */
  until: minute.nullable(),
};

const priceChange = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('price'), price: amount }),
  /** In millionths of the regular price; below zero it gets cheaper. */
  z.object({ kind: z.literal('price-share'), share: z.int().min(-1_000_000).max(10_000_000) }),
  z.object({ kind: z.literal('price-amount'), amount: minor }),
]);
export type PriceChange = z.infer<typeof priceChange>;

const schedule = z.object({
  id: z.string(),
  name: z.string(),
  from: z.string(),
  until: z.string().nullable(),
  /** By the clock of whoever answers. */
  stage: z.enum(['coming', 'holding', 'over', 'cancelled']),
  products: z.int(),
  by: z.string(),
  at: z.int(),
});
const schedulePrice = z.object({ product: z.string(), name: z.string(), price: z.int() });
const listedSchedule = schedule.extend({
  /** The product asked about, or the one it is of alone. */
  only: schedulePrice.nullable(),
});
export type PriceSchedule = z.infer<typeof listedSchedule>;

/** Prices that begin at a minute to come, and end at another or not at all. */
export const prices = {
  list: ask('catalog.edit')
    .input(z.object({ when: z.enum(['coming', 'past']), product: id.optional() }))
    .output(z.array(listedSchedule))
    .route({ method: 'GET', path: '/prices', summary: 'Prices set for later, or once' }),
  /** Every price a schedule sets. */
  of: ask('catalog.edit')
    .input(z.object({ schedule: id }))
    .output(z.array(schedulePrice)),
  schedule: tell('catalog.edit')
    .input(z.object({ commandId, ...times, choice: productChoice, change: priceChange }))
    .output(schedule)
    .route({ method: 'POST', path: '/prices', summary: 'Set prices that begin at a minute to come' }),
  change: tell('catalog.edit')
    .input(
      z.object({
        commandId,
        schedule: id,
        ...times,
        /** null: its prices stand. */
        price: amount.nullable(),
      }),
    )
    .output(schedule),
  cancel: tell('catalog.edit')
    .input(z.object({ commandId, schedule: id }))
    .output(schedule),
};
