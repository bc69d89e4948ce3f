import type { App, BrowserWindow } from 'electron';
import type { ReportFault } from '#electron/host/web/register-host.ts';

/** A page that does not answer for this long is ended and loaded anew, ms. Drafts are kept by the host, so nothing is lost. */
const PATIENCE = 15_000;

/** A page that lived this long starts the back-off from its beginning, ms. */
const SETTLED = 60_000;

/** Pause before the n-th reload in a row, ms: at once, then doubling from half a second to half a minute. */
export const reloadPause = (failures: number): number =>
  failures === 0 ? 0 : Math.min(30_000, 250 * 2 ** failures);

/** Brings a till's page back when its process dies or hangs. */
export function reviveWindow(window: BrowserWindow, report: ReportFault): void {
  const { webContents } = window;
  let failures = 0;
  let settled: NodeJS.Timeout | null = null;
  let hanging: NodeJS.Timeout | null = null;
  const stop = (timer: NodeJS.Timeout | null): null => {
    if (timer !== null) clearTimeout(timer);
    return null;
  };
  webContents.on('render-process-gone', (_event, details) => {
    if (details.reason === 'clean-exit') return;
    report('page', new Error(`page process gone: ${details.reason} (${details.exitCode})`));
    hanging = stop(hanging);
    settled = stop(settled);
    setTimeout(() => {
      if (window.isDestroyed()) return;
      webContents.reload();
      settled = setTimeout(() => {
        failures = 0;
      }, SETTLED);
    }, reloadPause(failures++));
  });
  window.on('unresponsive', () => {
    report('page', new Error('page does not answer'));
    hanging ??= setTimeout(() => webContents.forcefullyCrashRenderer(), PATIENCE);
  });
  window.on('responsive', () => {
    hanging = stop(hanging);
  });
  window.on('closed', () => {
    hanging = stop(hanging);
    settled = stop(settled);
  });
}

/**
 * A bug in the main process: it is reported and the app ends with code 1, started anew unless it had just begun
 * (so a bug at start is not a loop). What was committed is on disk; the store is not trusted to a broken process.
 */
export function endOnBug(app: App, report: ReportFault): void {
  process.on('uncaughtException', (error) => {
    report('main process', error);
    if (process.uptime() * 1000 > SETTLED) app.relaunch();
    app.exit(1);
  });
  process.on('unhandledRejection', (error) => {
    throw error;
  });
  app.on('child-process-gone', (_event, details) => {
    report('helper process', new Error(`${details.type} gone: ${details.reason} (${details.exitCode})`));
  });
}
