import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findChromium } from '#tests/support/chromium.ts';
import type { TestPage } from './app/page.ts';
import { detail, quit, type Running, root, run, start, until } from './running-app.ts';

const { reason } = await findChromium();
const built = mkdtempSync(join(tmpdir(), 'mallard-shell-'));
const main = join(import.meta.dirname, 'app/main.ts');

/** The test app with its page at work. */
async function startApp(): Promise<Running> {
  const app = await start(main, { SHELL_TEST_BUILT: built });
  await app.page.waitForFunction(() => document.title === 'window 42');
  return app;
}

beforeAll(async () => {
  const bundle = async (input: string, file: string, format: 'cjs' | 'esm') => {
    const made = await rolldown({
      input: join(root, input),
      external: ['electron'],
      cwd: root,
      platform: 'browser',
    });
    await made.write({ file: join(built, file), format });
    await made.close();
  };
  mkdirSync(join(built, 'renderer'));
  await bundle('electron/preload.ts', 'preload.cjs', 'cjs');
  await bundle('tests/shell/app/page.ts', 'renderer/assets/page.js', 'esm');
  writeFileSync(
    join(built, 'renderer', 'index.html'),
    '<!doctype html><html><head><title>-</title><style nonce="__CSP_NONCE__">p{color:red}</style><script type="module" src="/assets/page.js"></script></head><body><script>document.title="inline script ran"</script></body></html>',
  );
});

afterAll(() => rmSync(built, { recursive: true, force: true }));

describe.skipIf(reason !== undefined)(`the desktop shell${reason ? ` (skipped: ${reason})` : ''}`, () => {
  let app: Running;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => quit(app));
  const inPage = <T>(script: () => T | Promise<T>): Promise<T> => app.page.evaluate(script);

  it('opens one guarded window', () => {
    expect(detail(app, 'BrowserWindow')).toMatchObject({
      show: false,
      webPreferences: {
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        allowRunningInsecureContent: false,
        webviewTag: false,
        navigateOnDragDrop: false,
      },
    });
    expect(detail(app, 'protocol.registerSchemesAsPrivileged')).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
    ]);
    expect(app.journal().map((line) => line.call)).toEqual(
      expect.arrayContaining(['app.enableSandbox', 'window.show', 'powerSaveBlocker.start']),
    );
  });

  it('hands the page a port that speaks the contract, and puts nothing on its window', async () => {
    expect(await app.page.title()).toBe('window 42');
    expect(await inPage(() => document.body.dataset['globals'])).toBe('');
    const streamed = await inPage(async () => {
      const { client } = (globalThis as unknown as { test: TestPage }).test;
      const seen: number[] = [];
      for await (const n of await client.count({ to: 3 })) seen.push(n);
      return seen;
    });
    expect(streamed).toEqual([1, 2, 3]);
  });

  it('runs under the production policy', async () => {
    const reply = await inPage(async () => {
      const response = await fetch('/', { cache: 'no-store' });
      return { policy: response.headers.get('content-security-policy'), body: await response.text() };
    });
    const nonce = /nonce="([^"]+)"/.exec(reply.body)?.[1];
    expect(reply.body).toContain('<meta name="mallard-host" content="desktop">');
    expect(reply.policy).toContain(
      `default-src 'none'; script-src 'self'; style-src 'self' 'nonce-${nonce}'`,
    );
    expect(reply.policy).toContain(`connect-src 'self';`);
    expect(await inPage(() => [document.body.dataset['eval'], document.title])).toEqual([
      'refused',
      'window 42',
    ]);
    expect(await inPage(() => fetch('https://example.com/').catch((error: Error) => error.name))).toBe(
      'TypeError',
    );
  });

  it('answers GET only, inside its folder only', async () => {
    const statuses = await inPage(async () => {
      const ask = async (path: string, method: string) => (await fetch(path, { method })).status;
      return [
        await ask('/assets/page.js', 'GET'),
        await ask('/assets/page.js', 'POST'),
        await ask('/..%2f..%2fetc%2fpasswd', 'GET'),
        await ask('/assets/none.js', 'GET'),
      ];
    });
    expect(statuses).toEqual([200, 405, 404, 404]);
  });

  it('goes nowhere else and opens no window', async () => {
    const before = app.page.url();
    await inPage(() => {
      location.href = 'https://example.com/';
    });
    await until(
      async () => expect(detail(app, 'navigation')).toEqual({ url: 'https://example.com/', prevented: true }),
      app.output,
    );
    await inPage(() => void window.open('/sales'));
    await until(async () => expect(detail(app, 'window.open')).toMatchObject({ action: 'deny' }), app.output);
    expect(app.page.url()).toBe(before);
    await until(async () => expect(app.browser.contexts()[0]?.pages()).toHaveLength(1), app.output);
  });

  it('gets no permission but to copy text', async () => {
    const states = await inPage(async () => {
      const state = async (name: string) =>
        (await navigator.permissions.query({ name: name as PermissionName })).state;
      const place = await new Promise((answered) =>
        navigator.geolocation.getCurrentPosition(
          () => answered('found'),
          (error) => answered(error.code),
        ),
      );
      return [
        await state('camera'),
        await state('geolocation'),
        await state('clipboard-sanitized-write'),
        place,
      ];
    });
    expect(states).toEqual(['denied', 'denied', 'granted', 1]);
    expect(detail(app, 'session.setDevicePermissionHandler')).toBe(false);
  });

  it('gives a page that asks again a new line and ends the old one', async () => {
    const lines = await inPage(async () => {
      const { client, connect } = (globalThis as unknown as { test: TestPage }).test;
      const before = await client.lines();
      return [before, await (await connect()).lines()];
    });
    expect(lines).toEqual([1, 1]);
    await app.page.reload();
    await app.page.waitForFunction(() => document.title === 'window 42');
  });

  it('lets a second Mallard only bring the first to the front', async () => {
    const second = run(main, app.userData);
    expect(await second.ended).toBe(0);
    expect(second.journal().some((line) => line.call === 'BrowserWindow')).toBe(false);
    await until(
      async () => expect(app.journal().map((line) => line.call)).toContain('window.focus'),
      app.output,
    );
  });

  it('complains of nothing but what the policy refused', () => {
    expect(
      app.complaints.filter(
        (line) => !/Content Security Policy|example\.com|answer 40[45]|status of 40[45]/.test(line),
      ),
    ).toEqual([]);
  });
});

describe.skipIf(reason !== undefined)(
  `the life of the desktop shell${reason ? ` (skipped: ${reason})` : ''}`,
  () => {
    it('stops the register before it quits, with code 0', async () => {
      const app = await startApp();
      expect([await quit(app), app.output()]).toEqual([0, 'register stopped\n']);
    });

    it('quits when its window is closed', async () => {
      const app = await startApp();
      await app.page.close();
      expect(await app.ended).toBe(0);
      await quit(app);
    });

    it('brings a crashed page back', async () => {
      const app = await startApp();
      const session = await app.page.context().newCDPSession(app.page);
      session.send('Page.crash').catch(() => {});
      await until(async () => {
        const page = app.browser.contexts()[0]?.pages().at(-1);
        expect(page === app.page ? '' : await page?.title()).toBe('window 42');
      }, app.output);
      expect(readFileSync(join(app.userData, 'logs', 'shell.log'), 'utf8')).toContain(
        'page process gone: crashed',
      );
      expect(await quit(app)).toBe(0);
    });

    it('says why the register could not be opened, and ends with code 1', async () => {
      const userData = mkdtempSync(join(tmpdir(), 'mallard-user-'));
      const app = run(main, userData, { SHELL_TEST_BUILT: built, SHELL_TEST_REFUSE: '1' });
      expect(await app.ended).toBe(1);
      expect(detail(app, 'dialog.showErrorBox')).toEqual({
        title: 'Mallard',
        content: 'The store is from a newer Mallard.',
      });
      rmSync(userData, { recursive: true });
    });
  },
);
