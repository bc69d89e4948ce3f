import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest';
import type { DataFolder } from '#electron/store/data-folder.ts';
import type { RegisterStore } from '#electron/store/register-store.ts';
import { FULL } from '../crash/seeds.ts';
import { dropFolder, newFolder, openFounded } from '../store/founded.ts';
import { type LivedStore, livedStore } from './lived-store.ts';

const SEED = Number(process.env['FC_SEED'] ?? 1);
/** How often a property is tried, and from which seed. */
export const RUNS = { numRuns: Number(process.env['FC_RUNS'] ?? (FULL ? 30 : 3)), seed: SEED };

/** A copy of one lived store, fresh for each test of a file. */
export class Copy {
  lived!: LivedStore;
  folder!: DataFolder;
  store!: RegisterStore;

  async reopen(between: () => void = () => {}): Promise<void> {
    await this.store.close();
    between();
    this.store = await openFounded(this.folder);
  }

  count(sql: string, ...of: unknown[]): number {
    const one = this.store.writer.db().prepare(sql).pluck();
    return Number(one.get(...of));
  }

  /** Facts in its journal. */
  standing(): number {
    return this.count('select count(*) from journal');
  }
}

export function onLivedStore(): Copy {
  const at = new Copy();
  beforeAll(async () => {
    at.lived = await livedStore(SEED);
  }, 120_000);
  afterAll(() => dropFolder(at.lived.folder));
  beforeEach(async () => {
    at.folder = newFolder();
    at.store = await at.lived.openCopy(at.folder);
  });
  afterEach(async () => {
    await at.store.close();
    dropFolder(at.folder);
  });
  return at;
}
