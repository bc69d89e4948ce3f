import { moveTables } from '../backup/move.ts';
import { readConfig } from '../config.ts';
import { openDatabase } from '../open-database.ts';
import { noteMoved, refuseMoved } from '../set-up/moved.ts';
import { connectOnce } from '../store/pool.ts';
import { EXIT, type HqCommand, needed, UsageError } from './command.ts';

export const moveCommand: HqCommand = {
  summary:
    'Moves everything from its own PostgreSQL into another PostgreSQL; headquarters then serves from there, and registers see no change.',
  options: { to: '<address>       an empty database of that PostgreSQL, as --database takes it' },
  run: async (given, config, line) => {
    const to = readConfig({ database: needed(given, 'to') }, {});
    if (!to.ok) throw new UsageError(to.error.join('\n').replaceAll('--database', '--to'));
    const { database: place } = to.value;
    if (config.database.kind === 'named') {
      line.err(
        'From a PostgreSQL of your own its tools move everything (pg_dump, pg_restore): nothing else is to be done.',
      );
      return EXIT.refused;
    }
    if (place.kind === 'own') throw new UsageError('--to is not the address of a PostgreSQL');
    // As the one who serves: what a headquarters that runs takes in meanwhile would be left behind.
    const opening = { as: 'serving', size: 2, report: () => {} } as const;
    const source = await openDatabase(config.database, opening);
    try {
      await refuseMoved(source.pool);
      const target = await openDatabase(place, opening);
      try {
        const streaming = { pipeline: false };
        const [from, into] = await Promise.all([
          connectOnce(source.plan, streaming),
          connectOnce(target.plan, streaming),
        ]);
        try {
          await moveTables(from, into, ({ table, rows }) => {
            if (rows > 0) line.out(`${table}  ${rows}`);
          });
        } finally {
          await Promise.all([from.end(), into.end()]);
        }
      } finally {
        await target.close();
      }
      const where = nameOf(place.url);
      await noteMoved(source.pool, where);
      line.out(
        `Moved to ${where}, every fact found whole. Serve from there, with what factor.key holds as MALLARD_HQ_FACTOR_KEY; here it starts no more.`,
      );
    } finally {
      await source.close();
    }
    return EXIT.ok;
  },
};

/** Without who signs in there. */
function nameOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}
