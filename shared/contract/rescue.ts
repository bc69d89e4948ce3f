import { z } from 'zod';
import { ask, tell } from './base.ts';

/** A store that can't be opened, and the backups that could take its place. */
export const rescueView = z.object({
  /** What is wrong with the file, in SQLite's own words: for the person who is asked for help. */
  detail: z.string(),
  backups: z.array(
    z.object({
      file: z.string(),
      at: z.int(),
      bytes: z.int(),
      /** Facts it holds; null when the backup itself is not sound. */
      entries: z.int().nullable(),
    }),
  ),
});
export type RescueView = z.infer<typeof rescueView>;

export const rescue = {
  /** null while the store is sound. */
  get: ask('anyone', false).output(rescueView.nullable()),
  /**
   * Puts a backup in the damaged store's place, which is set aside and kept, and starts a new epoch of numbers. Answered only while
   * the store can't be opened.
   */
  restore: tell('anyone', false)
    .input(z.object({ file: z.string().min(1).max(120) }))
    .output(z.object({ entries: z.int() })),
};
