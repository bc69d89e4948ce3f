import { describe, expect, test } from 'vitest';
import { accessibilityFaults } from '#tests/support/chromium.ts';
import { missingForOffice as missing, useOffice } from '#tests/support/office.ts';
import { typeAt } from '#tests/support/pages/timed-keys.ts';
import { newId } from '#tests/support/till.ts';

describe.skipIf(missing !== undefined)(
  `products in the back office${missing === undefined ? '' : ` (${missing})`}`,
  () => {
    const { till, open } = useOffice();
    const first = async (text: string) => {
      const [row] = (await till().register.catalog.search({ text, limit: 1 })).rows;
      if (row === undefined) throw new Error(`the demo store has no ${text}`);
      return row;
    };

    test('a new product, by keyboard alone, is found at the counter at once', async () => {
      const { office, page, complaints } = await open('/office/products');
      await office.press('KeyN');
      const pane = office.pane('New product');
      await pane.waitFor();
      // The first field has the focus; Tab goes through the form.
      await typeAt(page, 'Drake Honey 250 g');
      await office.press('Tab');
      await office.type('18.50');
      await office.choose('Department', 'Breakfast', pane);
      expect(await accessibilityFaults(page)).toEqual([]);
      await office.field('Barcode 1').focus();
      await office.scan('4006381333931');
      await office.words('Check digit fits').waitFor();
      await office.press('Control+KeyS');
      await office.pane('Drake Honey 250 g').waitFor();
      const [found] = (await till().register.catalog.search({ text: '4006381333931', limit: 2 })).rows;
      expect(found).toMatchObject({ name: 'Drake Honey 250 g', price: 1850, unit: 'piece' });
      expect(complaints).toEqual([]);
    });

    test('a changed price holds at the counter; what was typed and not saved is kept', async () => {
      const item = await first('cheese');
      const { office, page, complaints } = await open(`/office/products?open=${item.id}`);
      const price = office.pane(item.name).getByLabel(/^Price for one/);
      await price.fill('77.70');
      await office.words('Not saved yet').waitFor();
      await office.go('/office/store');
      await office.go(`/office/products?open=${item.id}`);
      await page.waitForFunction(
        () => document.querySelector<HTMLInputElement>('aside input[inputmode=decimal]')?.value === '77.70',
      );
      expect((await till().register.catalog.get({ product: item.id })).price).toBe(item.price);
      await office.press('Control+KeyS');
      await office.words(`${item.name} saved`).waitFor();
      expect((await till().register.catalog.get({ product: item.id })).price).toBe(7770);
      expect(complaints).toEqual([]);
    });

    test('a wrong check digit is said before anything is sent; a taken barcode names its product', async () => {
      const item = await first('milk');
      const { office, complaints } = await open('/office/products?open=new');
      const pane = office.pane('New product');
      await pane.getByLabel('Name', { exact: true }).fill('Twice the same');
      await pane.getByLabel(/^Price for one/).fill('1');
      await office.choose('Department', 'Drinks', pane);
      await pane.getByLabel('Barcode 1').fill('4006381333930');
      await office.words('it would be 4006381333931').waitFor();
      await pane.getByLabel('Barcode 1').fill(item.barcode ?? '');
      await office.press('Control+KeyS');
      await office.words(/already has this barcode/).waitFor();
      await office.button('Discard changes').click();
      expect(complaints).toEqual([]);
    });

    test('a scan opens its product, an unknown one begins a new product with it', async () => {
      const item = await first('yogurt');
      const { office, complaints } = await open('/office/products');
      await office.grid.waitFor();
      await office.scan(item.barcode ?? '');
      await office.pane(item.name).waitFor();
      await office.press('Escape');
      await office.scan('4006381333948');
      const pane = office.pane('New product');
      await pane.waitFor();
      expect(await pane.getByLabel('Barcode 1').inputValue()).toBe('4006381333948');
      expect(complaints).toEqual([]);
    });

    test('searches, filters and sorts by an address that can be sent; off is off at the counter', async () => {
      const { office, complaints } = await open('/office/products');
      await office.search.fill('chocolate');
      await office.row(/chocolate/i).waitFor();
      expect(office.address()).toContain('q=chocolate');
      await office.go('/office/products?q=chocolate&sort=-price');
      await office.row(/chocolate/i).waitFor();
      const listed = await till().register.catalog.list({
        text: 'chocolate',
        sort: 'price',
        descending: true,
        limit: 1,
      });
      const dearest = listed.rows[0];
      if (dearest === undefined) throw new Error('no chocolate');
      await office.row(dearest.name).click();
      await office.pane(dearest.name).getByRole('button', { name: 'Switch off' }).click();
      await office.words(`${dearest.name} is switched off`).waitFor();
      expect((await till().register.catalog.get({ product: dearest.id })).active).toBe(false);
      await office.pane(dearest.name).getByRole('button', { name: 'Switch on' }).click();
      await office.words(`${dearest.name} is for sale again`).waitFor();
      expect(complaints).toEqual([]);
    });

    test('what runs out is one press away, and what is switched off is found by its name', async () => {
      const { register } = till();
      const low = await register.catalog.list({ stock: 'low', limit: 1 });
      const { office, complaints } = await open('/office/products');
      await office.button('Running out').click();
      await office.row(low.rows[0]?.name ?? '').waitFor();
      expect(office.address()).toContain('stock=low');
      const item = await first('butter');
      await register.catalog.setActive({ commandId: newId(), product: item.id, active: false });
      await office.go(`/office/products?state=off&q=${encodeURIComponent(item.name.slice(0, 12))}`);
      await office.row(item.name).waitFor();
      expect(complaints).toEqual([]);
    });

    test('the list travels by keys and exports what the filter leaves', async () => {
      const { office, complaints } = await open('/office/products?q=honey');
      await office.row(/honey/i).waitFor();
      await office.grid.focus();
      await office.press('ArrowDown', 'Enter');
      await office.pane(/./).waitFor();
      await office.press('Escape');
      await office.pane(/./).waitFor({ state: 'detached' });
      expect(await office.focusIn(office.grid)).toBe(true);
      const { text } = await office.downloadOf(() => office.button('Export').click());
      const { rows } = await till().register.catalog.list({ text: 'honey', limit: 1000 });
      expect(text.trimEnd().split('\r\n')).toHaveLength(rows.length + 1);
      expect(complaints).toEqual([]);
    });

    test('many are chosen by keys; a price change is tried, done as one command and undone', async () => {
      const { register } = till();
      const { office, page, complaints } = await open('/office/products?q=honey');
      await office.row(/honey/i).waitFor();
      const listed = (await register.catalog.list({ text: 'honey', limit: 1000 })).rows;
      expect(listed.length).toBeGreaterThan(1);
      await office.grid.focus();
      await office.press('Space', 'Shift+ArrowDown');
      await office.words('2 chosen').waitFor();
      await office.press('Escape');
      await office.words('2 chosen').waitFor({ state: 'detached' });
      await office.grid.focus();
      await office.press('Control+KeyA');
      await office.words(`${listed.length} chosen`).waitFor();
      await office.press('ArrowDown', 'Space');
      await office.words(`${listed.length - 1} chosen`).waitFor();
      const exported = await office.downloadOf(() => office.button('Export these').click());
      expect(exported.text.trimEnd().split('\r\n')).toHaveLength(listed.length);
      await office.grid.focus();
      await office.press('Space');
      await office.words(`${listed.length} chosen`).waitFor();
      await office.button('Price').click();
      const dialog = office.dialog('Change the price of what is chosen');
      await dialog.getByLabel('By percent').last().fill('10');
      await dialog.getByText(`${listed.length} of ${listed.length} chosen would change.`).waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      await dialog.getByRole('button', { name: /^Change \d+ products/ }).click();
      await office.words(`${listed.length} products changed: price +10%.`).waitFor();
      const prices = async () =>
        Promise.all(listed.map(async ({ id }) => (await register.catalog.get({ product: id })).price));
      expect(await prices()).toEqual(listed.map(({ price }) => Math.round(price * 1.1)));
      expect(await accessibilityFaults(page)).toEqual([]);
      await office.button('Undo').click();
      await office.words(/^Undone/).waitFor();
      expect(await prices()).toEqual(listed.map(({ price }) => price));
      await office.button('Put this notice away').click();
      await office.words(/^Undone/).waitFor({ state: 'detached' });
      expect(complaints).toEqual([]);
    });

    test('a change of every product is stopped on the way, and what was done is undone', async () => {
      const { register } = till();
      const { office, complaints } = await open('/office/products');
      const choice = { of: 'filter' as const, filter: {}, except: [] };
      const action = { kind: 'price-share' as const, share: 100_000 };
      const { id, total } = await register.catalog.changeMany({ commandId: newId(), choice, action });
      const stopped = await register.catalog.stopChange();
      expect(stopped).toMatchObject({ id, state: 'stopped', total });
      expect(stopped?.changed).toBeLessThan(total);
      await office.words(/^Stopped on the way/).waitFor();
      await office.button('Undo').click();
      await office.words(/^Undone/).waitFor();
      expect(complaints).toEqual([]);
    });

    test('a department and a tax class are added', async () => {
      const { office, complaints } = await open('/office/taxes');
      await office.row('VAT 13 %').waitFor();
      await office.press('KeyN');
      const tax = office.pane('New tax class');
      await tax.getByLabel('Name', { exact: true }).fill('Reduced');
      await tax.getByLabel('Rate', { exact: true }).fill('6.5');
      await office.press('Control+KeyS');
      await office.pane('Reduced').waitFor();
      await office.go('/office/departments');
      await office.press('KeyN');
      const department = office.pane('New department');
      await department.getByLabel('Name', { exact: true }).fill('Flowers');
      await office.choose('Tax class', 'Reduced', department);
      await office.press('Control+KeyS');
      await office.pane('Flowers').waitFor();
      const { catalog } = till().register;
      const reduced = (await catalog.taxClasses()).find(({ name }) => name === 'Reduced');
      expect(reduced?.rates.map(({ rate }) => rate)).toEqual([65_000]);
      expect((await catalog.categories()).find(({ name }) => name === 'Flowers')?.taxClass).toBe(reduced?.id);
      expect(complaints).toEqual([]);
    });
  },
);
