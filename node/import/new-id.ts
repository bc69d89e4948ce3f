import { randomFillSync } from 'node:crypto';
import { v7 } from 'uuid';

const POOL = new Uint8Array(16 * 512);
let used = POOL.length;

/** A uuidv7 whose random part comes from a pool: asking the system for each costs more than everything else about a row. */
export const newId = (): string => v7({ rng: random });

function random(): Uint8Array {
  if (used === POOL.length) {
    randomFillSync(POOL);
    used = 0;
  }
  used += 16;
  return POOL.slice(used - 16, used);
}
