import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { root } from './running-app.ts';

// `npm run demo` and `npm start` as a person runs them, but for the browser that would open.

const home = mkdtempSync(join(tmpdir(), 'mallard-home-'));
afterAll(() => rmSync(home, { recursive: true, force: true }));

interface Command {
  readonly child: ChildProcess;
  readonly output: () => string;
  /** The address it printed. */
  readonly address: Promise<string>;
  readonly ended: Promise<number | null>;
}

function command(script: string, args: string[], env: Record<string, string> = {}): Command {
  const child = spawn(process.execPath, [join(root, 'scripts', script), ...args], {
    cwd: root,
    env: {
      ...process.env,
      DISPLAY: '',
      WAYLAND_DISPLAY: '',
      TMPDIR: home,
      MALLARD_DATA: join(home, 'register'),
      ...env,
    },
  });
  let output = '';
  const ended = new Promise<number | null>((done) => child.on('close', done));
  const address = new Promise<string>((found, failed) => {
    const hear = (part: Buffer): void => {
      output += part.toString();
      const url = /http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+/.exec(output)?.[0];
      if (url) found(url);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    void ended.then((code) => failed(new Error(`ended with ${code}: ${output}`)));
  });
  return { child, output: () => output, address, ended };
}

const isBuilt = existsSync(join(root, 'dist/.built'));

describe.skipIf(!isBuilt)(`the commands${isBuilt ? '' : ' (skipped: not built: npm run build)'}`, () => {
  it('npm run demo opens a chain whose registers have joined, says who may sign in, and leaves nothing behind', async () => {
    const demo = command('demo.ts', ['--no-open']);
    await demo.address;
    const urls = demo.output().match(/http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+/g) ?? [];
    const answers = await Promise.all(urls.map((url) => fetch(url, { redirect: 'manual' })));
    expect(answers.map(({ status }) => status)).toEqual([303, 303, 303]);
    const hq = /Headquarters +(\S+)/.exec(demo.output())?.[1];
    expect((await fetch(`${hq}/ready`)).status).toBe(200);
    expect(demo.output()).toMatch(/\(Manager\): PIN \d{4}/);
    demo.child.kill('SIGINT');
    expect(await demo.ended).toBe(0);
    await expect(fetch(`${hq}/ready`)).rejects.toThrow();
    expect(readdirSync(home).filter((name) => name.startsWith('mallard-demo-'))).toEqual([]);
  });

  it('npm run demo --alone opens one register without headquarters', async () => {
    const demo = command('demo.ts', ['--alone', '--no-open']);
    const url = await demo.address;
    const entry = await fetch(url, { redirect: 'manual' });
    expect([entry.status, entry.headers.get('location')]).toEqual([303, '/']);
    expect(demo.output()).toMatch(/\(.+\): PIN \d{4}/);
    demo.child.kill('SIGINT');
    expect(await demo.ended).toBe(0);
    expect(readdirSync(home).filter((name) => name.startsWith('mallard-demo-'))).toEqual([]);
  });

  it('npm start says in one line why there is no desktop, and opens the register on loopback', async () => {
    const start = command('start.ts', ['--no-open']);
    expect((await fetch(await start.address, { redirect: 'manual' })).status).toBe(303);
    start.child.kill('SIGTERM');
    expect(await start.ended).toBe(0);
    expect(start.output()).toMatch(
      /^There is no display here: Mallard waits for your browser at http:\S+ \(Ctrl-C ends it\)\n$/,
    );
  });
});
