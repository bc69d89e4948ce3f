import { parseArgs } from 'node:util';
import { type StoreError, type StoreProblem, storeErrorOf } from '#electron/store/store-error.ts';
import { defaultDataDir } from '../default-data-dir.ts';
import { backupCommand } from './backup.ts';
import { type CliCommand, EXIT, type ExitCode, type Given, type Line, UsageError } from './command.ts';
import { doctorCommand } from './doctor.ts';
import { importCommand } from './import.ts';
import { printerCommand } from './printer.ts';
import { restoreCommand } from './restore.ts';
import { serveCommand } from './serve.ts';

const COMMANDS: Readonly<Record<string, CliCommand>> = {
  import: importCommand,
  doctor: doctorCommand,
  backup: backupCommand,
  restore: restoreCommand,
  printer: printerCommand,
  serve: serveCommand,
};

/** Runs `mallard <command> …` and answers its exit code; nothing is thrown. */
export async function runCli(args: readonly string[], line: Line): Promise<ExitCode> {
  const [name, ...rest] = args;
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    line.out(overview());
    return name === undefined ? EXIT.usage : EXIT.ok;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) {
    line.err(`mallard: there is no command '${name}'\n\n${overview()}`);
    return EXIT.usage;
  }
  try {
    const given = read(command, rest);
    if (given.values['help'] === true) {
      line.out(command.help);
      return EXIT.ok;
    }
    return await command.run(given, line);
  } catch (error) {
    return complain(name, error, line);
  }
}

function read(command: CliCommand, args: readonly string[]): Given {
  const { values, positionals } = parse(command, args);
  const [least, most] = command.words;
  if (values['help'] !== true && (positionals.length < least || positionals.length > most))
    throw new UsageError(
      least === most ? `${least} words are needed` : `${least} to ${most} words are needed`,
    );
  const data = values['data'];
  return {
    values,
    words: positionals,
    dataDir: typeof data === 'string' ? data : defaultDataDir(),
  };
}

function parse(command: CliCommand, args: readonly string[]) {
  const options = {
    ...command.options,
    data: { type: 'string' },
    help: { type: 'boolean', short: 'h' },
  } as const;
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function complain(name: string, error: unknown, line: Line): ExitCode {
  if (error instanceof UsageError) {
    line.err(`mallard ${name}: ${error.message}\nSee: mallard ${name} --help`);
    return EXIT.usage;
  }
  const trouble = storeErrorOf(error);
  if (trouble) {
    line.err(`mallard ${name}: ${wordsOf(trouble)}`);
    return EXIT.store;
  }
  line.err(`mallard ${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return EXIT.finding;
}

const WORDS: Readonly<Record<StoreProblem, string>> = {
  'in-use': 'The register is running. Stop it first.',
  'from-newer-version': 'The store was written by a newer version of Mallard. Nothing was changed.',
  damaged: 'The store is damaged. Nothing was changed. See: mallard restore --help',
  'not-durable': 'The store can’t be opened so that sales are safe. Nothing was changed.',
  'read-only': 'The folder can’t be written. Nothing was changed.',
  'disk-full': 'The disk is full. Nothing was changed.',
  'not-a-store': 'There is no store here.',
};

const wordsOf = ({ problem, message }: StoreError): string => `${WORDS[problem]} (${message})`;

function overview(): string {
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length));
  const rows = Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`);
  return `Usage: mallard <command> [options]

${rows.join('\n')}

mallard <command> --help tells more.
Exit codes: 0 well, 1 something was found or refused, 2 called wrongly, 3 the store can’t be used.`;
}
