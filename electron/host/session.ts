import type { PersonId } from '#shared/domain/ids.ts';
import type { Actor } from '#shared/domain/people/person.ts';
import { type Approvals, createApprovals } from './approvals.ts';
import { createDrawerTurns, type DrawerTurns } from './drawer-turns.ts';

/** One page's or one script's stay at the register. Every call carries it; nothing of it outlives the line. */
export interface Session {
  readonly id: string;
  readonly via: 'window' | 'loopback' | 'token';
  /** Aborted when the line is gone. */
  readonly closed: AbortSignal;
  /** Who is signed in, with the grants of their role as they are now; null when nobody is. */
  readonly actor: () => Actor | null;
  /** Signs somebody in, also in place of another: approvals given to the one before are gone. */
  readonly signIn: (person: PersonId) => void;
  readonly lock: () => void;
  /** Somebody did something: the idle lock waits anew. */
  readonly touch: () => void;
  readonly approvals: Approvals;
  readonly drawer: DrawerTurns;
}

export interface SessionParts {
  readonly id: string;
  readonly via: Session['via'];
  readonly closed: AbortSignal;
  readonly now: () => number;
  /** The actor of a person who may act now, else null. */
  readonly actorOf: (person: PersonId) => Actor | null;
  /** Milliseconds without a call after which a page is locked. */
  readonly idleMs: () => number;
  /** Who signs in or out is told to the page. */
  readonly changed: (session: Session) => void;
}

export function createSession(parts: SessionParts): Session {
  const { now } = parts;
  const approvals = createApprovals(now);
  let person: PersonId | null = null;
  let lastActive = now();
  const set = (next: PersonId | null) => {
    if (person === next) return;
    approvals.clear();
    person = next;
    parts.changed(session);
  };
  const session: Session = {
    id: parts.id,
    via: parts.via,
    closed: parts.closed,
    actor: () => {
      if (person === null) return null;
      // A clock set back starts the wait anew: it must not keep a till open until the clock comes round again.
      lastActive = Math.min(lastActive, now());
      const isIdle = parts.via !== 'token' && now() - lastActive >= parts.idleMs();
      const actor = isIdle ? null : parts.actorOf(person);
      if (actor === null) set(null);
      return actor;
    },
    signIn: (next) => {
      lastActive = now();
      set(next);
    },
    lock: () => set(null),
    touch: () => {
      lastActive = now();
    },
    approvals,
    drawer: createDrawerTurns(now),
  };
  return session;
}
