import { mkdir } from 'node:fs/promises';
import { backupPlace } from '../backup/backup-place.ts';
import { makeBackup } from '../backup/make-backup.ts';
import { backupsOf } from '../config.ts';
import { EXIT, type HqCommand } from './command.ts';
import { visit } from './visit.ts';

export const backupCommand: HqCommand = {
  summary: 'Makes a verified backup of its own PostgreSQL now, beside a headquarters that serves or alone.',
  options: {},
  run: async (_, config, line) => {
    const { database } = config;
    const target = backupsOf(config);
    if (database.kind === 'named' || target === null) {
      line.err('Of a PostgreSQL of your own its tools make backups; then say: npm run hq -- archived --at …');
      return EXIT.refused;
    }
    await mkdir(target, { recursive: true, mode: 0o700 });
    const { folder, manifest } = await visit(config, () =>
      makeBackup(backupPlace(database.folder), { target, now: Date.now }),
    );
    const rows = manifest.tables.reduce((sum, table) => sum + table.rows, 0);
    line.out(`${folder}  (${rows} rows, restored on trial and found whole)`);
    return EXIT.ok;
  },
};
