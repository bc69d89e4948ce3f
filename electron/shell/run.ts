import { app, type BrowserWindow, dialog, ipcMain, Menu, session } from 'electron';
import { pagePorts } from '#electron/host/web/page-port.ts';
import type { RegisterHost, ReportFault } from '#electron/host/web/register-host.ts';
import { rendererFiles } from '#node/renderer-files.ts';
import { endOnBug, reviveWindow } from './crash.ts';
import { faultLog } from './fault-log.ts';
import { connectPages } from './ipc.ts';
import { menuTemplate } from './menu.ts';
import { keepAwake } from './power.ts';
import { registerAppScheme, serveApp } from './protocol.ts';
import { denyNavigation, denyPermissions } from './security.ts';
import { claimSingleInstance } from './single-instance.ts';
import { loadTill, openTillWindow } from './window.ts';

export interface ShellOptions {
  readonly dataDir: string;
  /** The built renderer. */
  readonly rendererDir: string;
  /** The built preload script. */
  readonly preload: string;
  readonly icon: string;
  /** Opens the register; its refusal is shown and ends the app. */
  openRegister(): Promise<RegisterHost>;
}

/** How long the register may take to finish when the app quits, ms. */
const LAST_CALL = 20_000;

/** The desktop app from start to end: one register, one till window. Must be called before Electron is ready. */
export async function runShell(options: ShellOptions): Promise<void> {
  const report = faultLog(options.dataDir);
  let till: BrowserWindow | null = null;
  if (!claimSingleInstance(app, () => till)) {
    app.quit();
    return;
  }
  endOnBug(app, report);
  registerAppScheme();
  app.enableSandbox();
  denyNavigation(app);
  app.on('window-all-closed', () => app.quit());
  await app.whenReady();
  const host = await opened(options, report);
  if (host === null) return;
  stopWithApp(host, report);
  prepareSession(options, host, report);
  keepAwake(app);
  till = openTillWindow({ preload: options.preload, icon: options.icon, devTools: !app.isPackaged });
  connectPages(ipcMain, {
    serve: pagePorts(host, report),
    isTill: (contents) => contents === till?.webContents,
    report,
  });
  reviveWindow(till, report);
  await loadTill(till).catch((error: unknown) => report('window', error));
}

async function opened(options: ShellOptions, report: ReportFault): Promise<RegisterHost | null> {
  try {
    return await options.openRegister();
  } catch (error) {
    report('register', error);
    dialog.showErrorBox('Mallard', error instanceof Error ? error.message : String(error));
    app.exit(1);
    return null;
  }
}

function prepareSession(options: ShellOptions, host: RegisterHost, report: ReportFault): void {
  denyPermissions(session.defaultSession);
  const files = rendererFiles({
    rendererDir: options.rendererDir,
    picture: host.picture,
    hostKind: 'desktop',
    sockets: [],
  });
  serveApp(session.defaultSession.protocol, files, report);
  const menu = menuTemplate({ platform: process.platform, packaged: app.isPackaged });
  Menu.setApplicationMenu(menu === null ? null : Menu.buildFromTemplate(menu));
}

/** The app quits once the register has stopped; a register that can't stop in time is reported and left behind. */
function stopWithApp(host: RegisterHost, report: ReportFault): void {
  let state: 'running' | 'stopping' | 'stopped' = 'running';
  app.on('before-quit', (event) => {
    if (state === 'stopped') return;
    event.preventDefault();
    if (state === 'stopping') return;
    state = 'stopping';
    const late = setTimeout(() => {
      report('register', new Error('did not stop in time'));
      app.exit(1);
    }, LAST_CALL);
    host
      .stop()
      .catch((error: unknown) => report('register', error))
      .finally(() => {
        clearTimeout(late);
        state = 'stopped';
        app.quit();
      });
  });
}
