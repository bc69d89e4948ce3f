import type { Locator, Page } from 'playwright-core';
import type { Till } from '../till.ts';
import { scanAt, typeAt } from './timed-keys.ts';

/** The back office as a manager meets it. Specs speak in these words; what they are made of is known here alone. */
export interface OfficePage {
  /** Signs in and goes to a page of the back office by its address. */
  readonly open: (till: Till, address?: string, who?: string) => Promise<void>;
  readonly signIn: (name: string, pin: string) => Promise<void>;
  readonly go: (address: string) => Promise<void>;
  readonly address: () => string;
  readonly here: (title: string | RegExp) => Promise<void>;
  /** The side list, as it is read. */
  readonly pages: () => Promise<string[]>;
  readonly pageLink: (name: string) => Locator;
  readonly press: (...keys: string[]) => Promise<void>;
  readonly type: (text: string) => Promise<void>;
  readonly scan: (code: string) => Promise<void>;
  readonly button: (name: string | RegExp) => Locator;
  readonly link: (name: string | RegExp) => Locator;
  readonly field: (label: string | RegExp) => Locator;
  /** One of a list; `within` where several have the label. */
  readonly choose: (label: string, option: string, within?: Locator) => Promise<void>;
  readonly segment: (group: string | RegExp, option: string) => Locator;
  readonly toggle: (label: string, within?: Locator) => Locator;
  readonly search: Locator;
  readonly grid: Locator;
  readonly row: (text: string | RegExp) => Locator;
  /** What is open beside the list. */
  readonly pane: (title: string | RegExp) => Locator;
  readonly figure: (label: string) => Locator;
  readonly dialog: (title: string | RegExp) => Locator;
  readonly words: (text: string | RegExp) => Locator;
  readonly downloadOf: (
    act: () => Promise<void>,
  ) => Promise<{ readonly name: string; readonly text: string }>;
  readonly chooseFile: (file: { readonly name: string; readonly text: string }) => Promise<void>;
  readonly typePin: (pin: string) => Promise<void>;
  readonly focusIn: (box: Locator) => Promise<boolean>;
}

export function officePage(page: Page): OfficePage {
  const typePin = async (pin: string): Promise<void> => {
    // Slower than a scanner: a burst of keys is a scan.
    await typeAt(page, pin);
    await page.keyboard.press('Enter');
  };
  const signIn = async (name: string, pin: string): Promise<void> => {
    await page.getByRole('button', { name }).click();
    await page.getByTestId('pin.enter').waitFor();
    await typePin(pin);
  };
  const go = async (address: string): Promise<void> => {
    await page.evaluate((to) => history.pushState(null, '', to), address);
    await page.locator('h1').first().waitFor();
  };
  const button = (name: string | RegExp): Locator => page.getByRole('button', { name }).first();
  return {
    open: async (till, address = '/office/today', who = 'Grace Hoffmann') => {
      await page.goto(till.url);
      await signIn(who, till.people.find(({ name }) => name === who)?.pin ?? '');
      await page.getByTestId('total').waitFor();
      await go(address);
    },
    signIn,
    go,
    address: () => new URL(page.url()).pathname + new URL(page.url()).search,
    here: (title) => page.getByRole('heading', { level: 1, name: title }).waitFor(),
    pages: () => page.getByRole('navigation').getByRole('link').allInnerTexts(),
    pageLink: (name) => page.getByRole('navigation').getByRole('link', { name, exact: true }),
    press: async (...keys) => {
      for (const key of keys) await page.keyboard.press(key);
    },
    type: (text) => typeAt(page, text),
    scan: (code) => scanAt(page, code),
    button,
    link: (name) => page.getByRole('link', { name }).first(),
    field: (label) => page.getByLabel(label).first(),
    choose: async (label, option, within) => {
      await (within ?? page).getByRole('combobox', { name: label }).first().click();
      await page.getByRole('option', { name: option, exact: true }).click();
    },
    segment: (group, option) =>
      page.getByRole('radiogroup', { name: group }).getByText(option, { exact: true }),
    toggle: (label, within) =>
      (within ?? page).getByRole('switch', { name: new RegExp(`^${label}`) }).first(),
    search: page.locator('input[type=search]').first(),
    grid: page.getByRole('grid').first(),
    row: (text) => page.getByRole('row').filter({ hasText: text }).first(),
    pane: (title) => page.getByRole('complementary', { name: title }),
    figure: (label) => page.locator('section').filter({ hasText: label }).last(),
    dialog: (title) => page.getByRole('dialog', { name: title }),
    words: (text) => page.getByText(text).first(),
    downloadOf: async (act) => {
      const [file] = await Promise.all([page.waitForEvent('download'), act()]);
      const stream = await file.createReadStream();
      const parts: Buffer[] = [];
      for await (const part of stream) parts.push(part as Buffer);
      return { name: file.suggestedFilename(), text: Buffer.concat(parts).toString('utf8') };
    },
    chooseFile: async ({ name, text }) => {
      await page
        .locator('input[type=file]')
        .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
    },
    typePin,
    focusIn: (box) => box.evaluate((element) => element.contains(document.activeElement)),
  };
}
