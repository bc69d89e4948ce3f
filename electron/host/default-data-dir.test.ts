import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { defaultDataDir } from './default-data-dir.ts';

const home = homedir();

it.each<[string, NodeJS.Platform, Record<string, string>, string]>([
  ['what it is told', 'linux', { MALLARD_DATA: '/srv/till' }, '/srv/till'],
  ['Linux', 'linux', {}, join(home, '.local/share/mallard/register')],
  ['Linux with another place for data', 'linux', { XDG_DATA_HOME: '/data' }, '/data/mallard/register'],
  ['macOS', 'darwin', {}, join(home, 'Library/Application Support/Mallard/register')],
  ['Windows', 'win32', { LOCALAPPDATA: '/local' }, join('/local', 'Mallard', 'register')],
])('is, for %s, where a user’s data lies', (_what, platform, env, expected) => {
  expect(defaultDataDir(env, platform)).toBe(expected);
});
