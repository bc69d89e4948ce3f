import { join } from 'node:path';
import { defaultDataDir } from './host/default-data-dir.ts';
import { openHost } from './host/open-host.ts';
import { runShell } from './shell/run.ts';

// The desktop app: the register and the shell around it. Runs bundled as dist-electron/main.js, from a checkout or an asar.

const root = join(import.meta.dirname, '..');
const dataDir = defaultDataDir();

// Not awaited: Electron gets ready only once this module has been evaluated. A failure ends the app (shell/crash.ts).
void runShell({
  dataDir,
  rendererDir: join(root, 'dist/renderer'),
  preload: join(import.meta.dirname, 'preload.cjs'),
  icon: join(root, 'resources/icons/256x256.png'),
  openRegister: () => openHost({ dataDir }),
});
