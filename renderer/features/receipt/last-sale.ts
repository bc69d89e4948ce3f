import { z } from 'zod';
import { createStore } from 'zustand/vanilla';
import { saleDone } from '#shared/contract/sales.ts';

/** A sale that was sent to be finished; its command goes out again after a reload until the register has answered. */
const pendingSale = z.object({
  commandId: z.string(),
  ticket: z.string(),
  version: z.int(),
  tenders: z.array(z.object({ tender: z.string(), amount: z.int(), reference: z.string().nullable() })),
});
export type PendingSale = z.infer<typeof pendingSale>;

const finishedSale = z.object({
  commandId: z.string(),
  done: saleDone,
  /** `none`: no tender of it opens the drawer. `shut`: it should have opened and did not say so. */
  drawer: z.enum(['none', 'pulsing', 'opened', 'shut']),
});
export type FinishedSale = z.infer<typeof finishedSale>;

const kept = z.object({ pending: pendingSale.nullable(), finished: finishedSale.nullable() });
export type LastSale = z.infer<typeof kept>;

const NAME = 'mallard.last-sale';
const NOTHING: LastSale = { pending: null, finished: null };

/** The sale on its way and the one just finished; both survive a reload. */
export const lastSale = createStore<LastSale>(() => remembered());

lastSale.subscribe((state) => sessionStorage.setItem(NAME, JSON.stringify(state)));

function remembered(): LastSale {
  const text = sessionStorage.getItem(NAME);
  if (text === null) return NOTHING;
  try {
    return kept.parse(JSON.parse(text));
  } catch {
    // Written by another version: what was finished is in the register and can be found there.
    return NOTHING;
  }
}
