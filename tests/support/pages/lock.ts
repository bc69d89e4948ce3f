import type { Locator, Page } from 'playwright-core';
import { byKeys, type Hands } from './hands.ts';

/** The lock screen as people meet it. */
export interface LockPage {
  readonly here: () => Promise<void>;
  readonly person: (name: string) => Locator;
  /** Chooses somebody and tries a PIN. */
  readonly tryPin: (name: string, pin: string) => Promise<void>;
  /** The same, and waits until the screens are there. */
  readonly signIn: (name: string, pin: string) => Promise<void>;
  readonly chosen: () => Promise<string>;
  readonly recovery: Locator;
  /** Locks: F12, or a touch on the own name. */
  readonly lock: () => Promise<void>;
}

export function lockPage(page: Page, hands: Hands = byKeys(page)): LockPage {
  const title = page.getByRole('heading', { name: /Who are you\?|您是哪一位/ });
  const person = (name: string): Locator => page.getByRole('button', { name: new RegExp(name) });
  const choose = async (name: string): Promise<void> => {
    const chosen = async (): Promise<boolean> => (await person(name).getAttribute('aria-pressed')) === 'true';
    if (!(await chosen()) && hands.kind === 'fingers') await person(name).tap();
    for (const key of ['ArrowDown', 'ArrowUp'])
      for (let steps = 0; steps < 30 && !(await chosen()); steps += 1) await page.keyboard.press(key);
  };
  const tryPin = async (name: string, pin: string): Promise<void> => {
    await person(name).waitFor();
    await choose(name);
    await page.getByTestId('pin.enter').waitFor();
    await hands.digits(pin);
    await hands.press('Enter', page.getByTestId('pin.enter'));
  };
  return {
    here: () => title.waitFor(),
    person,
    tryPin,
    signIn: async (name, pin) => {
      await tryPin(name, pin);
      await title.waitFor({ state: 'detached' });
    },
    chosen: () => page.locator('button[aria-pressed="true"]').innerText(),
    recovery: page.getByTestId('lock.recover'),
    lock: async () => {
      await hands.press('F12', page.getByTitle(/^Signed in:|^已登录/));
      await title.waitFor();
    },
  };
}
