import { EventEmitter } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Frame, Page, Route } from 'playwright-core';
import { launchProfile } from '../../tests/support/chromium.ts';
import { app, PreventableEvent } from './app.ts';
import { note } from './journal.ts';
import { type Carried, type FromPage, pageSide, type ToPage } from './page-side.ts';
import type { MessagePortMain } from './ports.ts';
import { fromBrowser, handlerOf, mayUse, toBrowser } from './session.ts';

export const ipcMain = new EventEmitter();

interface WindowOptions {
  readonly width?: number;
  readonly height?: number;
  readonly webPreferences?: { readonly preload?: string };
}

interface SenderFrame {
  readonly url: string;
  readonly parent: SenderFrame | null;
  postMessage(channel: string, message: unknown, ports?: readonly MessagePortMain[]): void;
}

const windows = new Set<BrowserWindow>();
let browser: Promise<BrowserContext> | null = null;

app.closeWindows = async () => {
  for (const window of windows) window.destroy();
  await (await browser)?.close();
};

/** A window's contents: one page of the browser, replaced when it crashes. */
class WebContents extends EventEmitter {
  page: Page | null = null;
  expected: string | null = null;
  readonly #options: WindowOptions;
  readonly #ports = new Map<number, MessagePortMain>();
  #queue: ToPage[] = [];
  #deliver: ((messages: ToPage[]) => void) | null = null;
  #nextPort = 1;
  #openHandler: (details: { url: string }) => { action: string } = () => ({ action: 'allow' });
  #url = '';

  constructor(options: WindowOptions) {
    super();
    this.#options = options;
  }

  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.#openHandler = handler;
  }

  getURL(): string {
    return this.#url;
  }

  async load(url: string): Promise<void> {
    this.#url = url;
    const page = await this.#freshPage();
    this.expected = toBrowser(url);
    await page.goto(this.expected);
  }

  reload(): void {
    note('webContents.reload');
    const page = this.page;
    this.expected = toBrowser(this.#url);
    void (page === null || page.isClosed() ? this.load(this.#url) : page.reload()).catch((error: unknown) =>
      console.error('stand-in: reload', error),
    );
  }

  forcefullyCrashRenderer(): void {
    note('webContents.forcefullyCrashRenderer');
    this.#crashed();
  }

  post(channel: string, message: unknown, ports: readonly MessagePortMain[]): void {
    const numbers = ports.map((port) => {
      const id = this.#nextPort++;
      this.#ports.set(id, port);
      port.moveAway((data) => this.#push({ kind: 'port', port: id, data: carry(data) }));
      port.on('close', () => this.#push({ kind: 'port-closed', port: id }));
      return id;
    });
    this.#push({ kind: 'ipc', channel, message, ports: numbers });
  }

  async #freshPage(): Promise<Page> {
    if (this.page !== null && !this.page.isClosed()) return this.page;
    browser ??= launchProfile(join(app.getPath('userData'), 'chromium'), {
      headless: !process.env['DISPLAY'],
      viewport: { width: this.#options.width ?? 800, height: this.#options.height ?? 600 },
      args: process.env['STANDIN_CDP_PORT']
        ? [`--remote-debugging-port=${process.env['STANDIN_CDP_PORT']}`]
        : [],
    });
    const context = await browser;
    const blank = context.pages().find((page) => page.url() === 'about:blank');
    const page = blank ?? (await context.newPage());
    this.page = page;
    await page.exposeBinding('__standin', (source, message: FromPage) => this.#hear(source.frame, message));
    await page.addInitScript(preloadScript(this.#options.webPreferences?.preload));
    await page.route('**/*', (route) => this.#serve(route));
    page.on('popup', (popup) => void this.#opened(popup));
    page.on('crash', () => this.#crashed());
    page.on('close', () => this.emit('page-closed', page));
    return page;
  }

  /** A refused window is closed as soon as it is there; a real Electron does not open it at all. */
  async #opened(popup: Page): Promise<void> {
    const { action } = this.#openHandler({ url: popup.url() });
    note('window.open', { url: popup.url(), action });
    if (action === 'deny') await popup.close();
  }

  #crashed(): void {
    const page = this.page;
    this.page = null;
    this.#documentGone();
    void page?.close().catch((error: unknown) => console.error('stand-in: close', error));
    note('render-process-gone');
    this.emit('render-process-gone', new PreventableEvent(), { reason: 'crashed', exitCode: 133 });
  }

  /** Ports die with the document that held them. */
  #documentGone(): void {
    this.#queue = [];
    this.#deliver?.([]);
    this.#deliver = null;
    for (const port of this.#ports.values()) port.close();
    this.#ports.clear();
  }

  #push(message: ToPage): void {
    this.#queue.push(message);
    if (this.#deliver === null) return;
    this.#deliver(this.#queue.splice(0));
    this.#deliver = null;
  }

  async #hear(frame: Frame, message: FromPage): Promise<unknown> {
    switch (message.kind) {
      case 'hello':
        return this.#documentGone();
      case 'next':
        return await this.#next();
      case 'send':
        return ipcMain.emit(
          message.channel,
          { sender: this, senderFrame: this.#asSender(frame) },
          ...message.args,
        );
      case 'port':
        return this.#ports.get(message.port)?.postMessage(uncarry(message.data));
      case 'permission':
        return await permission(message);
      default:
        throw new Error('a page said something unknown');
    }
  }

  /** The messages that wait for the page, or the next when there are none. */
  async #next(): Promise<ToPage[]> {
    if (this.#queue.length > 0) return this.#queue.splice(0);
    return await new Promise((deliver) => {
      this.#deliver = deliver;
    });
  }

  #asSender(frame: Frame): SenderFrame {
    const parent = frame.parentFrame();
    return {
      url: fromBrowser(frame.url()),
      parent: parent === null ? null : this.#asSender(parent),
      postMessage: (channel, message, ports = []) => this.post(channel, message, ports),
    };
  }

  /** Every request of the page: a navigation is first offered to the app's listeners, then our schemes answer. */
  async #serve(route: Route): Promise<void> {
    const request = route.request();
    const url = fromBrowser(request.url());
    if (request.isNavigationRequest() && request.url() !== this.expected) {
      const isMainFrame = request.frame().parentFrame() === null;
      const event = Object.assign(new PreventableEvent(), { url, isMainFrame });
      if (isMainFrame) this.emit('will-navigate', event);
      if (!event.defaultPrevented) this.emit('will-frame-navigate', event);
      note('navigation', { url, prevented: event.defaultPrevented });
      if (event.defaultPrevented) return await route.abort('aborted');
    }
    const handler = handlerOf(url);
    if (handler === undefined) return await route.abort('internetdisconnected');
    const answer = await handler(new Request(url, { method: request.method() }));
    await route.fulfill({
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: Buffer.from(await answer.arrayBuffer()),
    });
  }
}

/** A window: a page of the browser, shown where there is a display. */
export class BrowserWindow extends EventEmitter {
  readonly webContents: WebContents;
  #destroyed = false;

  constructor(options: WindowOptions) {
    super();
    note('BrowserWindow', options);
    this.webContents = new WebContents(options);
    windows.add(this);
    app.emit('web-contents-created', new PreventableEvent(), this.webContents);
    this.webContents.on('page-closed', (page: Page) => {
      if (page === this.webContents.page) this.destroy();
    });
  }

  async loadURL(url: string): Promise<void> {
    await this.webContents.load(url);
    this.emit('ready-to-show');
    this.webContents.emit('did-finish-load');
  }

  show(): void {
    note('window.show');
  }
  focus(): void {
    note('window.focus');
  }
  restore(): void {
    note('window.restore');
  }
  isMinimized(): boolean {
    return false;
  }
  isDestroyed(): boolean {
    return this.#destroyed;
  }

  destroy(): void {
    if (this.#destroyed) return;
    this.#destroyed = true;
    windows.delete(this);
    this.emit('closed');
    if (windows.size === 0) app.emit('window-all-closed');
  }
}

async function permission(message: { permission: string; asked: boolean }): Promise<boolean> {
  const granted = await mayUse(message.permission, message.asked);
  note('permission', { permission: message.permission, granted });
  return granted;
}

/** The built preload with the page's side around it; its own origin is written as the browser knows it. */
function preloadScript(file: string | undefined): string {
  const preload = file === undefined ? '' : readFileSync(file, 'utf8').replaceAll('app://', 'https://');
  return `(${pageSide.toString()})((require) => {\n${preload}\n});`;
}

function carry(data: unknown): Carried {
  if (typeof data === 'string') return { text: data };
  const bytes = data instanceof ArrayBuffer ? Buffer.from(data) : Buffer.from(data as Uint8Array);
  return { bytes: bytes.toString('base64') };
}

const uncarry = (data: Carried): unknown =>
  'text' in data ? data.text : new Uint8Array(Buffer.from(data.bytes, 'base64'));
