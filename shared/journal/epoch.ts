/**
 * An epoch names one branch of a device's journal: `<ordinal>-<16 hex digits>`, e.g. `2-9f3c…`. The random half makes it unique
 * in the world, the ordinal gives branches of one device an order and tickets their letter (none, B, C …).
 */
export const epochName = (ordinal: number, random64: string): string => `${ordinal}-${random64}`;

export function epochOrdinal(epoch: string): number {
  const ordinal = Number.parseInt(epoch, 10);
  if (!(ordinal >= 1 && ordinal < 8192)) throw new Error(`not an epoch: ${epoch}`);
  return ordinal;
}

/** Version of a row one author replaces: later epochs beat earlier ones, then the higher seq. Fits 2^53 for 8,191 epochs of 2^40 entries. */
export const revision = (epoch: string, seq: number): number => epochOrdinal(epoch) * 2 ** 40 + seq;
