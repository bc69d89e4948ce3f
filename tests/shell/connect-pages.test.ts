import { EventEmitter } from 'node:events';
import type { IpcMain, WebContents } from 'electron';
import { expect, it, vi } from 'vitest';
import { connectPages } from '#electron/shell/ipc.ts';

// Node can't load Electron; the stand-in's message channel has the same manners.
vi.mock('electron', () => import('../../scripts/standin/ports.ts'));

const till = { name: 'till' } as unknown as WebContents;

interface Asking {
  readonly url: string;
  readonly parent?: object | null;
  readonly sender?: WebContents;
}

/** One page asks; answers how many ports it got, how many sessions began, and what was reported. */
function ask(...pages: (Asking | null)[]) {
  const ipc = new EventEmitter();
  const served: EventEmitter[] = [];
  const faults: string[] = [];
  let handed = 0;
  connectPages(ipc as unknown as IpcMain, {
    serve: (port) => served.push(port as unknown as EventEmitter),
    isTill: (contents) => contents === till,
    report: (_where, error) => faults.push(String(error)),
  });
  for (const page of pages) {
    const senderFrame = page && { url: page.url, parent: page.parent ?? null, postMessage: () => handed++ };
    ipc.emit('mallard:connect', { sender: page?.sender ?? till, senderFrame });
  }
  return { handed, served, faults };
}

it('hands the till its port', () => {
  const { handed, served, faults } = ask({ url: 'app://pos/' });
  expect([handed, served.length, faults]).toEqual([1, 1, []]);
});

it('ends the session before when the page asks again', async () => {
  const { served } = ask({ url: 'app://pos/' }, { url: 'app://pos/sales' });
  const ended = new Promise((done) => served[0]?.on('close', () => done('ended')));
  expect([served.length, await ended]).toEqual([2, 'ended']);
});

it.each<[string, Asking | null]>([
  ['a page of another site', { url: 'https://evil.example/' }],
  ['a page whose address only begins like ours', { url: 'app://pos.evil/' }],
  ['a file', { url: 'file:///app://pos/' }],
  ['a frame inside our page', { url: 'app://pos/', parent: {} }],
  ['another window', { url: 'app://pos/', sender: {} as WebContents }],
  ['a frame that is gone', null],
])('refuses %s', (_who, page) => {
  const { handed, served, faults } = ask(page);
  expect([handed, served.length, faults.length]).toEqual([0, 0, 1]);
});
