import { type ChildProcess, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  accessibilityFaults,
  collectComplaints,
  findChromium,
  launchChromium,
} from '#tests/support/chromium.ts';

const root = resolve(import.meta.dirname, '../..');
const { reason } = await findChromium();
const dir = mkdtempSync(join(tmpdir(), 'mallard-loopback-'));
const rendererDir = join(dir, 'renderer');

beforeAll(() => {
  mkdirSync(join(rendererDir, 'assets'), { recursive: true });
  writeFileSync(
    join(rendererDir, 'index.html'),
    `<!doctype html><html lang="en"><head><title>-</title><style nonce="__CSP_NONCE__">main{color:rgb(1,2,3)}</style><script type="module" src="/assets/page.js"></script></head><body><main style="top:1px">Till</main></body></html>`,
  );
  writeFileSync(
    join(rendererDir, 'assets/page.js'),
    `const socket = new WebSocket('ws://' + location.host + '/rpc');
     socket.addEventListener('open', () => { document.title = 'open'; });
     socket.addEventListener('close', () => { document.title = 'closed'; });`,
  );
});

afterAll(() => rmSync(dir, { recursive: true, force: true }));

/** Runs the loopback host; `lines` is what it says after its address. */
async function serve(): Promise<{
  child: ChildProcess;
  url: string;
  lines: string[];
  ended: Promise<number | null>;
}> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'app/serve.ts'), dir, rendererDir], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise<number | null>((done) => child.on('close', done));
  const lines: string[] = [];
  const url = await new Promise<string>((first) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('http')) first(line);
      else lines.push(line);
    });
  });
  return { child, url, lines, ended };
}

it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
  'closes the register and ends with code 0 at %s',
  async (signal) => {
    const { child, lines, ended } = await serve();
    child.kill(signal);
    expect([await ended, lines]).toEqual([0, ['register stopped']]);
  },
);

describe.skipIf(reason !== undefined)(
  `the loopback host in a browser${reason ? ` (skipped: ${reason})` : ''}`,
  () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await launchChromium();
    });
    afterAll(() => browser.close());

    it('takes the token out of the address, survives a reload, and runs without a policy violation', async () => {
      const { child, url, ended } = await serve();
      const page = await browser.newPage();
      const complaints = collectComplaints(page);
      await page.goto(url);
      await page.waitForFunction(() => document.title === 'open');
      expect(page.url()).toBe(`${new URL(url).origin}/`);
      await page.reload();
      await page.waitForFunction(() => document.title === 'open');
      const seen = await page.evaluate(() => ({
        colour: getComputedStyle(document.querySelector('main') ?? document.body).color,
        cookie: document.cookie,
        host: document.querySelector<HTMLMetaElement>('meta[name="mallard-host"]')?.content,
      }));
      expect(seen).toEqual({ colour: 'rgb(1, 2, 3)', cookie: '', host: 'loopback' });
      expect([complaints, await accessibilityFaults(page)]).toEqual([[], []]);
      child.kill('SIGTERM');
      await page.waitForFunction(() => document.title === 'closed');
      expect(await ended).toBe(0);
      await page.close();
    });

    it('refuses scripts and styles that were put into the page, and connections to anywhere else', async () => {
      const { child, url, ended } = await serve();
      const page = await browser.newPage();
      const complaints = collectComplaints(page);
      await page.goto(url);
      await page.waitForFunction(() => document.title === 'open');
      await page.evaluate(async () => {
        const script = document.createElement('script');
        script.textContent = 'document.title = "broken in"';
        const style = document.createElement('style');
        style.textContent = 'main{color:rgb(9,9,9)}';
        document.head.append(script, style);
        const image = new Image();
        image.src = 'https://example.com/pixel.png';
        await fetch('https://example.com/').catch(() => null);
      });
      expect(
        await page.evaluate(() => [
          document.title,
          getComputedStyle(document.querySelector('main') ?? document.body).color,
        ]),
      ).toEqual(['open', 'rgb(1, 2, 3)']);
      const refused = complaints.filter((line) => line.includes('Content Security Policy')).join('\n');
      for (const rule of ['script-src', 'style-src', 'img-src', 'connect-src'])
        expect(refused).toContain(rule);
      await page.close();
      child.kill('SIGTERM');
      expect(await ended).toBe(0);
    });

    it('shows a locked door, not the till, to a browser that has no session', async () => {
      const { child, url, ended } = await serve();
      const page = await browser.newPage();
      await page.goto(new URL(url).origin);
      expect(await page.textContent('h1')).toContain('Open Mallard from its own address');
      await page.close();
      child.kill('SIGTERM');
      expect(await ended).toBe(0);
    });
  },
);
