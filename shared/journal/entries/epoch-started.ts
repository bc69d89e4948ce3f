import { z } from 'zod';
import { insert } from '../change.ts';
import { entryType } from '../entry-type.ts';
import { words } from '../schema.ts';
import { epoch } from '../tables/journal.ts';

export interface EpochStarted {
  /** `founded`: the first. `restored`: the store came back from a backup. `behind-marker`: the disk was rolled back unnoticed. `forked`: HQ holds
   * another history of the epoch before. */
  readonly reason: 'founded' | 'restored' | 'behind-marker' | 'forked';
  readonly parent: { readonly epoch: string; readonly seq: number; readonly hash: string } | null;
}

/** First entry of every branch of a device's journal; names the point it grew from. */
export const epochStarted = entryType<EpochStarted>('epoch.started', {
  v: 1,
  scope: 'store',
  body: z.strictObject({
    reason: z.enum(['founded', 'restored', 'behind-marker', 'forked']),
    parent: z.strictObject({ epoch: words(40), seq: z.int().min(1), hash: z.string().length(64) }).nullable(),
  }),
  areas: ['maintenance'],
  project: ({ store, origin, epoch: name, at, body }) => [
    insert(epoch, {
      store,
      origin,
      epoch: name,
      parent_epoch: body.parent?.epoch ?? null,
      parent_seq: body.parent?.seq ?? null,
      reason: body.reason,
      at,
    }),
  ],
});
