import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The program's version, from the package file above this one: in a checkout, a bundle and a packaged app alike. */
export function programVersion(from: string = import.meta.dirname): string {
  try {
    const { version } = JSON.parse(readFileSync(join(from, 'package.json'), 'utf8')) as { version?: unknown };
    if (typeof version === 'string') return version;
  } catch {
    // No package file here: look one folder up.
  }
  const above = dirname(from);
  return above === from ? 'unknown' : programVersion(above);
}
