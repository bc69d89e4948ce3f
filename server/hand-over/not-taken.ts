import type { HandOverStop } from '#shared/link/hand-over.ts';

/** Something a store handed over that the chain can't take. */
export interface NotTaken {
  readonly stop: HandOverStop;
  /** What went wrong, for the log: our own fault, or data nobody can read. */
  readonly error: unknown;
}

/** Does what takes a record in; answers why that did not happen, or null when it did. */
export async function takenOr(
  of: { readonly kind: string; readonly name: string },
  take: () => Promise<void>,
): Promise<NotTaken | null> {
  try {
    await take();
    return null;
  } catch (error) {
    return { stop: { why: 'REFUSED', kind: of.kind, name: of.name.slice(0, 200) }, error };
  }
}
