import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { checkDigit } from '#shared/domain/barcode/check-digit.ts';
import { accessibilityFaults, findChromium, launchChromium } from '#tests/support/chromium.ts';
import { officePage } from '#tests/support/pages/office.ts';
import { openPage } from '#tests/support/pages/open-page.ts';
import { sellPage } from '#tests/support/pages/sell.ts';
import { clearCounter, newId, openTill, rendererIsBuilt, type Till } from '#tests/support/till.ts';

const missing = (await findChromium()).reason ?? (rendererIsBuilt() ? undefined : 'no built renderer');

/** Of the demo store, priced per kg: Fuji apples 12.90, Bananas 7.90, Sugar mandarins 11.80. */
const [APPLES, BANANAS, MANDARINS] = ['00101', '00102', '00103'];
const label = (stem: string): string => `${stem}${checkDigit(stem)}`;
const spoiled = (code: string): string => `${code.slice(0, -1)}${(Number(code.at(-1)) + 1) % 10}`;

describe.skipIf(missing !== undefined)(
  `labels of the scale${missing === undefined ? '' : ` (${missing})`}`,
  () => {
    let till: Till;
    let browser: Browser;
    beforeAll(async () => {
      till = await openTill();
      browser = await launchChromium();
    });
    beforeEach(() => clearCounter(till));
    afterAll(async () => {
      await browser?.close();
      await till?.close();
    });

    /** The sell screen, with an empty ticket. */
    const atTheCounter = async () => {
      const { page, complaints } = await openPage(browser);
      const sell = sellPage(page);
      await sell.open(till);
      return { page, complaints, sell };
    };

    test('a rule tried in the office is the one the counter weighs by', async () => {
      const { page, complaints } = await openPage(browser);
      const [office, sell] = [officePage(page), sellPage(page)];
      await office.open(till, '/office/scale-labels');
      const weighed = label(`28${APPLES}01234`);
      await office.field('Labels').fill(weighed);
      await office.words('no rule fits').waitFor();
      await office.button('Add rule').click();
      const rule = page.getByRole('region', { name: 'Rule 4' });
      await rule.getByLabel('Pattern').fill('28.....{NNDDD');
      await office.words(/cannot be read/).waitFor();
      await rule.getByLabel('Pattern').fill('28.....{NNDDD}x');
      const read = page.locator(`[data-label="${weighed}"]`);
      await read.filter({ hasText: '1.234 kg' }).filter({ hasText: 'Fuji apples' }).waitFor();
      // Not saved: the counter does not know it yet.
      const scanned = { commandId: newId(), ticket: null, code: weighed };
      expect((await till.register.tickets.scan(scanned)).kind).toBe('unknown');
      await office.press('Control+KeyS');
      await office.words('Settings saved').waitFor();
      await office.button('To the till').click();
      await sell.scan(weighed);
      // 1.234 kg at 12.90 is 15.92 (15.9186 rounded once).
      await sell.expectTotal('¥15.92');
      await sell.happened.filter({ hasText: 'Fuji apples' }).filter({ hasText: '1.234 kg' }).waitFor();
      expect(complaints).toEqual([]);
    });

    test('what is printed on the pack is charged: by weight, by price, by both', async () => {
      const { page, sell, complaints } = await atTheCounter();
      await sell.scan(label(`21${APPLES}00500`));
      await sell.expectTotal('¥6.45');
      // The price on the label stands; what it weighs is reckoned from it, so that stock stays right.
      await sell.scan(label(`22${BANANAS}01580`));
      await sell.expectTotal('¥22.25');
      await sell.scan(label(`22${MANDARINS}0059000500`));
      await sell.expectTotal('¥28.15');
      await sell.happened.filter({ hasText: '0.5 kg' }).waitFor();
      // Reduced since it was weighed: today's price is charged, and the clerk is told what the customer has read.
      await sell.scan(label(`22${MANDARINS}0069000500`));
      await sell.expectTotal('¥34.05');
      await sell.happened.filter({ hasText: 'label says ¥6.90, now ¥5.90' }).waitFor();
      // A second pack is a second line.
      await sell.scan(label(`21${APPLES}00500`));
      await sell.expectTotal('¥40.50');
      const [ticket] = await till.register.tickets.list();
      expect(ticket?.lines.map(({ name, qty, gross }) => ({ name, qty, gross }))).toEqual([
        { name: 'Fuji apples', qty: 500, gross: 645 },
        { name: 'Bananas', qty: 2000, gross: 1580 },
        { name: 'Sugar mandarins', qty: 500, gross: 590 },
        { name: 'Sugar mandarins', qty: 500, gross: 590 },
        { name: 'Fuji apples', qty: 500, gross: 645 },
      ]);
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(complaints).toEqual([]);
    });

    test('a spoiled check digit, an unknown item and an empty pack put nothing on the ticket, and it is said', async () => {
      const { sell, complaints } = await atTheCounter();
      const good = label(`21${APPLES}00500`);
      await sell.scan(good);
      await sell.expectTotal('¥6.45');
      for (const bad of [spoiled(good), label('219999900500')]) {
        await sell.scan(bad);
        const unknown = sell.dialog(`${bad} is not known here`);
        await unknown.box.waitFor();
        await sell.press('Escape');
        await unknown.gone();
        await sell.happened.filter({ hasText: bad }).waitFor();
      }
      await sell.scan(label(`21${APPLES}00000`));
      const empty = sell.dialog('That did not work');
      await empty.box.getByText('This label says zero.').waitFor();
      await sell.press('Escape');
      await empty.gone();
      await sell.scan(good);
      await sell.expectTotal('¥12.90');
      expect(complaints).toEqual([]);
    });
  },
);
