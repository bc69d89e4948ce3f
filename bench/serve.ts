import { type ChildProcess, spawn } from 'node:child_process';

/** A register served by `mallard serve` in a process of its own, as a user has it. */
export interface Served {
  readonly child: ChildProcess;
  readonly url: string;
  /** When its process was started, `performance.now()`. */
  readonly begun: number;
  /** Milliseconds until the address was printed. */
  readonly ready: number;
  readonly stop: () => Promise<void>;
}

export function serve(dir: string): Promise<Served> {
  const begun = performance.now();
  const child = spawn(process.execPath, ['electron/host/cli.ts', 'serve', '--data', dir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.setEncoding('utf8');
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => reject(new Error(`the host ended with ${String(code)}`)));
    child.stdout.on('data', (text: string) => {
      said += text;
      const url = /http:\/\/\S+/.exec(said)?.[0];
      if (url) resolve({ child, url, begun, ready: performance.now() - begun, stop: () => stop(child) });
    });
  });
}

function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('close', () => resolve());
    child.kill('SIGTERM');
  });
}
