/** A bucket of tokens for each caller: `burst` at once, `perSecond` in the long run. Answers the seconds to wait, 0 to go on. */
export interface Rate {
  readonly take: (who: string) => number;
}

export interface RateLimit {
  readonly perSecond: number;
  readonly burst: number;
}

/** Buckets remembered; the oldest of more than these is as good as full again. */
const REMEMBERED = 20_000;

export function rate({ perSecond, burst }: RateLimit, uptime: () => number): Rate {
  const buckets = new Map<string, { readonly tokens: number; readonly at: number }>();
  return {
    take: (who) => {
      const at = uptime();
      const known = buckets.get(who);
      const tokens = known ? Math.min(burst, known.tokens + ((at - known.at) / 1000) * perSecond) : burst;
      buckets.delete(who);
      buckets.set(who, { tokens: tokens >= 1 ? tokens - 1 : tokens, at });
      const [oldest] = buckets.size > REMEMBERED ? buckets.keys() : [];
      if (oldest !== undefined) buckets.delete(oldest);
      return tokens >= 1 ? 0 : Math.max(1, Math.ceil((1 - tokens) / perSecond));
    },
  };
}
