import type { EntryHeader } from '#shared/journal/entry.ts';
import type { EntryType } from '#shared/journal/entry-type.ts';
import { lifted } from '#shared/journal/registry.ts';

/**
 * The body of a fact as its type writes it today: one of a former version passes the upcasters. undefined where the text can't be read
 * so. What it says is still to be held against the type's schema.
 */
export function bodyToday(head: EntryHeader, text: string, type: EntryType): unknown {
  try {
    return lifted({ ...head, body: JSON.parse(text) }, type)?.body;
  } catch {
    return undefined;
  }
}
