import { BrowserWindow } from 'electron';
import { APP_ORIGIN } from './names.ts';

export interface TillWindowOptions {
  readonly preload: string;
  readonly icon: string;
  /** Developer tools stay shut in a packaged app. */
  readonly devTools: boolean;
}

/** The till's window, shown once its first screen is painted. Every guard is stated though most are Electron's defaults. */
export function openTillWindow(options: TillWindowOptions): BrowserWindow {
  const window = new BrowserWindow({
    width: 1366,
    height: 768,
    minWidth: 1024,
    minHeight: 700,
    show: false,
    backgroundColor: '#f6f7f5',
    icon: options.icon,
    autoHideMenuBar: true,
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: options.devTools,
    },
  });
  window.once('ready-to-show', () => window.show());
  return window;
}

/** Shows the till; a refused load is the caller's to report. */
export const loadTill = (window: BrowserWindow): Promise<void> => window.loadURL(`${APP_ORIGIN}/`);
