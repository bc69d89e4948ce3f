import type { App, Session, WebContents } from 'electron';
import { APP_ORIGIN } from './names.ts';

/**
 * Keeps every page where it is: it may go nowhere but to itself, open no window, hold no web view and no frame.
 * Electron's security list, items 12 to 14.
 */
export function denyNavigation(app: App): void {
  app.on('web-contents-created', (_event, contents) => confine(contents));
}

function confine(contents: WebContents): void {
  const stayHome = (event: { url: string; preventDefault(): void }): void => {
    if (!isOurs(event.url)) event.preventDefault();
  };
  contents.on('will-navigate', stayHome);
  contents.on('will-redirect', stayHome);
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
}

/** A page of the till may copy text; it gets no camera, no device, no place, no notification. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, decide) => decide(permission === COPY_TEXT));
  session.setPermissionCheckHandler((_contents, permission) => permission === COPY_TEXT);
  session.setDevicePermissionHandler(() => false);
}

const COPY_TEXT = 'clipboard-sanitized-write';

/** Whether an address is a page of the app. */
export function isOurs(address: string): boolean {
  return address === APP_ORIGIN || address.startsWith(`${APP_ORIGIN}/`);
}
