import { ipcRenderer } from 'electron';
import { APP_ORIGIN, CONNECT, PORT } from './shell/names.ts';

// The whole bridge: when our own page asks, a message port is fetched from the main process and handed to it.
// Nothing is put on `window`; a page of another origin gets nothing.

window.addEventListener('message', (event) => {
  if (event.source === window && event.origin === APP_ORIGIN && event.data === CONNECT)
    ipcRenderer.send(CONNECT);
});

ipcRenderer.on(PORT, (event) => {
  window.postMessage(PORT, APP_ORIGIN, event.ports);
});

/** The little of a page that is used here; the rest of `electron/` has no page, so no page types either. */
declare const window: {
  addEventListener(type: 'message', listener: (event: PageMessage) => void): void;
  postMessage(message: unknown, targetOrigin: string, transfer: readonly object[]): void;
};

interface PageMessage {
  readonly source: unknown;
  readonly origin: string;
  readonly data: unknown;
}
