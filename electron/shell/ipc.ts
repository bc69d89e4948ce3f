import { type IpcMain, MessageChannelMain, type WebContents } from 'electron';
import type { PagePort } from '#electron/host/web/page-port.ts';
import type { ReportFault } from '#electron/host/web/register-host.ts';
import { CONNECT, PORT } from './names.ts';
import { isOurs } from './security.ts';

interface Line {
  readonly serve: (port: PagePort) => void;
  /** The till window's contents: nobody else is answered. */
  readonly isTill: (contents: WebContents) => boolean;
  readonly report: ReportFault;
}

/**
 * Gives the till's page its message port when it asks. A page that asks again (it was reloaded) gets a new one and
 * its old session ends.
 */
export function connectPages(ipc: IpcMain, line: Line): void {
  const open = new WeakMap<WebContents, PagePort>();
  ipc.on(CONNECT, (event) => {
    const frame = event.senderFrame;
    if (frame === null || frame.parent !== null || !isOurs(frame.url) || !line.isTill(event.sender)) {
      line.report('ipc', new Error(`connection refused to ${frame?.url ?? 'a frame that is gone'}`));
      return;
    }
    open.get(event.sender)?.close();
    const { port1, port2 } = new MessageChannelMain();
    const ours = port1 as PagePort;
    open.set(event.sender, ours);
    line.serve(ours);
    frame.postMessage(PORT, null, [port2]);
  });
}
