import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Opens an address in the user's browser where there is one; false where there is none. */
export function openBrowser(url: string): boolean {
  const command = opener(url);
  if (command === null) return false;
  const child = spawn(command.program, command.args, { detached: true, stdio: 'ignore' });
  child.on('error', (error) => console.error(`The browser could not be opened: ${error.message}`));
  child.unref();
  return true;
}

function opener(url: string): { program: string; args: string[] } | null {
  if (process.platform === 'win32')
    return { program: 'rundll32', args: ['url.dll,FileProtocolHandler', url] };
  if (process.platform === 'darwin') return { program: 'open', args: [url] };
  const hasDisplay = Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
  return hasDisplay && isOnPath('xdg-open') ? { program: 'xdg-open', args: [url] } : null;
}

const isOnPath = (program: string): boolean =>
  (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
