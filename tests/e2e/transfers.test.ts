import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { foundR01, foundR02, TEA } from '#tests/hq/process/store-of-registers.ts';
import { command, until } from '#tests/hq/process/till.ts';
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
      await box.getByText('Nothing is in the box yet.').waitFor();
      // There is one other store: it is chosen already, and the first thing to say is what goes there.
      expect(await box.getByLabel('To which store').first().inputValue()).toBe('Lake (R02)');
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
      await pond.office.pane('To Lake').getByText('3 of 4 received · 1 missing').waitFor();
      await look(pond.page, 'missing');
      // Until it turns up: then it is counted in as well.
      await count.getByRole('button', { name: 'Everything came' }).click();
      await lake.office.press('Control+Enter');
      await count.getByText('4 of 4 received').waitFor();
      await look(lake.page, 'received');
      expect([...pond.complaints, ...lake.complaints]).toEqual([]);
    }, 60_000);

    const sendTea = async ({ till, office }: Awaited<ReturnType<typeof atOffice>>, pieces: number) => {
      const [tea] = (await till.page.catalog.search({ text: TEA.barcode })).rows;
      const lines = [{ item: tea?.id ?? '', qty: pieces * 1000 }];
      const sent = await till.page.transfers.dispatch({ ...command(), to: 'R02', note: '', lines });
      await office.go(`/office/transfers?show=out&open=${sent.transfer}`);
      return sent.transfer;
    };
    const seen = ({ till }: Awaited<ReturnType<typeof atOffice>>, transfer: string) =>
      till.page.transfers.get({ transfer });

    test('are taken back before they arrive; where they are there after all, that count holds', async () => {
      const [pond, lake] = [await atOffice(0), await atOffice(1)];
      const transfer = await sendTea(pond, 2);
      const sent = pond.office.pane('To Lake');
      await sent.getByRole('button', { name: 'Take it back' }).click();
      const ask = pond.office.dialog('Take back what is on its way to Lake?');
      await ask.getByText('Back on the shelf at Pond: Tea (2).').waitFor();
      await look(pond.page, 'recall');
      await pond.office.press('Enter');
      await sent.getByText('Taken back', { exact: true }).first().waitFor();
      await sent.getByText('0 of 2 received · 2 back').waitFor();
      await look(pond.page, 'recalled');
      await until(async () => expect(await seen(lake, transfer)).toMatchObject({ status: 'recalled' }));
      await lake.office.go(`/office/transfers?open=${transfer}`);
      const coming = lake.office.pane('From Pond');
      await coming.getByText('Pond took this back, or wrote it off.').waitFor();
      await look(lake.page, 'recalled-there');
      await coming.getByRole('button', { name: 'It is here after all' }).click();
      await coming.getByRole('button', { name: 'Everything came' }).click();
      await lake.office.press('Control+Enter');
      await coming.getByText('2 of 2 received').waitFor();

      await until(async () => expect(await seen(pond, transfer)).toMatchObject({ differs: true }));
      await sent.getByText('They can only be in one place.').waitFor();
      await look(pond.page, 'taken-twice');
      await sent.getByRole('button', { name: 'Lake has them' }).click();
      await pond.office.dialog('Does Lake have these goods?').waitFor();
      await look(pond.page, 'give-back');
      await pond.office.press('Enter');
      await sent.getByText('2 of 2 received', { exact: true }).waitFor();
      expect(await seen(pond, transfer)).toMatchObject({ status: 'received', differs: false });
      expect([...pond.complaints, ...lake.complaints]).toEqual([]);
    }, 60_000);

    test('what did not arrive is settled by a manager: a loss needs a reason and is asked once more', async () => {
      const [pond, lake] = [await atOffice(0), await atOffice(1)];
      const transfer = await sendTea(pond, 4);
      await until(async () => expect(await seen(lake, transfer)).toMatchObject({ status: 'shipped' }));
      const counted = { transfer, note: '', complete: true, lines: [{ line: 1, qty: 1000 }] };
      await lake.till.page.transfers.receive({ ...command(), ...counted });
      const sent = pond.office.pane('To Lake');
      await sent.getByRole('button', { name: 'Settle what is missing' }).click();
      const settle = pond.office.pane('Settle what is missing');
      await settle.getByText('3 missing').waitFor();
      await pond.office.press('Control+Enter');
      await settle.getByText('Choose what became of at least one product.').waitFor();
      await look(pond.page, 'settle-empty');
      await pond.office.choose('What became of Tea', 'Lost', settle);
      await settle.getByLabel('How much of Tea').fill('2');
      await pond.office.press('Control+Enter');
      await settle.getByText('Say what happened: something is written off.').waitFor();
      await settle.getByLabel('Reason').fill('a bag broke on the van');
      await look(pond.page, 'settle');
      await pond.office.press('Control+Enter');
      await pond.office.dialog('Write off Tea (2)?').waitFor();
      await look(pond.page, 'write-off');
      await pond.office.press('Enter');
      await sent.getByText('1 of 4 received · 2 lost · 1 missing').waitFor();
      // The rest is back on the shelf.
      await sent.getByRole('button', { name: 'Settle what is missing' }).click();
      await pond.office.choose('What became of Tea', 'Back at Pond', settle);
      await pond.office.press('Control+Enter');
      await sent.getByText('1 of 4 received · 1 back · 2 lost').waitFor();
      await sent.getByText('Closed').waitFor();
      await look(pond.page, 'closed');
      await until(async () =>
        expect(await seen(lake, transfer)).toMatchObject({ status: 'closed', differs: false }),
      );
      expect([...pond.complaints, ...lake.complaints]).toEqual([]);
    }, 60_000);
  },
);
