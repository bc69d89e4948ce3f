import type { Locator, Page } from 'playwright-core';
import { byKeys, type Hands } from './hands.ts';
import { scanAt, typeAt } from './timed-keys.ts';

/** Returns and past sales as clerks meet them. */
export interface ReturnsPage {
  readonly go: () => Promise<void>;
  readonly goSales: () => Promise<void>;
  /** Types into the number field; the list follows. */
  readonly find: (number: string) => Promise<void>;
  readonly expectRows: (count: number) => Promise<void>;
  readonly rows: () => Promise<string[]>;
  readonly openFirst: () => Promise<void>;
  readonly scan: (code: string) => Promise<void>;
  /** A line of the refund, such as what goes back to one way of paying. */
  readonly refund: (label: string) => Promise<string>;
  readonly expect: (title: string | RegExp) => Promise<void>;
  readonly line: (name: string) => Locator;
  /** The chosen line back whole: Enter, or a touch on it. */
  readonly whole: (name: string) => Promise<void>;
  readonly one: (name: string) => Promise<void>;
  readonly quantity: (name: string) => Promise<string>;
  readonly all: () => Promise<void>;
  readonly condition: (name: string, to: string) => Promise<void>;
  readonly expectRefund: (text: string) => Promise<void>;
  readonly give: () => Promise<void>;
  readonly done: (amount: string) => Promise<string>;
  readonly finish: () => Promise<void>;
  readonly expectNothingLeft: () => Promise<void>;
  readonly correct: () => Promise<void>;
}

export function returnsPage(page: Page, hands: Hands = byKeys(page)): ReturnsPage {
  const line = (name: string): Locator => page.getByRole('listitem').filter({ hasText: name });
  const rows = page.getByRole('list', { name: 'Sales' }).getByRole('listitem');
  const title = (name: string | RegExp): Locator => page.getByRole('heading', { level: 1, name });
  /** ↑ ↓ until the line is the chosen one. */
  const choose = async (name: string): Promise<void> => {
    const chosen = (): Promise<boolean> =>
      line(name).evaluate((item) => item.getAttribute('data-chosen') === 'true');
    for (const key of ['ArrowDown', 'ArrowUp'])
      for (let steps = 0; steps < 30 && !(await chosen()); steps += 1) await page.keyboard.press(key);
  };
  return {
    go: async () => {
      await hands.press('F5', page.getByTestId('till.return'));
      await title(/^Return/).waitFor();
    },
    goSales: async () => {
      await page.keyboard.press('Alt+KeyE');
      await title('Sales').waitFor();
    },
    find: async (number) => {
      await page.getByLabel('Number, or part of it').focus();
      await typeAt(page, number);
    },
    expectRows: (count) =>
      count === 0 ? page.getByText('No sale like this').waitFor() : rows.nth(count - 1).waitFor(),
    rows: () => rows.allInnerTexts(),
    openFirst: () => hands.press('Enter', rows.first().getByRole('button')),
    scan: (code) => scanAt(page, code),
    refund: (label) =>
      page.getByRole('region', { name: 'Refund' }).locator('dl > div').filter({ hasText: label }).innerText(),
    expect: (name) => title(name).waitFor(),
    line,
    whole: async (name) => {
      if (hands.kind === 'keys') await choose(name);
      await hands.press('Enter', line(name).getByRole('button').first());
    },
    one: async (name) => {
      if (hands.kind === 'keys') await choose(name);
      await hands.press('NumpadAdd', line(name).getByRole('button', { name: /^One more/ }));
    },
    quantity: (name) => line(name).getByRole('status').innerText(),
    all: () => hands.press('F6', page.getByTestId('returns.all')),
    condition: async (name, to) => {
      const wanted = line(name).getByRole('radio', { name: to });
      if (hands.kind === 'fingers') return line(name).getByText(to, { exact: true }).tap();
      await choose(name);
      for (let turns = 0; turns < 3 && !(await wanted.isChecked()); turns += 1)
        await page.keyboard.press('F4');
    },
    expectRefund: (text) =>
      page.getByRole('status', { name: 'To give back' }).filter({ hasText: text }).waitFor(),
    give: () => hands.press('F2', page.getByTestId('returns.give').first()),
    done: async (amount) => {
      await title(/is booked$/).waitFor();
      await page.getByText(amount, { exact: true }).first().waitFor();
      return title(/is booked$/).innerText();
    },
    finish: () => hands.press('Enter', page.getByTestId('list.choose')),
    expectNothingLeft: () => page.getByText('Everything of this sale came back already').waitFor(),
    correct: () => hands.press('F7', page.getByTestId('sale.correctTender')),
  };
}
