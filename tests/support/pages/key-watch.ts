import type { Page } from 'playwright-core';

/** What became of a key press in the browser: whether its own meaning was taken from it. */
export interface KeyWatch {
  /** Presses it, modifiers and all, and answers whether its default was prevented. */
  readonly isPrevented: (key: string) => Promise<boolean>;
}

interface Watching {
  readonly keysSeen: { code: string; prevented: boolean }[];
}

/** Listens before the page itself does, so it sees also what the page swallows. Call it before the page is opened. */
export async function watchKeys(page: Page): Promise<KeyWatch> {
  await page.addInitScript(() => {
    const keysSeen: Watching['keysSeen'] = [];
    Object.assign(window, { keysSeen });
    window.addEventListener(
      'keydown',
      (event) => setTimeout(() => keysSeen.push({ code: event.code, prevented: event.defaultPrevented })),
      true,
    );
  });
  return {
    isPrevented: async (key) => {
      const code = key.slice(key.lastIndexOf('+') + 1);
      await page.evaluate(() => {
        (window as unknown as Watching).keysSeen.length = 0;
      });
      await page.keyboard.press(key);
      const seen = await page.waitForFunction(
        (pressed) => (window as unknown as Watching).keysSeen.find((each) => each.code === pressed),
        code,
      );
      return (await seen.jsonValue())?.prevented === true;
    },
  };
}
