import type { Locator, Page } from 'playwright-core';
import { type DialogPage, dialogPage } from './sell.ts';

/** The pay screen as a clerk meets it. */
export interface PayPage {
  readonly here: () => Promise<void>;
  readonly toPay: Locator;
  readonly change: Locator;
  readonly left: Locator;
  readonly tender: (name: string) => Locator;
  /** Waits until this tender is the chosen one. */
  readonly expectTender: (name: string) => Promise<void>;
  readonly note: (name: string) => Locator;
  readonly key: (digit: string) => Locator;
  readonly take: Locator;
  readonly back: Locator;
  readonly taken: (name: string) => Locator;
  readonly slip: Locator;
  /** Waits until so much is to pay. */
  readonly expectToPay: (text: string) => Promise<void>;
  /** Waits until the button takes so much. */
  readonly expectTake: (text: string) => Promise<void>;
  readonly giveBack: (what: RegExp) => Locator;
  readonly alert: (text: RegExp) => Locator;
  readonly dialog: (title: string | RegExp) => DialogPage;
}

export function payPage(page: Page): PayPage {
  const toPay = page.getByTestId('to-pay');
  return {
    here: () => toPay.waitFor(),
    toPay,
    change: page.getByTestId('change'),
    left: page.getByTestId('left'),
    tender: (name) => page.locator('[data-tender]').filter({ hasText: name }),
    expectTender: (name) =>
      page.locator('[data-tender][aria-pressed="true"]').filter({ hasText: name }).waitFor(),
    note: (name) => page.getByRole('button', { name, exact: true }),
    key: (digit) => page.getByRole('group').getByRole('button', { name: digit, exact: true }),
    take: page.getByTestId('pay.take'),
    back: page.getByTestId('pay.back'),
    taken: (name) => page.getByRole('listitem').filter({ hasText: name }),
    slip: page.getByTestId('slip'),
    expectToPay: (text) => toPay.getByText(text, { exact: true }).waitFor(),
    expectTake: (text) => page.getByTestId('pay.take').getByText(text).waitFor(),
    giveBack: (what) => page.getByRole('listitem').filter({ hasText: what }).getByRole('button'),
    alert: (text) => page.getByRole('alert').filter({ hasText: text }),
    dialog: (title) => dialogPage(page, title),
  };
}
