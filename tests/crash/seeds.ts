export const FULL = process.env['MALLARD_FULL'] === '1';

/** Moments a process is killed at: 20 in `npm test`, 200 in `npm run test:full`. */
export const KILLS = FULL ? 200 : 20;
/** The same of a hand-over, at either end. */
export const HAND_OVER_KILLS = FULL ? 200 : 10;
/** Boundaries between system calls at which the power is cut; the full run takes every one. */
export const CUTS = FULL ? Number.POSITIVE_INFINITY : 150;

/** Sales a register makes while it is offline for sixty days. */
export const OFFLINE_SALES = FULL ? 50_000 : 200;
/** Registers that come back within ten seconds. */
export const COMING_BACK = FULL ? 1_000 : 60;

/** A random source of its own per lane, from the run's seed (MALLARD_SEED, printed by `npm test`): the same seed, the same story. */
export function seeded(lane: string): { readonly random: () => number; readonly seed: string } {
  const seed = process.env['MALLARD_SEED'] ?? '1';
  let state = Buffer.from(`${seed}/${lane}`).reduce(
    (hash, byte) => Math.imul(hash ^ byte, 16_777_619) >>> 0,
    2_166_136_261,
  );
  return {
    seed,
    // mulberry32
    random: () => {
      state = (state + 0x6d2b79f5) >>> 0;
      let t = Math.imul(state ^ (state >>> 15), 1 | state);
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
      return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
    },
  };
}

/** Sales whose lines or tenders do not add up to what their header says: half-written ones. */
export const HALF_WRITTEN = `select count(*) from sale s where s.total
  <> (select coalesce(sum(l.gross), 0) from sale_line l where l.store = s.store and l.sale = s.sale)
  or s.total + s.rounding <> (select coalesce(sum(t.amount), 0) from sale_tender t where t.store = s.store and t.sale = s.sale)`;
