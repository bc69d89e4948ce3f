import { spawn } from 'node:child_process';

/** Runs a script of this folder until it says READY, lets it go on for `after` milliseconds and kills it. Answers the lines it said. */
export function runUntilKilled(
  script: string,
  args: readonly string[],
  after: number,
): Promise<readonly string[]> {
  const child = spawn(process.execPath, [`tests/crash/${script}`, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  let timer: NodeJS.Timeout | undefined;
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (text: string) => {
    said += text;
    if (!timer && said.includes('READY')) timer = setTimeout(() => child.kill('SIGKILL'), after);
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      clearTimeout(timer);
      if (code !== null) reject(new Error(`${script} ended by itself with ${code}`));
      else resolve(said.split('\n').slice(0, -1));
    });
  });
}
