import { join } from 'node:path';
import { app } from 'electron';
import { runShell } from '#electron/shell/run.ts';
import { tinyHost } from '../tiny-host.ts';

// The real shell around the tiny register, run by the stand-in for the Electron executable.
const built = process.env['SHELL_TEST_BUILT'] ?? '';
const dataDir = app.getPath('userData');

void runShell({
  dataDir,
  rendererDir: join(built, 'renderer'),
  preload: join(built, 'preload.cjs'),
  icon: 'unused',
  openRegister: async () => {
    if (process.env['SHELL_TEST_REFUSE']) throw new Error('The store is from a newer Mallard.');
    const host = tinyHost(dataDir);
    process.on('exit', () => console.log(host.stopped() ? 'register stopped' : 'register left open'));
    return host;
  },
});
