/**
 * Counts failures of who can't prove itself and, past a limit, turns it away for a while that doubles with every further round.
 * Who succeeds is never slowed down; a success forgives.
 */
export interface Attempts {
  /** Seconds this one has to wait yet; 0 when it may try. */
  readonly locked: (who: string) => number;
  readonly failed: (who: string) => void;
  readonly succeeded: (who: string) => void;
}

export interface AttemptLimit {
  /** Failures within `windowMs` before the first lock-out. */
  readonly failures: number;
  readonly windowMs: number;
  /** First lock-out, and the longest. */
  readonly lockMs: number;
  readonly longestLockMs: number;
}

/** Ten in ten minutes, then a minute, two, four … up to half an hour. A code of 50 bits outlives that many times over. */
export const LOCK_OUT: AttemptLimit = {
  failures: 10,
  windowMs: 600_000,
  lockMs: 60_000,
  longestLockMs: 1_800_000,
};

interface Score {
  readonly failures: number;
  readonly rounds: number;
  readonly lockedUntil: number;
  readonly last: number;
}

const CLEAN: Score = { failures: 0, rounds: 0, lockedUntil: 0, last: 0 };

/** How many are remembered: past it the oldest are forgotten, so that a flood of names costs no memory. */
const REMEMBERED = 20_000;

export function attempts(limit: AttemptLimit, uptime: () => number): Attempts {
  const scores = new Map<string, Score>();
  const scoreOf = (who: string): Score => {
    const score = scores.get(who) ?? CLEAN;
    const forgotten = uptime() > Math.max(score.last, score.lockedUntil) + limit.windowMs;
    return forgotten ? CLEAN : score;
  };
  return {
    locked: (who) => Math.max(0, Math.ceil((scoreOf(who).lockedUntil - uptime()) / 1000)),
    failed: (who) => {
      const score = scoreOf(who);
      scores.delete(who);
      scores.set(who, worse(score, limit, uptime()));
      const [oldest] = scores.size > REMEMBERED ? scores.keys() : [];
      if (oldest !== undefined) scores.delete(oldest);
    },
    succeeded: (who) => {
      scores.delete(who);
    },
  };
}

function worse(score: Score, limit: AttemptLimit, at: number): Score {
  const failures = score.failures + 1;
  if (failures < limit.failures) return { ...score, failures, last: at };
  const lock = Math.min(limit.lockMs * 2 ** score.rounds, limit.longestLockMs);
  return { failures: 0, rounds: score.rounds + 1, lockedUntil: at + lock, last: at };
}
