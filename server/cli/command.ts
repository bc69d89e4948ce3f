import type { HqConfig } from '../config.ts';

/** How a command ends: done; refused, or it broke; called or configured wrongly. */
export const EXIT = { ok: 0, refused: 1, usage: 2 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** Where a command speaks, and how it is asked to stop. */
export interface Line {
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stopAsked: AbortSignal;
}

export type Given = Readonly<Record<string, string | undefined>>;

/** One command of headquarters. */
export interface HqCommand {
  /** What it does, in a line of the overview. */
  readonly summary: string;
  /** Its own options with their lines of the help; those of the configuration stand beside them. */
  readonly options: Readonly<Record<string, string>>;
  readonly run: (given: Given, config: HqConfig, line: Line) => Promise<ExitCode>;
}

/** Called wrongly: the message is shown with a pointer to the help. */
export class UsageError extends Error {}

/** An option the command can't do without. Throws UsageError. */
export function needed(given: Given, name: string): string {
  const value = given[name]?.trim();
  if (!value) throw new UsageError(`--${name} is needed`);
  return value;
}
