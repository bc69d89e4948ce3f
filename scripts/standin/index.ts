import { EventEmitter } from 'node:events';
import { note } from './journal.ts';

// The part of Electron's main-process interface that electron/shell uses.
export { app } from './app.ts';
export { MessageChannelMain } from './ports.ts';
export { protocol, session } from './session.ts';
export { BrowserWindow, ipcMain } from './windows.ts';

export const Menu = {
  buildFromTemplate: (template: unknown) => ({ template }),
  setApplicationMenu: (menu: { template: unknown } | null) => note('Menu.setApplicationMenu', menu),
};

export const dialog = {
  showErrorBox: (title: string, content: string) => {
    note('dialog.showErrorBox', { title, content });
    console.error(`${title}: ${content}`);
  },
};

export const powerSaveBlocker = { start: (kind: string) => note('powerSaveBlocker.start', kind) };
export const powerMonitor = new EventEmitter();
