import { randomBytes } from 'node:crypto';
import type { PersonId } from '#shared/domain/ids.ts';
import type { Session } from './session.ts';

/**
 * A page that was reloaded, or whose line broke, comes back to the person it had: it shows the key its stay was given, once, within
 * half a minute of the line's end. Kept in memory only; locking, by hand or by idleness, ends it.
 */
export interface ReturningPages {
  /** The key of whoever is signed in on this line now; null when nobody is. */
  readonly keyOf: (session: Session) => string | null;
  /** To be called when the line ends, before its session is locked. */
  readonly left: (session: Session) => void;
  /** The person who comes back, or null: the key is unknown, used, late, or its stay was locked. */
  readonly take: (key: string) => PersonId | null;
}

const GRACE_MS = 30_000;

interface Stay {
  readonly person: PersonId;
  readonly session: Session;
  /** null while the line stands. */
  leftAt: number | null;
}

export function createReturningPages(now: () => number): ReturningPages {
  const stays = new Map<string, Stay>();
  const keys = new WeakMap<Session, { readonly person: PersonId; readonly key: string }>();
  const forgetLate = () => {
    for (const [key, { leftAt }] of stays) {
      if (leftAt !== null && !isWithinGrace(leftAt, now())) stays.delete(key);
    }
  };
  return {
    keyOf: (session) => {
      const person = session.actor()?.person ?? null;
      const known = keys.get(session);
      if (known && known.person === person) return known.key;
      if (known) stays.delete(known.key);
      if (person === null) {
        keys.delete(session);
        return null;
      }
      const key = randomBytes(24).toString('base64url');
      keys.set(session, { person, key });
      stays.set(key, { person, session, leftAt: null });
      return key;
    },
    left: (session) => {
      forgetLate();
      const known = keys.get(session);
      const stay = known && stays.get(known.key);
      if (!stay) return;
      if (session.actor()?.person === stay.person) stay.leftAt = now();
      else stays.delete(known.key);
    },
    take: (key) => {
      forgetLate();
      const stay = stays.get(key);
      if (!stay) return null;
      stays.delete(key);
      // The new line may be there before the old one's end is noticed: then the old one is locked.
      if (stay.leftAt !== null) return stay.person;
      const here = stay.session.actor()?.person === stay.person;
      stay.session.lock();
      return here ? stay.person : null;
    },
  };
}

/** A clock set back does not keep the door open. */
const isWithinGrace = (leftAt: number, at: number): boolean => at >= leftAt && at - leftAt <= GRACE_MS;
