import { listBackups, makeBackup, verifyBackup } from '#electron/store/maintenance/backup.ts';
import { type CliCommand, EXIT } from './command.ts';
import { DATA_HELP, storeHere } from './store-here.ts';

export const backupCommand: CliCommand = {
  summary: 'Copies the store and opens the copy to prove it; the register may go on selling.',
  help: `Usage: mallard backup [--list] [--data <folder>]

Makes a backup beside the store and checks it. Old ones go: 24 hourly, 14 daily and 6 monthly stay.

  --list           Lists the backups there are, newest first, each opened and checked.
${DATA_HELP}

Exit codes: 0 made, 1 a listed backup is not sound, 3 no store, or less than 2 GB are free.`,
  options: { list: { type: 'boolean' } },
  words: [0, 0],
  run: async ({ dataDir, values }, line) => {
    const folder = storeHere(dataDir);
    if (values['list'] !== true) {
      const { path, bytes, position } = makeBackup(folder, Date.now(), 'manual');
      line.out(`${path} (${bytes} bytes, ${position} entries)`);
      return EXIT.ok;
    }
    const checked = listBackups(folder).map(({ path, bytes }) => ({ path, bytes, state: stateOf(path) }));
    for (const { path, bytes, state } of checked) line.out(`${path}  ${bytes} bytes  ${state ?? 'sound'}`);
    if (checked.length === 0) line.out('There is no backup yet.');
    return checked.every(({ state }) => state === null) ? EXIT.ok : EXIT.finding;
  },
};

/** null: sound; else what is wrong with it. */
function stateOf(path: string): string | null {
  try {
    verifyBackup(path);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
