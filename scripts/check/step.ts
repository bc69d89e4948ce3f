import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/** One check; answers null when all is well. */
export interface Step {
  readonly name: string;
  run(): Promise<{ readonly failed: string } | { readonly skipped: string } | null>;
}

const root = join(import.meta.dirname, '../..');

/** A check done by a package's own program, which fails by its exit code; its words are shown only then. */
export function program(name: string, command: string, args: readonly string[]): Step {
  return {
    name,
    run: async () => {
      const { code, output } = await runNode(binOf(command), args);
      return code === 0 ? null : { failed: output };
    },
  };
}

/**
 * `npm ci` on a fresh machine refuses a lockfile that lacks a platform's package, which `npm install` leaves out without
 * a word; a dry run says so.
 */
export const lockfileIsWhole: Step = {
  name: 'lockfile',
  run: async () => {
    const npm = process.env['npm_execpath'];
    if (!npm?.endsWith('.js')) return { skipped: 'run it through npm' };
    const { output } = await runNode(npm, ['ci', '--dry-run', '--ignore-scripts']);
    const missing = output.split('\n').filter((line) => /Missing:|Invalid:/.test(line));
    return missing.length === 0 ? null : { failed: missing.join('\n') };
  },
};

/** The script behind `node_modules/.bin/<command>`, as its package names it; so no shell and no other Node comes between. */
function binOf(command: string): string {
  const name = packages[command] ?? command;
  const manifest = join(root, 'node_modules', name, 'package.json');
  const { bin } = JSON.parse(readFileSync(manifest, 'utf8')) as { bin: string | Record<string, string> };
  const script = typeof bin === 'string' ? bin : bin[command];
  if (script === undefined) throw new Error(`${name} has no program ${command}`);
  return resolve(dirname(manifest), script);
}

const packages: Readonly<Record<string, string>> = { biome: '@biomejs/biome', tsc: 'typescript' };

function runNode(script: string, args: readonly string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [script, ...args], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  const parts: Buffer[] = [];
  child.stdout.on('data', (part: Buffer) => parts.push(part));
  child.stderr.on('data', (part: Buffer) => parts.push(part));
  return new Promise((ended, failed) => {
    child.on('error', failed);
    child.on('close', (code) => ended({ code, output: Buffer.concat(parts).toString().trimEnd() }));
  });
}
