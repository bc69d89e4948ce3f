import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** Headquarters as a process of its own, as a chain runs it. */
export interface RunningHq {
  readonly address: string;
  readonly child: ChildProcess;
  /** Every line it has said. */
  readonly said: readonly string[];
  /** Sends the signal and answers the exit code, null where it was killed. */
  readonly end: (signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL') => Promise<number | null>;
}

/** What `npm run hq` starts: Node's flags and the program. */
const [, ...HQ] = (
  JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: { hq: string } }
).scripts.hq.split(' ');

const spawnHq = (args: readonly string[]) =>
  spawn(process.execPath, [...HQ, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });

/** Starts `npm run hq` without npm and waits until its doors are open. Throws with what it said when it ends before. */
export async function runHq(folder: string, args: readonly string[] = []): Promise<RunningHq> {
  const child = spawnHq(['--data', folder, '--port', '0', '--log', 'info', ...args]);
  const closed = once(child, 'close');
  const said: string[] = [];
  const address = await new Promise<string>((open, failed) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        said.push(line);
        const told = line.startsWith('{') ? (JSON.parse(line) as { msg: string; address?: string }) : null;
        if (told?.msg === 'open' && told.address !== undefined) open(told.address);
      });
    }
    child.once('close', () => failed(new Error(said.join('\n'))));
  });
  return {
    address,
    child,
    said,
    end: async (signal) => {
      child.kill(signal);
      const [code] = await closed;
      return typeof code === 'number' ? code : null;
    },
  };
}

/** The PostgreSQL that runs in a folder; null when none does. */
export function postmasterOf(folder: string): number | null {
  try {
    return Number(readFileSync(join(folder, 'data', 'postmaster.pid'), 'utf8').split('\n')[0]);
  } catch {
    return null;
  }
}

/** Runs a command of headquarters to its end. */
export async function hqCommand(
  args: readonly string[],
): Promise<{ readonly code: number; readonly said: string }> {
  const child = spawnHq(args);
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (part: Buffer) => {
      said += part.toString();
    });
  }
  const [code] = await once(child, 'close');
  return { code: Number(code), said };
}
