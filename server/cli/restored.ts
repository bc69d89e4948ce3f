import { openDatabase } from '../open-database.ts';
import { beginIncarnation } from '../set-up/identity.ts';
import { EXIT, type HqCommand } from './command.ts';

export const restoredCommand: HqCommand = {
  summary: 'To be run once after the database was restored from a backup, before it serves again.',
  options: {},
  run: async (_, config, line) => {
    // As the one who serves: a headquarters that runs would go on under the old incarnation.
    const database = await openDatabase(config.database, { as: 'serving', size: 2, report: () => {} });
    try {
      const incarnation = await beginIncarnation(database.pool, Date.now());
      line.out(`Incarnation ${incarnation}: registers send again what this database does not have.`);
    } finally {
      await database.close();
    }
    return EXIT.ok;
  },
};
