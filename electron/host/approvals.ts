import { randomUUID } from 'node:crypto';
import type { Approval } from '#shared/domain/people/person.ts';

/**
 * Approvals given in one session, in memory only: each is for one command and is gone with it. A command that was refused for
 * another reason gives its approval back, so that a ticket that changed meanwhile does not cost a second PIN.
 */
export interface Approvals {
  readonly keep: (approval: Approval) => string;
  /** Takes it out; nobody else can use it from now on. */
  readonly take: (id: string | undefined) => readonly Approval[];
  /** The command was refused: it is as good as before, and no longer. */
  readonly giveBack: (id: string | undefined) => void;
  readonly clear: () => void;
}

/** An approval not used within this time is gone, ms. */
const GOOD_FOR = 5 * 60_000;
/** More than a person gives in five minutes. */
const MOST = 50;

export function createApprovals(now: () => number): Approvals {
  const kept = new Map<string, { readonly approval: Approval; readonly at: number; taken: boolean }>();
  return {
    keep: (approval) => {
      const oldest = kept.keys().next();
      if (kept.size >= MOST && oldest.done !== true) kept.delete(oldest.value);
      const id = randomUUID();
      kept.set(id, { approval, at: now(), taken: false });
      return id;
    },
    take: (id) => {
      const found = id === undefined ? undefined : kept.get(id);
      // Given in what is now the future: the clock was set back, and how long ago it was nobody knows.
      if (!found || found.taken || Math.abs(now() - found.at) > GOOD_FOR) return [];
      found.taken = true;
      return [found.approval];
    },
    giveBack: (id) => {
      const found = id === undefined ? undefined : kept.get(id);
      if (found) found.taken = false;
    },
    clear: () => kept.clear(),
  };
}
