import { z } from 'zod';
import { ask, tell } from './base.ts';

/** A store that can't be opened, and what could take its place. */
export const rescueView = z.object({
  /** What is wrong with the file, in SQLite's own words: for the person who is asked for help. */
  detail: z.string(),
  /**
   * The file is gone, not unreadable: up to which entry of its last history it is known to have come (null: nobody knows). null for one
   * that is damaged.
   */
  lost: z.object({ upTo: z.int().nullable() }).nullable(),
  /** The store's folder, and where in it backups are looked for: one that lies elsewhere is copied there. */
  folder: z.object({ store: z.string(), backups: z.string() }),
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
  /**
   * Makes an empty store where one is gone, to be set up or to join headquarters; what is left of the lost one is put aside and kept.
   * Ticket numbers go on with the next letter. Answered only while the store is lost; FORBIDDEN for one that is damaged.
   */
  beginAnew: tell('anyone', false).output(z.object({})),
};
