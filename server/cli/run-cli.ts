import { parseArgs } from 'node:util';
import { CONFIG_HELP, CONFIG_OPTIONS, readConfig } from '../config.ts';
import { Trouble } from '../trouble.ts';
import { archivedCommand } from './archived.ts';
import { backupCommand } from './backup.ts';
import { codeCommand } from './code.ts';
import { EXIT, type ExitCode, type Given, type HqCommand, type Line, UsageError } from './command.ts';
import { moveCommand } from './move.ts';
import { restoreCommand } from './restore.ts';
import { restoredCommand } from './restored.ts';
import { serveCommand } from './serve.ts';
import { setUpCommand } from './set-up.ts';

const COMMANDS: Readonly<Record<string, HqCommand>> = {
  serve: serveCommand,
  setup: setUpCommand,
  code: codeCommand,
  backup: backupCommand,
  restore: restoreCommand,
  restored: restoredCommand,
  archived: archivedCommand,
  move: moveCommand,
};

/** Runs `npm run hq -- <command> …`, `serve` where none is named, and answers its exit code; nothing is thrown. */
export async function runCli(args: readonly string[], line: Line): Promise<ExitCode> {
  const named = args[0] !== undefined && !args[0].startsWith('-');
  const [name = '', ...rest] = named ? args : ['serve', ...args];
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  try {
    if (!command) throw new UsageError(`there is no command '${name}'`);
    const given = read(command, rest);
    if (given === 'help') {
      line.out(named ? helpOf(name, command) : overview());
      return EXIT.ok;
    }
    const config = readConfig(given, line.env);
    if (!config.ok) throw new UsageError(config.error.join('\n'));
    return await command.run(given, config.value, line);
  } catch (error) {
    return complain(error, line);
  }
}

function read(command: HqCommand, args: readonly string[]): Given | 'help' {
  const own = Object.fromEntries(
    Object.keys(command.options).map((name) => [name, { type: 'string' as const }]),
  );
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { ...CONFIG_OPTIONS, ...own, help: { type: 'boolean', short: 'h' } },
    });
    if (values['help'] === true) return 'help';
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]));
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function complain(error: unknown, line: Line): ExitCode {
  if (error instanceof UsageError) {
    line.err(`Mallard headquarters: ${error.message.replaceAll('\n', '\n  ')}\nSee: npm run hq -- --help`);
    return EXIT.usage;
  }
  const words =
    error instanceof Trouble ? error.message : error instanceof Error ? error.stack : String(error);
  line.err(`Mallard headquarters: ${words}`);
  return EXIT.refused;
}

const optionsOf = ({ options }: HqCommand): string =>
  Object.entries(options)
    .map(([name, help]) => `  --${name} ${help}\n`)
    .join('');

const helpOf = (name: string, command: HqCommand): string =>
  `Usage: npm run hq -- ${name} [options]\n\n${command.summary}\n\n${optionsOf(command)}${CONFIG_HELP}`;

function overview(): string {
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length));
  const rows = Object.entries(COMMANDS).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`);
  return `Usage: npm run hq -- [command] [options]

${rows.join('\n')}

${CONFIG_HELP}

Each can stand in the environment instead: --port as MALLARD_HQ_PORT, --database as DATABASE_URL.
npm run hq -- <command> --help tells more. Exit codes: 0 well, 1 refused or broken, 2 called wrongly.`;
}
