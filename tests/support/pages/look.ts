import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { accessibilityFaults } from '../chromium.ts';

/** A folder for pictures of what was seen; none are made without. */
const PICTURES = process.env['PICTURES'];

/** Nothing stands in anybody's way on this page, in the dark neither; a person may look at it afterwards. */
export async function look(page: Page, name: string): Promise<void> {
  const size = page.viewportSize();
  for (const colorScheme of ['dark', 'light'] as const) {
    await page.emulateMedia({ colorScheme });
    expect(await accessibilityFaults(page)).toEqual([]);
    if (PICTURES === undefined) continue;
    for (const width of [1280, 1024]) {
      await page.setViewportSize({ width, height: 768 });
      await page.screenshot({ path: join(PICTURES, `${name}-${colorScheme}-${width}.png`) });
    }
    if (size !== null) await page.setViewportSize(size);
  }
}
