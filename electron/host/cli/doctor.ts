import type { LetGo } from '#electron/store/base/what-was-let-go.ts';
import { type DoctorStep, examine } from '#electron/store/maintenance/doctor.ts';
import { type CliCommand, EXIT } from './command.ts';
import { DATA_HELP, storeHere } from './store-here.ts';

const STEPS: Readonly<Record<DoctorStep, string>> = {
  file: 'The file itself',
  chains: 'Every chain of the journal',
  numbers: 'Gapless numbers',
  'rebuild-forwards': 'Rebuilding, oldest entry first',
  'rebuild-backwards': 'Rebuilding, newest entry first',
  compare: 'Comparing every table',
};

const reach = ({ facts, reachesTo }: LetGo): string =>
  `The journal reaches back to ${new Date(reachesTo).toISOString()}; the store's base stands for ${facts} entries.`;

export const doctorCommand: CliCommand = {
  summary: 'Looks a store over: chains, numbers, and every table against a rebuild.',
  help: `Usage: mallard doctor [--data <folder>]

Verifies every chain of the journal, rebuilds all tables from it in two orders and compares them row by row.
It only reads, so the register may go on selling meanwhile.

${DATA_HELP}

Exit codes: 0 all is well, 1 something is wrong (the first finding names the first difference), 3 no store.`,
  options: {},
  words: [0, 0],
  run: async ({ dataDir }, line) => {
    const report = examine(storeHere(dataDir), (step) => line.err(`${STEPS[step]} …`));
    if (report.letGo !== null) line.out(reach(report.letGo));
    if (report.ok) {
      line.out(`All is well: ${report.entries} entries, ${report.tables} tables.`);
      return EXIT.ok;
    }
    for (const { code, where, what } of report.findings) line.out(`${code}: ${where}: ${what}`);
    return EXIT.finding;
  },
};
