import type { ParseArgsOptionsConfig } from 'node:util';

/** How a command of the line ends: well; with a finding or refusal; called wrongly; the store can't be used. */
export const EXIT = { ok: 0, finding: 1, usage: 2, store: 3 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Where a command speaks, and how it is asked to stop. */
export interface Line {
  /** What was asked for. */
  readonly out: (text: string) => void;
  /** Progress and complaints. */
  readonly err: (text: string) => void;
  readonly stopAsked: AbortSignal;
}

export interface Given {
  readonly values: Readonly<Record<string, string | boolean | undefined>>;
  readonly words: readonly string[];
  /** Folder of the register's files. */
  readonly dataDir: string;
}

/** One command of the line. */
export interface CliCommand {
  /** What it does, in a line of the overview. */
  readonly summary: string;
  /** All of its help. */
  readonly help: string;
  readonly options: ParseArgsOptionsConfig;
  /** How many words it takes besides its options, at least and at most. */
  readonly words: readonly [number, number];
  readonly run: (given: Given, line: Line) => Promise<ExitCode>;
}

/** Called wrongly: the message is shown with a pointer to the help. */
export class UsageError extends Error {}

export const textOption = (given: Given, name: string): string | undefined => {
  const value = given.values[name];
  return typeof value === 'string' ? value : undefined;
};

/** A port number of an option. Throws UsageError. */
export function portOption(given: Given, name: string, otherwise: number): number {
  const text = textOption(given, name);
  if (text === undefined) return otherwise;
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new UsageError(`--${name} needs a port, 0 to 65535`);
  return port;
}
