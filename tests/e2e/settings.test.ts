import { describe, expect, test } from 'vitest';
import { checkDigit } from '#shared/domain/barcode/check-digit.ts';
import { missingForOffice as missing, useOffice } from '#tests/support/office.ts';

describe.skipIf(missing !== undefined)(
  `settings in the back office${missing === undefined ? '' : ` (${missing})`}`,
  () => {
    const { till, open } = useOffice();

    test('the store is renamed; the rest of its settings stays', async () => {
      const before = await till().register.settings.get();
      const { office, complaints } = await open('/office/store');
      await office.field('Name of the store').fill('Mallard Harbour');
      await office.choose('Lock after', '30 min without a touch');
      await office.press('Control+KeyS');
      await office.words('Settings saved').waitFor();
      expect(await till().register.settings.get()).toEqual({
        ...before,
        name: 'Mallard Harbour',
        idleLockMinutes: 30,
      });
      await office.words('Mallard Harbour · back office').waitFor();
      expect(complaints).toEqual([]);
    });

    test('what the receipt will say is drawn while it is typed', async () => {
      const { office, page, complaints } = await open('/office/receipt');
      await office.field('At the end').fill('See you on Sunday');
      const paper = page.getByRole('img', { name: 'How it will look' });
      await paper
        .filter({ hasText: 'SeeyouonSunday' })
        .or(paper.filter({ hasText: 'See you on Sunday' }))
        .waitFor();
      await office.press('Control+KeyS');
      await office.words('Settings saved').waitFor();
      expect((await till().register.settings.get()).receipt.footer).toBe('See you on Sunday');
      expect(complaints).toEqual([]);
    });

    test('a way of paying is added and offered', async () => {
      const { office, complaints } = await open('/office/tenders');
      await office.row('Cash').waitFor();
      await office.press('KeyN');
      const pane = office.pane('New way of paying');
      await pane.getByLabel('Name', { exact: true }).fill('Meal card');
      await office.choose('What it is', 'Voucher', pane);
      await office.press('Control+KeyS');
      await office.pane('Meal card').waitFor();
      const made = (await till().register.settings.tenders()).find(({ name }) => name === 'Meal card');
      expect(made).toMatchObject({ kind: 'voucher', needsReference: true, active: true });
      expect(complaints).toEqual([]);
    });

    test('labels of the scale are read while the rules are still being changed', async () => {
      const { office, complaints } = await open('/office/scale-labels');
      await office.field('Labels').waitFor();
      const label = (stem: string): string => `${stem}${checkDigit(stem)}`;
      const weighed = label('210000101234');
      await office.field('Labels').fill([weighed, label('220000101234'), '9999999999999'].join('\n'));
      await office.words('1.234 kg').waitFor();
      await office.words('no rule fits').waitFor();
      // Unsaved: the first rule now takes no heed of the check digit.
      await office.choose('Check digit', 'is ignored');
      await office.field('Labels').fill(`${weighed.slice(0, -1)}${(Number(weighed.at(-1)) + 1) % 10}`);
      await office.words('1.234 kg').waitFor();
      expect((await till().register.settings.scaleRules())[0]?.checkDigit).toBe('strict');
      await office.press('Control+KeyS');
      await office.words('Settings saved').waitFor();
      expect((await till().register.settings.scaleRules())[0]?.checkDigit).toBe('ignore');
      expect(complaints).toEqual([]);
    });

    test('a printer is set up and taken away', async () => {
      const { office, complaints } = await open('/office/printer');
      await office.toggle('This register has a printer').check({ force: true });
      await office.press('Control+KeyS');
      await office.words('Write its address.').waitFor();
      await office.field('Address in the network').fill('127.0.0.1');
      await office.field('Port').fill('9');
      await office.press('Control+KeyS');
      await office.words('Settings saved').waitFor();
      expect(await till().register.settings.printer()).toEqual({
        host: '127.0.0.1',
        port: 9,
        columns: 48,
        cut: true,
        drawerPin: 0,
      });
      await office.button('Print a test page').click();
      await office.words('Test page').waitFor();
      await office.button('Discard').click();
      await office.words('discarded').waitFor();
      await office.toggle('This register has a printer').uncheck({ force: true });
      await office.press('Control+KeyS');
      await office.words('No printer set up').waitFor();
      expect(await till().register.settings.printer()).toBeNull();
      expect(complaints).toEqual([]);
    });
  },
);
