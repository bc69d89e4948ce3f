import type { Locator, Page } from 'playwright-core';
import { byKeys, type Hands } from './hands.ts';

/** The first run as an owner meets it. */
export interface SetupPage {
  readonly open: (url: string) => Promise<void>;
  readonly choice: (name: RegExp) => Locator;
  readonly chooseOwn: () => Promise<void>;
  readonly field: (name: string) => Locator;
  /** Types into the field that has the focus, or into the one named. */
  readonly fill: (name: string, text: string) => Promise<void>;
  readonly next: () => Promise<void>;
  readonly step: () => Promise<string>;
  readonly expectStep: (title: string) => Promise<void>;
  /** Errors beside fields, as they read. */
  readonly problems: () => Promise<string[]>;
  readonly language: (name: string) => Locator;
  readonly recoveryCode: () => Promise<string>;
  /** Ticks "I have written it down" and goes on. */
  readonly noteCode: () => Promise<void>;
}

export function setupPage(page: Page, hands: Hands = byKeys(page)): SetupPage {
  const field = (name: string): Locator => page.locator(`input[name="${name}"]`);
  const current = page.locator('[aria-current="step"]');
  const code = page.getByRole('status', { name: /Recovery code|恢复码/ });
  return {
    open: async (url) => {
      await page.goto(url);
      await page.getByRole('heading', { level: 1 }).waitFor();
    },
    choice: (name) => page.getByRole('button', { name }),
    chooseOwn: async () => {
      await hands.press('Alt+Digit2', page.getByRole('button', { name: /Start my own store|开我自己的店/ }));
      await field('name').waitFor();
    },
    field,
    fill: async (name, text) => {
      if (hands.kind === 'fingers') await field(name).tap();
      else await travelTo(page, name);
      await page.keyboard.press('Control+KeyA');
      await page.keyboard.type(text, { delay: 40 });
    },
    next: () => hands.press('Enter', page.getByTestId('setup.next')),
    step: () => current.innerText(),
    expectStep: (title) => current.filter({ hasText: title }).waitFor(),
    problems: () => page.locator('[id$="-error"]').allInnerTexts(),
    language: (name) => page.getByRole('radio', { name }),
    recoveryCode: async () => {
      await code.waitFor();
      return (await code.locator('span').allInnerTexts()).join('-');
    },
    noteCode: async () => {
      const noted = page.getByRole('checkbox');
      if (hands.kind === 'fingers') await noted.tap();
      else {
        await page.keyboard.press('Tab');
        await page.keyboard.press('Space');
        // Enter on a check box is its own: the button is two stops further.
        await page.keyboard.press('Tab');
        await page.keyboard.press('Tab');
      }
      await hands.press('Enter', page.getByTestId('setup.next'));
    },
  };
}

/** Tab until the field has the focus. */
async function travelTo(page: Page, name: string): Promise<void> {
  for (let stops = 0; stops < 40; stops += 1) {
    const here = await page.evaluate(() => document.activeElement?.getAttribute('name'));
    if (here === name) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`no field ${name} to tab to`);
}
