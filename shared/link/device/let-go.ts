/** How long a register keeps every fact at least, by when it was made, ms (docs/decisions/0022; research on sync, 2.3). */
export const KEPT_MS = 90 * 86_400_000;

/** A fact of one history as it is held. */
export interface HeldFact {
  readonly seq: number;
  /** Wall time of its author, ms. */
  readonly at: number;
  /** It was put aside: what it says is not in the tables. */
  readonly isAside: boolean;
}

/**
 * Up to which seq a history may be let go; 0 where nothing may. It is the longest run from where what is held begins (`after`: the last
 * seq let go before) without a gap, of facts that are in a verified backup of HQ, were made before `before`, and count here. The last
 * fact held stays whatever it is: it tells how far the history goes.
 */
export function lettable(
  facts: Iterable<HeldFact>,
  may: { readonly after: number; readonly archived: number; readonly before: number },
): number {
  let reached = may.after;
  let previous: HeldFact | null = null;
  for (const fact of facts) {
    if (fact.seq <= may.after) continue;
    if (previous !== null) {
      if (!goes(previous, reached, may)) break;
      reached = previous.seq;
    }
    previous = fact;
  }
  return reached === may.after ? 0 : reached;
}

const goes = (
  { seq, at, isAside }: HeldFact,
  reached: number,
  { archived, before }: { readonly archived: number; readonly before: number },
): boolean => seq === reached + 1 && seq <= archived && at < before && !isAside;
