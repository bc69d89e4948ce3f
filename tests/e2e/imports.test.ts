import { describe, expect, test } from 'vitest';
import { accessibilityFaults } from '#tests/support/chromium.ts';
import { missingForOffice as missing, useOffice } from '#tests/support/office.ts';

/** GS1 check digit of the twelve digits before it. */
const withCheck = (stem: string): string => {
  const sum = Array.from(stem).reduce(
    (total, digit, at) => total + Number(digit) * (at % 2 === 0 ? 1 : 3),
    0,
  );
  return `${stem}${(10 - (sum % 10)) % 10}`;
};
const barcode = (index: number): string => withCheck(`590${String(index).padStart(9, '0')}`);

/** Three hundred lines: 295 that can be taken, five that can't, each for another reason. */
function list(): string {
  const good = Array.from(
    { length: 295 },
    (_, index) => `Imported ${index},${barcode(index)},${(index % 90) + 1}.50,Imported goods`,
  );
  return [
    'Product name,Barcode,Price,Department',
    ...good,
    `,${barcode(900)},1.00,Imported goods`,
    'Bad digit,5900000000009,1.00,Imported goods',
    `Twice,${barcode(3)},1.00,Imported goods`,
    `No price,${barcode(901)},abc,Imported goods`,
    `Not a code,59 00 ü,1.00,Imported goods`,
  ].join('\r\n');
}

/** Sixty thousand good lines: long enough to be stopped on the way. */
const long = (): string =>
  ['Product name', ...Array.from({ length: 60_000 }, (_, index) => `Long list ${index}`)].join('\n');

describe.skipIf(missing !== undefined)(
  `import in the back office${missing === undefined ? '' : ` (${missing})`}`,
  () => {
    const { till, open, restart } = useOffice();

    test('three hundred lines with faults: looked at, tried, imported, the rest as a file, undone', async () => {
      const { office, page, complaints } = await open('/office/import');
      await office.chooseFile({ name: 'goods.csv', text: list() });
      await office.words('What is in each column').waitFor();
      expect(await office.field('Column 1').inputValue()).toBe('Name');
      expect(await office.field('Column 2').inputValue()).toBe('Barcode');
      expect(await accessibilityFaults(page)).toEqual([]);
      const before = (await till().register.catalog.search({ text: '', limit: 1 })).products;
      await office.button('Try without changing anything').click();
      await office.button('Import 295 products').waitFor();
      expect(await office.figure('Lines not taken').innerText()).toContain('5');
      expect((await till().register.catalog.search({ text: '', limit: 1 })).products).toBe(before);
      // The trial is of these columns: another plan has to be tried again.
      await office.choose('Column 4', 'leave out');
      await office.words('You changed something since the trial').waitFor();
      await office.choose('Column 4', 'Department');
      // Left and come back to: nothing is lost.
      await office.go('/office/store');
      await office.go('/office/import');
      await office.button('Import 295 products').click();
      await office.here('Import of goods.csv');
      await office.words('done').waitFor();
      await office.words('The check digit of the barcode does not fit.').waitFor();
      const { text } = await office.downloadOf(() => office.button('What was not taken, as a file').click());
      expect(text.trimEnd().split('\r\n')).toHaveLength(6);
      const { rows } = await till().register.catalog.search({ text: barcode(7), limit: 2 });
      expect(rows.map(({ name, price }) => ({ name, price }))).toEqual([{ name: 'Imported 7', price: 850 }]);
      await office.button('Undo this import').click();
      await office.dialog('Undo this import?').getByRole('button', { name: /^Undo/ }).click();
      await office.words('undone').waitFor();
      expect((await till().register.catalog.search({ text: barcode(7), limit: 1 })).rows).toEqual([]);
      await office.button('All imports').click();
      await office.row('goods.csv').waitFor();
      expect(complaints).toEqual([]);
    });

    test('a long one: stopped, gone on with, cut by the register going off, gone on with again', async () => {
      const first = await open('/office/import');
      await first.office.chooseFile({ name: 'long.csv', text: long() });
      await first.office.button('Try without changing anything').click();
      await first.office.button(/^Import 60,000/).click();
      await first.office.here('Import of long.csv');
      await first.office.button('Stop').click();
      await first.office.dialog('Stop this import?').getByRole('button', { name: 'Stop' }).click();
      await first.office.words('stopped').waitFor();
      const [stopped] = await till().register.imports.list();
      expect(stopped).toMatchObject({ state: 'stopped', rows: 60_000 });
      await first.office.button('Go on with this import').click();
      await first.office.button('Stop').waitFor();
      const [resumed] = await till().register.imports.list();
      expect(resumed?.done).toBeGreaterThanOrEqual(stopped?.done ?? 60_000);
      expect(first.complaints).toEqual([]);
      await first.page.close();
      await restart();

      const { office, complaints } = await open('/office/import');
      await office.link('long.csv').click();
      await office.words('The register was switched off while it ran.').waitFor();
      await office.button('Go on with this import').click();
      await office.words('Every line was taken.').waitFor({ timeout: 60_000 });
      expect(await office.figure('Added').innerText()).toContain('60,000');
      expect(complaints).toEqual([]);
    });

    test('stock below zero costs no product, and the trial, the import and the file say so', async () => {
      const { office, complaints } = await open('/office/import');
      const lines = [
        '品名,条码,售价,库存',
        `负库存,${barcode(801)},1.00,-3`,
        `无数字,${barcode(802)},1.00,没有`,
        `有货,${barcode(803)},1.00,8`,
      ];
      await office.chooseFile({ name: '库存.csv', text: lines.join('\r\n') });
      await office.button('Try without changing anything').click();
      const reason = 'The product is taken, its stock is not: it is below zero.';
      await office.words(reason).waitFor();
      expect(await office.figure('Taken without stock').innerText()).toContain('2');
      await office.button('Import 3 products').click();
      await office.words('Every product was taken, 2 of them without their stock').waitFor();
      const { text } = await office.downloadOf(() => office.button('What was not taken, as a file').click());
      expect(text.trimEnd().split('\r\n').slice(1)).toEqual([
        `2,Stock on hand,"${reason}",'-3`,
        '3,Stock on hand,"The product is taken, its stock is not: it cannot be read.",没有',
      ]);
      expect(complaints).toEqual([]);
    });

    test('a file that is no table is refused in words, and another can be chosen', async () => {
      const { office, complaints } = await open('/office/import');
      await office.chooseFile({ name: 'empty.csv', text: '' });
      await office.words('The file is empty. Nothing was changed.').waitFor();
      await office.button('Choose a file').waitFor();
      expect(complaints).toEqual([]);
    });
  },
);
