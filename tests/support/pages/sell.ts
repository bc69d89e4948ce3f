import type { Locator, Page } from 'playwright-core';
import type { Till } from '../till.ts';
import { type ScannerPress, scanAt, typeAt } from './timed-keys.ts';

/** The sell screen as a clerk meets it. Specs speak in these words; what they are made of is known here alone. */
export interface SellPage {
  readonly open: (till: Till, who?: string) => Promise<void>;
  readonly signIn: (till: Till, who?: string) => Promise<void>;
  /** A scanner: a burst of keys and its suffix. */
  readonly scan: (code: string, options?: ScannerPress) => Promise<void>;
  readonly press: (...keys: string[]) => Promise<void>;
  readonly type: (text: string) => Promise<void>;
  readonly total: () => Promise<string>;
  /** Waits until the total reads so. */
  readonly expectTotal: (text: string) => Promise<void>;
  readonly lines: () => Promise<string[]>;
  /** Waits until there are so many. */
  readonly expectLines: (count: number) => Promise<void>;
  /** Waits until this line is the chosen one and in sight. */
  readonly expectChosen: (name: string) => Promise<void>;
  readonly quantity: Locator;
  readonly search: Locator;
  readonly happened: Locator;
  readonly tile: (name: string) => Locator;
  readonly chosenTile: () => Promise<string>;
  readonly department: (name: string) => Locator;
  readonly tab: (name: string | RegExp) => Locator;
  readonly button: (name: string | RegExp) => Locator;
  readonly dialog: (title: string | RegExp) => DialogPage;
  readonly announced: () => Promise<string>;
  /** Signs in with fingers only. */
  readonly openByTouch: (till: Till, who?: string) => Promise<void>;
  readonly anyTile: (index: number) => Locator;
  readonly expectQuantity: (text: string) => Promise<void>;
  /** Gives the chosen ticket up; the clerk needs the manager for it. */
  readonly voidTicket: (till: Till) => Promise<void>;
  /** Esc until no dialog is open. */
  readonly closeDialogs: () => Promise<void>;
}

export interface DialogPage {
  readonly box: Locator;
  readonly button: (name: string | RegExp) => Locator;
  readonly field: (label: string | RegExp) => Locator;
  readonly row: (name: string | RegExp) => Locator;
  readonly gone: () => Promise<void>;
}

export function sellPage(page: Page): SellPage {
  const total = page.getByTestId('total');
  const lines = page.locator('[data-line]');
  const signIn = async (till: Till, who = 'Mei Lin'): Promise<void> => {
    const pin = till.people.find(({ name }) => name === who)?.pin ?? '';
    await page.getByRole('button', { name: who }).waitFor();
    await page.keyboard.press(`Key${who.charAt(0)}`);
    await page.getByTestId('pin.enter').waitFor();
    await typeAt(page, pin);
    await page.keyboard.press('Enter');
    await page
      .getByTestId('total')
      .or(page.getByTestId('to-pay'))
      .or(page.getByTestId('change-due'))
      .first()
      .waitFor();
  };
  const dialogs = page.getByRole('dialog');
  return {
    open: async (till, who) => {
      await page.goto(till.url);
      await signIn(till, who);
    },
    signIn,
    scan: (code, options) => scanAt(page, code, options),
    press: async (...keys) => {
      for (const key of keys) await page.keyboard.press(key);
    },
    type: (text) => typeAt(page, text),
    total: () => total.innerText(),
    expectTotal: (text) => total.filter({ hasText: new RegExp(`^${escaped(text)}$`) }).waitFor(),
    lines: () => page.locator('[data-line] > button').allInnerTexts(),
    expectLines: (count) =>
      count === 0 ? lines.first().waitFor({ state: 'detached' }) : lines.nth(count - 1).waitFor(),
    expectChosen: (name) =>
      page.locator('[data-line][data-selected="true"]').filter({ hasText: name }).waitFor(),
    quantity: page.getByTestId('line-quantity'),
    search: page.locator('[data-typed-codes]'),
    happened: page.getByTestId('happened'),
    tile: (name) => page.locator('[id^="tile-"]').filter({ hasText: name }).first(),
    chosenTile: () => page.locator('[id^="tile-"][data-selected="true"]').innerText(),
    department: (name) => page.getByRole('navigation').getByRole('button', { name, exact: true }),
    tab: (name) => page.getByRole('button', { name }),
    button: (name) => page.getByRole('button', { name }).first(),
    dialog: (title) => dialogPage(page, title),
    announced: () =>
      page
        .locator('[role="status"][aria-live="polite"]')
        .allInnerTexts()
        .then((texts) => texts.join('').trim()),
    openByTouch: async (till, who = 'Mei Lin') => {
      await page.goto(till.url);
      await page.getByRole('button', { name: who }).tap();
      const pin = till.people.find(({ name }) => name === who)?.pin ?? '';
      for (const digit of pin) await page.getByRole('button', { name: `Digit ${digit}`, exact: true }).tap();
      await page.getByTestId('pin.enter').tap();
      await total.waitFor();
    },
    anyTile: (index) => page.locator('[id^="tile-"]').nth(index),
    expectQuantity: async (text) => {
      await page.waitForFunction(
        (wanted) =>
          document.querySelector<HTMLInputElement>('[data-testid="line-quantity"]')?.value === wanted,
        text,
      );
    },
    voidTicket: async (till) => {
      await page.keyboard.press('Alt+KeyV');
      const ask = dialogPage(page, /^Void ticket/);
      await ask.field('Reason').fill('test');
      await page.keyboard.press('Enter');
      const approval = dialogPage(page, 'Approval needed');
      await approval.box.waitFor();
      const { pin = '' } = till.people.find(({ role }) => role === 'Manager') ?? {};
      await typeAt(page, pin);
      await page.keyboard.press('Enter');
      await dialogs.first().waitFor({ state: 'detached' });
      await page
        .getByTestId('total')
        .filter({ hasText: /^¥0\.00$/ })
        .waitFor();
    },
    closeDialogs: async () => {
      while ((await dialogs.count()) > 0) await page.keyboard.press('Escape');
    },
  };
}

export function dialogPage(page: Page, title: string | RegExp): DialogPage {
  const box = page.getByRole('dialog', { name: title });
  return {
    box,
    button: (name) => box.getByRole('button', { name }),
    field: (label) => box.getByLabel(label),
    row: (name) => box.getByRole('listitem').getByRole('button', { name }),
    gone: () => box.waitFor({ state: 'detached' }),
  };
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
