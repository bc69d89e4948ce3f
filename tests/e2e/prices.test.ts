import { describe, expect, test } from 'vitest';
import { accessibilityFaults } from '#tests/support/chromium.ts';
import { missingForOffice as missing, useOffice } from '#tests/support/office.ts';

describe.skipIf(missing !== undefined)(
  `coming prices in the back office${missing === undefined ? '' : ` (${missing})`}`,
  () => {
    const { till, open } = useOffice();

    test('set on a product’s page, found in the list, changed and called off, by keyboard alone', async () => {
      const [item] = (await till().register.catalog.search({ text: 'cheese', limit: 1 })).rows;
      if (item === undefined) throw new Error('the demo store has no cheese');
      const { office, page, complaints } = await open(`/office/products?open=${item.id}`);
      const coming = async () => await till().register.prices.list({ when: 'coming' });
      await office.pane(item.name).getByRole('button', { name: 'Coming price…' }).press('Enter');
      const dialog = page.getByRole('dialog', { name: `Coming price for ${item.name}` });
      await dialog.waitFor();
      await office.type('7.90');
      expect(await accessibilityFaults(page)).toEqual([]);
      await office.press('Enter');
      await office.words('Coming prices set').waitFor();
      const [set] = await coming();
      expect(set).toMatchObject({ until: null, products: 1, stage: 'coming', only: { price: 790 } });
      await office.pane(item.name).getByText('7.90 · Coming').waitFor();

      await office.go(`/office/prices?open=${set?.id}`);
      const pane = office.pane(item.name);
      await pane.getByText('7.90').waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      await pane.getByRole('button', { name: 'Change' }).press('Enter');
      await page.getByRole('switch', { name: 'It ends' }).press('Space');
      await page.getByLabel('What for').fill('Cheese week');
      await office.press('Enter');
      await office.words('Coming prices set').waitFor();
      await expect
        .poll(async () => (await coming())[0])
        .toMatchObject({ name: 'Cheese week', until: expect.stringMatching(/T00:00$/) });

      await office.pane('Cheese week').getByRole('button', { name: 'Call off' }).press('Enter');
      // The dialog has put the focus on its answer.
      await page.getByRole('dialog').locator(':focus').waitFor({ state: 'attached' });
      await office.press('Enter');
      await office.words('No prices are coming').waitFor();
      expect(await coming()).toEqual([]);
      expect(complaints).toEqual([]);
    });
  },
);
