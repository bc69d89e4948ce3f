import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { collectComplaints } from '../chromium.ts';

export interface OpenPage {
  readonly page: Page;
  /** What it complained about so far. */
  readonly complaints: string[];
}

/** A page of its own for one test; what it complains about fails the test that asks. */
export async function openPage(browser: Browser, options: BrowserContextOptions = {}): Promise<OpenPage> {
  const opened = await newPage(browser, options);
  onTestFinished(() => opened.page.context().close());
  return opened;
}

/** A page that stays until its browser goes: for tests that go on where the one before left off. */
export async function newPage(browser: Browser, options: BrowserContextOptions = {}): Promise<OpenPage> {
  const context = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    locale: 'en',
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  return { page, complaints: collectComplaints(page) };
}
