import { join } from 'node:path';
import type { Browser, BrowserContextOptions } from 'playwright-core';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { findChromium, launchChromium } from './chromium.ts';
import { type OfficePage, officePage } from './pages/office.ts';
import { openPage } from './pages/open-page.ts';
import { openTill, rendererIsBuilt, type Till } from './till.ts';

/** Why the back office can't be tested on this machine, or undefined. */
export const missingForOffice =
  (await findChromium()).reason ?? (rendererIsBuilt() ? undefined : 'no built renderer');

export interface OpenOffice {
  readonly office: OfficePage;
  readonly page: import('playwright-core').Page;
  readonly complaints: readonly string[];
}

/** One store and one browser for the tests of a file. */
export function useOffice(): {
  readonly till: () => Till;
  /** The register was switched off and on again: pages are opened anew. */
  readonly restart: () => Promise<void>;
  readonly open: (
    address?: string,
    options?: BrowserContextOptions & { readonly who?: string },
  ) => Promise<OpenOffice>;
} {
  let till: Till | null = null;
  let browser: Browser | null = null;
  beforeAll(async () => {
    till = await openTill();
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await till?.close();
  });
  const ready = (): Till => {
    if (till === null) throw new Error('the store is not open yet');
    return till;
  };
  return {
    till: ready,
    restart: async () => {
      till = await ready().restart();
    },
    open: async (address, { who, ...options } = {}) => {
      if (browser === null) throw new Error('the browser is not open yet');
      const { page, complaints } = await openPage(browser, options);
      const office = officePage(page);
      // Where a folder is named, the page of a failed test is kept as a picture.
      const pictures = process.env['MALLARD_FAILED_PICTURES'];
      if (pictures !== undefined)
        onTestFinished(async ({ task }) => {
          if (task.result?.state === 'fail')
            await page.screenshot({ path: join(pictures, `${task.name.replaceAll(/\W+/g, '-')}.png`) });
        });
      await office.open(ready(), address, who);
      return { office, page, complaints };
    },
  };
}
