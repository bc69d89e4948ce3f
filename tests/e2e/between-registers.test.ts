import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foundR01, TEA } from '#tests/hq/process/store-of-registers.ts';
import { goOffline, isCurrent, until } from '#tests/hq/process/till.ts';
import { look } from '#tests/support/pages/look.ts';
import { scanAt } from '#tests/support/pages/timed-keys.ts';
import { openTillsInBrowser, type TillsInBrowser, tillsMissing } from '#tests/support/tills-in-browser.ts';

const missing = await tillsMissing();

describe.skipIf(missing !== null)(
  `two registers of a store in the browser${missing ? ` (${missing})` : ''}`,
  () => {
    let tills: TillsInBrowser;
    beforeAll(async () => {
      tills = await openTillsInBrowser(foundR01, ['R01', 'R01']);
    }, 60_000);
    afterAll(() => tills.close());

    const parkTea = async (page: Page, whose: string) => {
      await scanAt(page, TEA.barcode);
      await page.getByTestId('total').getByText('45.00').waitFor();
      await page.keyboard.press('F4');
      await page.getByRole('dialog').getByLabel('Whose is it?').fill(whose);
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    };
    const parked = (page: Page) => page.getByRole('dialog', { name: 'Parked tickets' });
    test('a ticket goes from one to the other by keys alone; offline it is a copy, and what is lost is said', async () => {
      const [one, two] = [await tills.atCounter(0), await tills.atCounter(1)];
      await parkTea(one.page, 'lady in blue');
      await until(async () => expect(await two.till.page.tickets.parked()).toHaveLength(1));
      await two.page.keyboard.press('F4');
      const row = parked(two.page).getByRole('button', { name: /lady in blue/ });
      await row.getByText(`Register ${one.till.register}`).waitFor();
      await look(two.page, 'parked-elsewhere');
      await two.page.keyboard.press('Enter');
      await two.page.getByTestId('total').getByText('45.00').waitFor();
      await one.page.keyboard.press('F4');
      await parked(one.page).getByText('No ticket is parked').waitFor();
      await one.page.keyboard.press('Escape');
      await two.page.keyboard.press('F2');
      await two.page.getByText('To pay').waitFor();
      await two.page.keyboard.press('Enter');
      const number = await until(async () => {
        const [found] = (await one.till.page.sales.find({})).rows;
        if (!found) throw new Error('the sale has not come yet');
        return found.number;
      });
      await scanAt(one.page, number);
      await one.page.getByText(`Sold at register ${two.till.register}`).waitFor();
      await look(one.page, 'sold-elsewhere');
      await one.page.keyboard.press('Enter');
      await one.page.getByRole('heading', { name: number }).waitFor();
      expect(await one.page.getByRole('button', { name: 'Return' }).count()).toBe(0);
      await look(one.page, 'sale-of-another');
      await one.page.evaluate(() => window.history.pushState(null, '', '/sell'));
      await one.page.getByTestId('total').waitFor();

      await parkTea(one.page, 'man with dog');
      await until(async () => expect(await two.till.page.tickets.parked()).toHaveLength(1));
      await goOffline(two.till);
      await two.page.evaluate(() => window.history.pushState(null, '', '/sell'));
      await two.page.getByText(/^Stock as of/).waitFor();
      await look(two.page, 'stock-as-of');
      await two.page.keyboard.press('F4');
      await parked(two.page)
        .getByText(/^Other registers as of/)
        .waitFor();
      await look(two.page, 'parked-offline');
      await two.page.keyboard.press('Enter');
      await two.page.getByRole('dialog', { name: 'Open a copy?' }).waitFor();
      await look(two.page, 'copy');
      await two.page.keyboard.press('Enter');
      await two.page.getByText(`Copy of ticket 1 of register ${one.till.register}`).waitFor();
      await look(two.page, 'copy-open');
      two.till.line.mend();
      await isCurrent(two.till);

      await goOffline(one.till);
      await one.page.keyboard.press('F4');
      await parked(one.page)
        .getByRole('button', { name: /man with dog/ })
        .waitFor();
      await one.page.keyboard.press('Enter');
      await one.page.getByTestId('total').getByText('45.00').waitFor();
      const park = (await two.till.page.tickets.parked())[0]?.park ?? '';
      await two.till.page.tickets.recall({ commandId: crypto.randomUUID(), park });
      one.till.line.mend();
      await isCurrent(one.till);
      await one.page.getByRole('dialog', { name: 'Ticket 1 is at another register' }).waitFor();
      await look(one.page, 'lost');
      await one.page.getByTestId('total').getByText('0.00').waitFor();
      await one.page.keyboard.press('Escape');
      await until(async () => expect(await one.till.page.tickets.lost()).toEqual([]));
      expect([...one.complaints, ...two.complaints]).toEqual([]);
    }, 120_000);
  },
);
