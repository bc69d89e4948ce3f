import { existsSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { v7 as uuidv7 } from 'uuid';
import { dataFolder, makeFolders } from '#electron/store/data-folder.ts';
import { takeLock } from '#electron/store/lock.ts';
import { newestBackup } from '#electron/store/maintenance/backup.ts';
import { restore } from '#electron/store/maintenance/restore.ts';
import { type CliCommand, EXIT, type Given, UsageError } from './command.ts';
import { DATA_HELP } from './store-here.ts';

export const restoreCommand: CliCommand = {
  summary: 'Puts a backup in the store’s place and goes on in a new epoch.',
  help: `Usage: mallard restore (<backup> | --newest) [--data <folder>]

Puts the store that is there aside, never away, copies the backup into its place and starts a new epoch, so that no ticket
number is ever given twice. Sales made after the backup are in what was put aside.

  <backup>         A file, or the name of one in the backup folder (mallard backup --list).
  --newest         The newest backup that is sound.
${DATA_HELP}

Exit codes: 0 restored, 1 there is no such backup, 2 called wrongly, 3 the backup is damaged or the register is running.`,
  options: { newest: { type: 'boolean' } },
  words: [0, 1],
  run: async (given, line) => {
    const folder = dataFolder(given.dataDir);
    makeFolders(folder);
    const file = chosen(given);
    if (file === null) {
      line.err('There is no such backup.');
      return EXIT.finding;
    }
    const release = takeLock(folder.lock);
    try {
      line.err(`Restoring ${file} …`);
      const done = restore(folder, file, { now: Date.now(), newId: () => uuidv7() });
      line.out(`Restored ${done.from}: ${done.position} entries, epoch ${done.epoch || 'not founded'}.`);
      if (done.aside !== null) line.out(`What was there is in ${done.aside}.`);
      return EXIT.ok;
    } finally {
      release();
    }
  },
};

function chosen({ words, values, dataDir }: Given): string | null {
  const [word] = words;
  const newest = values['newest'] === true;
  if ((word === undefined) === !newest) throw new UsageError('name a backup, or say --newest');
  const folder = dataFolder(dataDir);
  if (word === undefined) return newestBackup(folder)?.path ?? null;
  const known = [resolve(word), join(folder.backups, basename(word))];
  return known.find((path) => existsSync(path)) ?? null;
}
