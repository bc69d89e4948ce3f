import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  startVirtualPrinter,
  type VirtualPrinter,
} from '#electron/devices/virtual-printer/virtual-printer.ts';
import { accessibilityFaults, findChromium, launchChromium } from '#tests/support/chromium.ts';
import { type MovableClock, movableClock } from '#tests/support/movable-clock.ts';
import { lockPage } from '#tests/support/pages/lock.ts';
import { newPage, type OpenPage, openPage } from '#tests/support/pages/open-page.ts';
import { payPage } from '#tests/support/pages/pay.ts';
import { receiptPage } from '#tests/support/pages/receipt.ts';
import { returnsPage } from '#tests/support/pages/returns.ts';
import { sellPage } from '#tests/support/pages/sell.ts';
import { shiftPage } from '#tests/support/pages/shift.ts';
import { clearCounter, newId, openTill, rendererIsBuilt, type Till } from '#tests/support/till.ts';

const missing = (await findChromium()).reason ?? (rendererIsBuilt() ? undefined : 'no built renderer');
const MANAGER = 'Grace Hoffmann';
const CLERK = 'Mei Lin';
/** From then on a slip waits for a tap, ms. */
const STALE = 121_000;

/** What the clerk has before them. */
const counterOn = ({ page, complaints }: OpenPage) => ({
  page,
  complaints,
  sell: sellPage(page),
  pay: payPage(page),
  receipt: receiptPage(page),
  returns: returnsPage(page),
  shift: shiftPage(page),
});

describe.skipIf(missing !== undefined)(
  `the printer and the drawer${missing === undefined ? '' : ` (${missing})`}`,
  () => {
    let till: Till;
    let browser: Browser;
    let printer: VirtualPrinter;
    let clock: MovableClock;
    let code: string;
    let counter: ReturnType<typeof counterOn>;
    /** Slips and pulses there were before the test. */
    let before: { readonly slips: number; readonly pulses: number };
    const pinOf = (name: string): string => till.people.find((person) => person.name === name)?.pin ?? '';
    const papers = (): string[] =>
      printer
        .slips()
        .slice(before.slips)
        .map(({ text }) => text);
    const pulses = (): number => printer.pulses().length - before.pulses;

    beforeAll(async () => {
      clock = movableClock();
      printer = await startVirtualPrinter({ tcpPort: 0, httpPort: null });
      till = await openTill({ ports: { timers: clock.timers } });
      browser = await launchChromium();
      const { host, port } = printer.address;
      await till.register.settings.savePrinter({
        commandId: newId(),
        value: { host, port, columns: 48, cut: true, drawerPin: 0 },
      });
      const { rows } = await till.register.catalog.search({ text: 'choc', limit: 20 });
      code = rows.find(({ barcode, unit }) => barcode !== null && unit === 'piece')?.barcode ?? '';
      counter = counterOn(await newPage(browser));
      await counter.page.goto(till.url);
      await lockPage(counter.page).signIn(CLERK, pinOf(CLERK));
    });
    beforeEach(async () => {
      await clearCounter(till);
      await counter.page.goto(till.url);
      await counter.sell.expectTotal('¥0.00');
      before = { slips: printer.slips().length, pulses: printer.pulses().length };
    });
    /** What is left of a test waits for nobody. */
    afterEach(async () => {
      await printer.behave({ kind: 'ok' });
      for (const { id, state } of await till.register.printing.jobs())
        if (state === 'queued' || state === 'waiting-tap') await till.register.printing.discard({ job: id });
    });
    afterAll(async () => {
      await browser?.close();
      await till?.close();
      await printer?.stop();
    });

    /** One item for exact cash; answers the sale's number. */
    const sellOne = async (): Promise<string> => {
      const { sell, pay, receipt } = counter;
      await sell.scan(code);
      await sell.expectLines(1);
      await sell.press('F2');
      await pay.here();
      await sell.press('Enter');
      await receipt.here();
      return receipt.number.innerText();
    };

    test('a sale prints its slip and opens the drawer once; the barcode on the paper is the sale’s; a copy says so and opens nothing', async () => {
      const { page, receipt, returns, sell } = counter;
      const number = await sellOne();
      await receipt.notice('The receipt is printed.').waitFor();
      expect(papers()).toHaveLength(1);
      expect(papers()[0]).not.toMatch(/C O P Y/);
      await expect.poll(pulses).toBe(1);
      await sell.press('F8');
      await expect.poll(papers).toHaveLength(2);
      expect(papers()[1]).toContain('C O P Y   1');
      expect(pulses()).toBe(1);
      expect(await accessibilityFaults(page)).toEqual([]);
      await returns.scan(/\[barcode (.+)\]/.exec(papers()[0] ?? '')?.[1] ?? '');
      await returns.expect(`Return of ${number}`);
      expect(counter.complaints).toEqual([]);
    });

    test('F10 opens the drawer with a reason and a second person, and the shift counts it', async () => {
      const { page, complaints, shift } = counter;
      await page.keyboard.press('F10');
      const dialog = shift.dialog('Open the drawer without a sale');
      await dialog.box.waitFor();
      await shift.confirm();
      expect(pulses()).toBe(0);
      await shift.reason('Check the drawer');
      await shift.confirm();
      await shift.approve(MANAGER, pinOf(MANAGER));
      await shift.toast(/The opening is booked/);
      await expect.poll(pulses).toBe(1);
      expect(papers()).toEqual([]);
      expect((await till.register.shifts.x()).noSales).toBe(1);
      expect(complaints).toEqual([]);
    });

    test('a printer that is off delays no sale; its slip says so and prints by itself when it is back, and nothing opens again', async () => {
      await printer.behave({ kind: 'off' });
      const { page, receipt, sell } = counter;
      await sellOne();
      await receipt.notice('The printer does not answer.').waitFor();
      await receipt.notice('The drawer did not open by itself.').waitFor();
      await page.getByRole('button', { name: 'Printer does not answer' }).waitFor();
      await page.getByRole('button', { name: 'Do not print' }).waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      // The next customer is served meanwhile.
      await sell.press('Enter');
      await sellOne();
      await receipt.notice('The drawer did not open by itself.').waitFor();
      await printer.behave({ kind: 'ok' });
      clock.move(10_000);
      await receipt.notice('The receipt is printed.').waitFor();
      await page.getByRole('button', { name: 'Printer', exact: true }).waitFor();
      expect(papers()).toHaveLength(2);
      expect(papers().join('\n')).not.toMatch(/C O P Y/);
      expect(pulses()).toBe(0);
      expect(counter.complaints).toEqual([]);
    });

    test('a slip older than two minutes waits for a tap: one is printed, one let go', async () => {
      await printer.behave({ kind: 'off' });
      const { page, receipt, sell, shift } = counter;
      const first = await sellOne();
      await receipt.notice('The printer does not answer.').waitFor();
      await sell.press('Enter');
      const second = await sellOne();
      await receipt.notice('The drawer did not open by itself.').waitFor();
      await printer.behave({ kind: 'ok' });
      clock.move(STALE);
      await receipt.notice(/The slip waits: shall it still be printed/).waitFor();
      expect(papers()).toEqual([]);
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.getByRole('button', { name: 'Do not print' }).click();
      await receipt.notice('The slip was not printed.').waitFor();
      await page.getByText('Printer · 1 old slip waits for you').waitFor();
      // The other one from the list of slips, which is there on every screen.
      await page.keyboard.press('Alt+KeyY');
      const list = shift.dialog('Slips');
      await list.box.getByText('older: waits for you').waitFor();
      await list.button('Print now').click();
      await list.button('Print now').waitFor({ state: 'detached' });
      await expect.poll(papers).toHaveLength(1);
      expect(papers()[0]).toContain(first);
      expect(papers()[0]).not.toContain(second);
      expect(pulses()).toBe(0);
      expect(counter.complaints).toEqual([]);
    });

    test('a cable pulled in the middle of a slip: asked at once, never repeated by itself; “no” prints one marked as a copy', async () => {
      const { page, receipt, sell } = counter;
      await sell.scan(code);
      await sell.expectLines(1);
      await printer.behave({ kind: 'cut-cable', after: 600 });
      await sell.press('F2');
      await counter.pay.here();
      // By card: the drawer stays shut, and the line is the slip's alone.
      await sell.press('NumpadMultiply');
      await counter.pay.expectTender('Card');
      await sell.press('Enter');
      await counter.pay
        .dialog(/approve/)
        .button('Yes, approved')
        .click();
      await receipt.here();
      await receipt.notice(/Did the slip come out/).waitFor();
      await page.getByRole('button', { name: 'Did it print?' }).waitFor();
      clock.move(30_000);
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.getByRole('button', { name: 'No, print a copy' }).click();
      await expect.poll(() => papers().filter((text) => text.includes('[barcode'))).toHaveLength(1);
      expect(papers().at(-1)).toContain('C O P Y   1');
      expect(pulses()).toBe(0);
      expect(counter.complaints).toEqual([]);
    });

    test('a register killed while sending asks whether it printed, on whatever screen one is', async () => {
      // The first thing on paper: by then the job is being sent, and that is on the disk.
      const died = new Promise<() => Promise<Till>>((resolve) => {
        const stop = printer.watch(({ kind }) => {
          if (kind === 'drawer' || kind === 'ask') return;
          stop();
          resolve(till.killed());
        });
      });
      const number = await sellOne();
      await counter.receipt.notice('The receipt is printed.').waitFor();
      const again = await (await died)();
      try {
        before = { slips: printer.slips().length, pulses: printer.pulses().length };
        const { page, shift, complaints } = counterOn(await openPage(browser));
        await page.goto(again.url);
        await lockPage(page).signIn(CLERK, pinOf(CLERK));
        await page.getByRole('button', { name: 'Did it print?' }).click();
        const list = shift.dialog('Slips');
        await list.box.getByText('The register was interrupted while sending this slip.').waitFor();
        await list.box.getByText(number).waitFor();
        expect(papers()).toEqual([]);
        expect(await accessibilityFaults(page)).toEqual([]);
        await list.button('No, print a copy').click();
        await expect.poll(papers).toHaveLength(1);
        expect(papers()[0]).toContain('C O P Y   1');
        expect(pulses()).toBe(0);
        expect(complaints).toEqual([]);
      } finally {
        await again.close();
      }
    });
  },
);
