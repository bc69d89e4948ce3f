import type { HqConfig } from '../config.ts';
import { type HqDatabase, openDatabase } from '../open-database.ts';
import { refuseMoved } from '../set-up/moved.ts';

/**
 * Opens the database beside a headquarters that serves, or alone, does the work and leaves it as it was found. Throws `Trouble` where that
 * was moved elsewhere.
 */
export async function visit<T>(config: HqConfig, work: (database: HqDatabase) => Promise<T>): Promise<T> {
  const database = await openDatabase(config.database, { as: 'visiting', size: 2, report: () => {} });
  try {
    await refuseMoved(database.pool);
    return await work(database);
  } finally {
    await database.close();
  }
}
