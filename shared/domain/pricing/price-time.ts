/** What a register knows of the time, milliseconds. */
export interface KnownTime {
  /** Its own clock. */
  readonly now: number;
  /** Its clock less headquarters', when they last spoke; null: they never did. */
  readonly skew: number | null;
  /** The latest time headquarters ever told; null: none. */
  readonly told: number | null;
}

/**
 * The time prices go by: the register's clock put right by what headquarters said, and never before the last time it told, so that a
 * clock set back revives no price that has ended, and one that runs ahead begins none too early.
 */
export const priceTime = ({ now, skew, told }: KnownTime): number =>
  Math.max(now - (skew ?? 0), told ?? now - (skew ?? 0));
