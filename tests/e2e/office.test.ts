import { describe, expect, test } from 'vitest';
import { accessibilityFaults } from '#tests/support/chromium.ts';
import { missingForOffice as missing, useOffice } from '#tests/support/office.ts';
import { newId } from '#tests/support/till.ts';

const PAGES = [
  ['/office/today', 'Overview'],
  ['/office/sales', 'Sales'],
  ['/office/shifts', 'Shifts and Z reports'],
  ['/office/products', 'Products'],
  ['/office/prices', 'Coming prices'],
  ['/office/import', 'Import'],
  ['/office/departments', 'Departments'],
  ['/office/taxes', 'Tax classes'],
  ['/office/store', 'Store'],
  ['/office/tenders', 'Ways of paying'],
  ['/office/receipt', 'Receipt'],
  ['/office/printer', 'Printer'],
  ['/office/scale-labels', 'Scale labels'],
  ['/office/people', 'People'],
  ['/office/roles', 'Roles'],
  ['/office/tokens', 'Script tokens'],
  ['/office/care', 'Backups'],
  ['/office/headquarters', 'Headquarters'],
] as const;

describe.skipIf(missing !== undefined)(
  `the back office${missing === undefined ? '' : ` (${missing})`}`,
  () => {
    const { till, open } = useOffice();

    test('every page is in the side list, has an address, and passes axe', async () => {
      const { office, page, complaints } = await open();
      expect(await office.pages()).toEqual(PAGES.map(([, name]) => name));
      const faults: string[] = [];
      // Each page in one of the looks: they share their tokens, so a fault of one look shows on some page.
      const looks = ['light', 'dark', 'contrast'] as const;
      for (const [index, [address, name]] of PAGES.entries()) {
        await till().register.session.setDevice({ theme: looks[index % looks.length] ?? 'light' });
        await office.go(address);
        await office.pageLink(name).and(page.locator('[aria-current=page]')).waitFor();
        for (const fault of await accessibilityFaults(page)) faults.push(`${address} ${fault}`);
      }
      await till().register.session.setDevice({ theme: 'system' });
      expect(faults).toEqual([]);
      expect(complaints).toEqual([]);
    });

    test('a clerk finds no door to it, and an address tells them so', async () => {
      const { office } = await open('/office/today', { who: 'Mei Lin' });
      await office.words('This page is not for your role').waitFor();
      expect(await office.pages()).toEqual([]);
      await office.press('Alt+KeyT');
      expect(await office.button('Back office').count()).toBe(0);
    });

    test('travels by keys alone: the palette, the page below, the till and back', async () => {
      const { office, complaints } = await open();
      await office.press('Control+KeyK');
      await office.type('ways of');
      await office.press('Enter');
      await office.here('Ways of paying');
      await office.press('Alt+ArrowDown');
      await office.here('Receipt');
      await office.press('Alt+ArrowUp', 'Alt+ArrowUp');
      await office.here('Store');
      await office.press('Alt+KeyT');
      await office.button('Back office').waitFor();
      await office.press('Alt+KeyB');
      await office.here('Overview');
      expect(complaints).toEqual([]);
    });

    test('what is typed right behind the key that opens the palette is for the palette', async () => {
      const { page } = await open();
      const focused = await page.evaluate(async () => {
        const key = { key: 'k', code: 'KeyK', ctrlKey: true, bubbles: true, cancelable: true };
        document.body.dispatchEvent(new KeyboardEvent('keydown', key));
        // The next key may be the next task: what a timer would do comes too late.
        await Promise.resolve();
        return document.activeElement?.getAttribute('role') ?? null;
      });
      expect(focused).toBe('combobox');
    });

    test('the overview counts what was sold, and every figure opens what made it', async () => {
      const { register } = till();
      const [tender] = (await register.settings.tenders()).filter(({ kind }) => kind === 'cash');
      const [item] = (await register.catalog.search({ text: 'choc', limit: 1 })).rows;
      if (tender === undefined || item === undefined) throw new Error('the demo store has no cash or goods');
      const { ticket } = await register.tickets.addProduct({
        commandId: newId(),
        ticket: null,
        product: item.id,
        source: 'search',
      });
      const sold = await register.sales.complete({
        commandId: newId(),
        ticket: ticket.id,
        version: ticket.version,
        tenders: [{ tender: tender.id, amount: 100_000, reference: null }],
      });
      const { office, complaints } = await open();
      await office.link(sold.number).waitFor();
      expect(await office.figure('Average sale').innerText()).toContain('¥');
      await office.link(sold.number).click();
      await office.words(item.name).waitFor();
      expect(complaints).toEqual([]);
    });

    test('a closed shift opens to its Z, and the days go out as files', async () => {
      const { register } = till();
      const tenders = await register.settings.tenders();
      const { shift } = await register.shifts.x();
      await register.shifts.startCount({ commandId: newId(), shift });
      const z = await register.shifts.close({
        commandId: newId(),
        shift,
        counted: [{ value: 10_000, count: 5 }],
        declared: tenders
          .filter(({ kind, declaredAtClose, active }) => active && declaredAtClose && kind !== 'cash')
          .map(({ id }) => ({ tender: id, amount: 0 })),
        tickets: 'keep',
        note: 'quiet day',
      });
      const { office, complaints } = await open('/office/shifts');
      await office.row(z.number).waitFor();
      await office.grid.focus();
      await office.press('Enter');
      const pane = office.pane(`Z report ${z.number}`);
      await pane.waitFor();
      expect(await pane.innerText()).toContain('quiet day');
      await office.press('Escape');
      await pane.waitFor({ state: 'detached' });
      const sales = await office.downloadOf(() => office.button('Sales as CSV').click());
      expect(sales.name).toMatch(/\.csv$/);
      expect(sales.text.split('\r\n').length).toBeGreaterThan(2);
      const shifts = await office.downloadOf(() => office.button('Z reports as CSV').click());
      expect(shifts.text).toContain(z.number);
      await register.shifts.open({ commandId: newId(), counted: [{ value: 10_000, count: 5 }] });
      expect(complaints).toEqual([]);
    });

    test('backs up and checks the whole journal', async () => {
      const { office, complaints } = await open('/office/care');
      await office.button('Back up now').click();
      await office.words('Backed up and checked').waitFor();
      await office.row('by hand').waitFor();
      await office.button('Check everything').click();
      await office.words(/^All in order/).waitFor();
      // The result waits for whoever comes back.
      await office.go('/office/store');
      await office.go('/office/care');
      await office.words(/^All in order/).waitFor();
      expect(complaints).toEqual([]);
    });
  },
);
