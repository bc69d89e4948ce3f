import { resolve } from 'node:path';
import { backupPlace } from '../backup/backup-place.ts';
import { restoreBackup, wholeBackup } from '../backup/restore.ts';
import { openDatabase } from '../open-database.ts';
import { EXIT, type HqCommand, needed } from './command.ts';

export const restoreCommand: HqCommand = {
  summary: 'Fills a new folder from a backup; registers then send again what it does not have.',
  options: { from: '<folder>      the backup' },
  run: async (given, config, line) => {
    const from = resolve(needed(given, 'from'));
    const { database: place } = config;
    if (place.kind === 'named') {
      line.err('Into a PostgreSQL of your own its tools restore; then say: npm run hq -- restored');
      return EXIT.refused;
    }
    // Before anything is made in the folder.
    const backup = await wholeBackup(from);
    const database = await openDatabase(place, { as: 'serving', size: 2, report: () => {} });
    try {
      const { at, incarnation } = await restoreBackup(backupPlace(place.folder), backup, Date.now());
      line.out(
        `Restored as it was ${new Date(at).toISOString()}. Incarnation ${incarnation}: registers send again what it does not have.`,
      );
    } finally {
      await database.close();
    }
    return EXIT.ok;
  },
};
