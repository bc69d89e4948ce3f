import { expect, it } from 'vitest';
import { menuTemplate } from './menu.ts';

const roles = (at: Parameters<typeof menuTemplate>[0]): string[] =>
  JSON.stringify(menuTemplate(at))
    .match(/"role":"\w+"/g)
    ?.map((role) => role.slice(8, -1)) ?? [];

it('gives the till no menu on Windows and Linux', () => {
  expect(menuTemplate({ platform: 'linux', packaged: true })).toBeNull();
  expect(menuTemplate({ platform: 'win32', packaged: true })).toBeNull();
});

it('gives macOS what it needs and nothing that reloads, closes, zooms or opens developer tools', () => {
  expect(roles({ platform: 'darwin', packaged: true })).toEqual(['about', 'hide', 'quit', 'editMenu']);
});

it('gives developers their tools from a checkout', () => {
  expect(roles({ platform: 'linux', packaged: false })).toEqual(['forceReload', 'toggleDevTools']);
});
