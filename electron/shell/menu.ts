import type { MenuItemConstructorOptions } from 'electron';

/**
 * The application menu. A till has none on Windows and Linux: so nothing reloads, closes, zooms or opens developer tools
 * by a slip of the hand. macOS needs one to quit, copy and paste. From a checkout there is one more, for developers.
 */
export function menuTemplate(at: {
  platform: NodeJS.Platform;
  packaged: boolean;
}): MenuItemConstructorOptions[] | null {
  const till: MenuItemConstructorOptions[] =
    at.platform === 'darwin'
      ? [
          {
            label: 'Mallard',
            submenu: [{ role: 'about' }, { type: 'separator' }, { role: 'hide' }, { role: 'quit' }],
          },
          { role: 'editMenu' },
        ]
      : [];
  const menu = at.packaged ? till : [...till, developer];
  return menu.length === 0 ? null : menu;
}

const developer: MenuItemConstructorOptions = {
  label: 'Developer',
  submenu: [{ role: 'forceReload' }, { role: 'toggleDevTools' }],
};
