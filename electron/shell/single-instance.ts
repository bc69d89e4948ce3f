import type { App, BrowserWindow } from 'electron';

/**
 * One Mallard to a user: false means another already runs and has been brought to the front, so this one should quit.
 * (The store has a lock of its own, which also keeps out the loopback host.)
 */
export function claimSingleInstance(app: App, till: () => BrowserWindow | null): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', () => {
    const window = till();
    if (window === null) return;
    if (window.isMinimized()) window.restore();
    window.show();
    window.focus();
  });
  return true;
}
