/** How long a challenge can be answered, ms. */
export const CHALLENGE_MS = 60_000;

/** What HQ knows of a device's leases. null: none yet, or a manager let the device back. */
export interface KnownLeases {
  /** The last one seen in use. */
  readonly used: string | null;
  /** Handed out since, which may not have arrived, and when the challenge of that hello was made. */
  readonly given: { readonly lease: string; readonly challengedAt: number } | null;
}

/**
 * What the lease of a hello tells. `good`: this is the device. `late`: the hello was on its way while the device asked again and was
 * answered; it says nothing of two disks, and must not end the session that was given since. `spent`: another disk has gone on from it.
 *
 * A hello is late when its challenge is older than that of the one answered last, by no more than a challenge lives: a clock of HQ that
 * was set back makes nobody late for longer.
 */
export function judgeLease(
  shown: { readonly lease: string | null; readonly challengedAt: number },
  { used, given }: KnownLeases,
): 'good' | 'late' | 'spent' {
  const behind = given === null ? 0 : given.challengedAt - shown.challengedAt;
  if (behind > 0 && behind <= CHALLENGE_MS) return 'late';
  if (used === null) return 'good';
  return shown.lease !== null && (shown.lease === used || shown.lease === given?.lease) ? 'good' : 'spent';
}
