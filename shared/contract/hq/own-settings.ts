import { z } from 'zod';
import { storeSettings } from '../back-office.ts';
import { commandId, id } from '../base.ts';
import { ask, tell } from './base.ts';

const { name: _name, priceMode: _priceMode, receipt, ...whole } = storeSettings.shape;

/** Every setting that a store or a register may say for itself. */
const settings = z.object({ ...whole, ...receipt.shape, tendersOff: z.array(id).max(100) });
const said = settings.partial();
export type OwnSettingsView = z.infer<typeof said>;

const place = z.object({
  store: z.string().min(1).max(6),
  /** null: the whole store. */
  register: z.string().min(1).max(6).nullable(),
});

export const ownSettings = {
  /** What the chain says, what the store says itself, and what its register; the nearest has the last word. */
  own: ask('settings.edit')
    .input(place)
    .output(z.object({ chain: settings, store: said, register: said })),
  /** null takes a word back: what the wider scope says holds again. */
  saveOwn: tell('settings.edit')
    .input(
      z.object({
        commandId,
        place,
        changes: z.object(
          Object.fromEntries(
            Object.entries(settings.shape).map(([key, shape]) => [key, shape.nullable().optional()]),
          ) as {
            [K in keyof typeof settings.shape]: z.ZodOptional<z.ZodNullable<(typeof settings.shape)[K]>>;
          },
        ),
      }),
    )
    .output(z.object({})),
};
