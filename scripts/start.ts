import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defaultDataDir } from '../electron/host/default-data-dir.ts';
import { buildIfStale } from './build.ts';
import { openBrowser } from './open-browser.ts';

// npm start: the desktop app; where its program can't be had, the same register in the browser. `-- --browser` asks for that.

const root = join(import.meta.dirname, '..');
const electron = join(root, 'node_modules/electron');

const obstacle = process.argv.includes('--browser') ? 'Asked for the browser' : whyNoDesktop();
try {
  if (obstacle === null) await openDesktop();
  else await openLoopback(obstacle);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}

/** Why the desktop app can't be opened here, in a few words, or null. Fetches the Electron program if it is not there yet. */
function whyNoDesktop(): string | null {
  const override = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (override) return existsSync(join(override, 'electron')) ? null : `No Electron program in ${override}`;
  const isLinux = process.platform === 'linux';
  if (isLinux && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'])
    return 'There is no display here';
  if (hasElectron()) return null;
  spawnSync(process.execPath, [join(electron, 'install.js')], { stdio: 'ignore', timeout: 300_000 });
  return hasElectron() ? null : 'The Electron program could not be fetched';
}

function hasElectron(): boolean {
  const path = join(electron, 'path.txt');
  return existsSync(path) && existsSync(join(electron, 'dist', readFileSync(path, 'utf8')));
}

async function openDesktop(): Promise<void> {
  await buildIfStale(['renderer', 'electron']);
  const child = spawn(process.execPath, [join(electron, 'cli.js'), root], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  process.exitCode = await new Promise<number>((ended) => child.on('close', (code) => ended(code ?? 1)));
}

async function openLoopback(why: string): Promise<void> {
  await buildIfStale(['renderer']);
  // Loaded late: a desktop start needs none of it in this process.
  const { openHost } = await import('../electron/host/open-host.ts');
  const { serveUntilStopped } = await import('../electron/host/web/serve-until-stopped.ts');
  const host = await openHost({ dataDir: defaultDataDir() });
  await serveUntilStopped(host, {
    ready: (web) => {
      const opened = !process.argv.includes('--no-open') && openBrowser(web.url);
      console.log(
        `${why}: Mallard ${opened ? 'opens in your browser' : 'waits for your browser'} at ${web.url} (Ctrl-C ends it)`,
      );
    },
  });
}
