import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Where this user's register keeps its files unless told otherwise: `MALLARD_DATA`, else the platform's place for
 * application data. The desktop app, the loopback host and the command line agree on it.
 */
export function defaultDataDir(
  env: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  if (env['MALLARD_DATA']) return env['MALLARD_DATA'];
  const home = homedir();
  if (platform === 'win32')
    return join(env['LOCALAPPDATA'] ?? join(home, 'AppData', 'Local'), 'Mallard', 'register');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'Mallard', 'register');
  return join(env['XDG_DATA_HOME'] || join(home, '.local', 'share'), 'mallard', 'register');
}
