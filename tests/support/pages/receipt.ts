import type { Locator, Page } from 'playwright-core';

/** The moment after the sale. */
export interface ReceiptPage {
  readonly here: () => Promise<void>;
  readonly change: Locator;
  readonly number: Locator;
  readonly slip: Locator;
  readonly notice: (text: string | RegExp) => Locator;
  /** Taps "Next sale" until it goes on: right after the sale a tap is taken for a second one on "Take". */
  readonly goOn: () => Promise<void>;
}

export function receiptPage(page: Page): ReceiptPage {
  const change = page.getByTestId('change-due');
  return {
    here: () => change.waitFor(),
    change,
    number: page.getByTestId('receipt-number'),
    slip: page.getByTestId('slip'),
    notice: (text) => page.getByRole('main').getByText(text),
    goOn: async () => {
      const next = page.getByTestId('receipt.next');
      while (await next.isVisible()) await next.tap({ timeout: 1000 }).catch(() => undefined);
    },
  };
}
