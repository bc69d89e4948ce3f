/**
 * How many bytes of bodies may be on their way in at once. Past it requests are sent away before a byte of them is read, so that a
 * thousand registers that come back together cost no more memory than a few.
 */
export interface Admission {
  /** Takes room for so many bytes; null when there is none. Answers how to give it back. */
  readonly enter: (bytes: number) => (() => void) | null;
}

export function admission(mostBytes: number): Admission {
  let taken = 0;
  return {
    enter: (bytes) => {
      if (taken > 0 && taken + bytes > mostBytes) return null;
      taken += bytes;
      let given = false;
      return () => {
        if (!given) taken -= bytes;
        given = true;
      };
    },
  };
}
