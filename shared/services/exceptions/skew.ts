import type { Finding } from './rule.ts';

/** A clock may be off by this before a person is told, ms. */
export const SKEW_MOST = 5 * 60_000;

interface Clock {
  readonly device: string;
  readonly register: string;
  /** Its clock less headquarters', ms, as it was when they last spoke. */
  readonly skew: number | null;
}

/** Devices whose clocks are off: their sales count under the wrong time, perhaps the wrong day. */
export const skewOf = (clocks: readonly Clock[]): Finding[] =>
  clocks.flatMap(({ device, register, skew }) =>
    skew === null || Math.abs(skew) <= SKEW_MOST
      ? []
      : [{ subject: device, detail: { device, register, minutes: Math.round(skew / 60_000) } }],
  );
