import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foundR01, foundR02, TEA } from '#tests/hq/process/store-of-registers.ts';
import { until } from '#tests/hq/process/till.ts';
import { look } from '#tests/support/pages/look.ts';
import { officePage } from '#tests/support/pages/office.ts';
import { openTillsInBrowser, type TillsInBrowser, tillsMissing } from '#tests/support/tills-in-browser.ts';

const missing = await tillsMissing();

describe.skipIf(missing !== null)(
  `goods between two stores in the browser${missing ? ` (${missing})` : ''}`,
  () => {
    let tills: TillsInBrowser;
    beforeAll(async () => {
      const found = async (hq: Parameters<typeof foundR01>[0]) => {
        await foundR01(hq);
        await foundR02(hq);
      };
      tills = await openTillsInBrowser(found, ['R01', 'R02']);
    }, 60_000);
    afterAll(() => tills.close());

    const atOffice = async (n: number) => {
      const { page, complaints, till } = await tills.atCounter(n);
      const office = officePage(page);
      await office.go('/office/transfers');
      await office.here('Transfers');
      return { page, complaints, office, till };
    };

    test('are sent by scan and keys, counted in at the other, and what differs is asked and told to both', async () => {
      const [pond, lake] = [await atOffice(0), await atOffice(1)];
      await pond.office.words('Nothing is on its way here').waitFor();
      await pond.office.press('n');
      const box = pond.office.pane('Send goods');
      await box.waitFor();
      await look(pond.page, 'send-empty');
      await pond.office.press('Control+Enter');
      await box.getByText('Choose where the goods go.').waitFor();
      await pond.office.choose('To which store', 'Lake (R02)', box);
      await box.getByLabel('Scan or search a product').fill('tea');
      await box.getByRole('button', { name: /^Tea/ }).waitFor();
      await box.getByLabel('Scan or search a product').press('Enter');
      const quantity = box.getByLabel('Quantity of Tea');
      await expect.poll(() => quantity.inputValue()).toBe('1');
      await box.getByRole('heading', { name: 'Send goods' }).click();
      await pond.office.scan(TEA.barcode);
      await expect.poll(() => quantity.inputValue()).toBe('2');
      await quantity.fill('4');
      await look(pond.page, 'send');
      await pond.office.press('Control+Enter');
      await pond.office.pane('To Lake').getByText('On its way').waitFor();
      expect((await pond.till.page.transfers.list({ direction: 'out' }))[0]).toMatchObject({
        other: 'R02',
        lines: 1,
        status: 'shipped',
      });

      await lake.office.row('Pond (R01)').waitFor();
      await look(lake.page, 'awaited');
      await lake.office.grid.focus();
      await lake.office.press('ArrowDown', 'Enter');
      const count = lake.office.pane('From Pond');
      await count.getByText('Count what came').waitFor();
      await lake.office.scan(TEA.barcode);
      const counted = count.getByLabel('Counted: Tea');
      await expect.poll(() => counted.inputValue()).toBe('1');
      await count.getByText('3 missing').waitFor();
      await counted.fill('3');
      await count.getByText('1 missing').waitFor();
      await look(lake.page, 'count');
      await lake.office.press('Control+Enter');
      await lake.office.dialog('One product differs. Receive it so?').waitFor();
      await look(lake.page, 'differs');
      await lake.office.press('Enter');
      await lake.office.words('Counted in').waitFor();
      expect((await lake.till.page.catalog.search({ text: 'tea' })).rows[0]?.stock).toBe(3000);

      await until(async () =>
        expect((await pond.till.page.transfers.list({ direction: 'out' }))[0]).toMatchObject({
          status: 'received',
          differs: true,
          linesInTransit: 1,
        }),
      );
      await pond.office.pane('To Lake').getByText('3 of 4 here · 1 missing').waitFor();
      await look(pond.page, 'missing');
      // Until it turns up: then it is counted in as well.
      await count.getByRole('button', { name: 'Everything came' }).click();
      await lake.office.press('Control+Enter');
      await count.getByText('4 of 4 here').waitFor();
      await look(lake.page, 'received');
      expect([...pond.complaints, ...lake.complaints]).toEqual([]);
    }, 60_000);
  },
);
