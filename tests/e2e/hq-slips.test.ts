import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SET_UP } from '#tests/hq/hq-place.ts';
import { type OpenHq, openHq } from '#tests/hq/process/open-hq.ts';
import { type ComeIn, foundOwner } from '#tests/hq/process/owner.ts';
import { foundR01 } from '#tests/hq/process/store-of-registers.ts';
import { command, isCurrent, openTill, pay, scanTea, type Till } from '#tests/hq/process/till.ts';
import { findChromium, launchChromium } from '#tests/support/chromium.ts';
import { look } from '#tests/support/pages/look.ts';
import { openPage } from '#tests/support/pages/open-page.ts';
import { pgMissing } from '#tests/support/pg/shared-cluster.ts';
import { rendererIsBuilt } from '#tests/support/till.ts';

const missing =
  (await pgMissing()) ??
  (await findChromium()).reason ??
  (rendererIsBuilt() ? undefined : 'no built renderer');

describe.skipIf(missing !== undefined && missing !== null)(
  `slips at headquarters in the browser${missing ? ` (${missing})` : ''}`,
  () => {
    let hq: OpenHq;
    let owner: ComeIn;
    let till: Till;
    let browser: Browser;
    beforeAll(async () => {
      hq = await openHq();
      await foundR01(hq);
      owner = await foundOwner(hq.address);
      till = await openTill(hq);
      browser = await launchChromium();
    }, 60_000);
    afterAll(async () => {
      await browser?.close();
      await till?.close();
      await hq?.stop();
    });

    /** A day at the till: a sale, the goods back, and the drawer counted. */
    const day = async () => {
      const { page } = till;
      const sale = await pay(till, await scanTea(till));
      const lines = [{ line: 1, qty: 1000, condition: 'as-new' as const }];
      const ret = await page.returns.accept({ ...command(), sale: sale.sale, lines, reason: 'too strong' });
      const { shift } = await page.shifts.x();
      await page.shifts.startCount({ ...command(), shift });
      const others = (await page.settings.tenders()).filter(({ id }) => id !== 'cash');
      const z = await page.shifts.close({
        ...command(),
        shift,
        counted: [],
        declared: others.map(({ id: tender }) => ({ tender, amount: 0 })),
        tickets: 'keep',
        note: '',
      });
      await isCurrent(till);
      return { sale: sale.number, ret: ret.number, z: z.number };
    };

    test.each(['en', 'zh-CN'] as const)(
      'a sale, a return and a Z are opened as their slips: %s',
      async (locale) => {
        const numbers = await day();
        const { page, complaints } = await openPage(browser, { locale });
        const [name = '', value = ''] = owner.cookie.split('=');
        await page.context().addCookies([{ name, value, url: hq.address }]);
        await page.goto(`${hq.address}/hq/sales`);
        const pane = page.getByRole('complementary');
        const slip = pane.getByRole('img');
        const opened = async (number: string, what: string) => {
          await page.getByRole('row').filter({ hasText: number }).first().click();
          await pane.getByRole('heading', { name: number }).waitFor();
          await slip.first().waitFor();
          await look(page, `hq-slip-${what}-${locale}`);
          return await pane.innerText();
        };
        const sold = await opened(numbers.sale, 'sale');
        for (const word of ['Tea', '45.00', SET_UP.storeName]) expect(sold).toContain(word);
        const back = await opened(numbers.ret, 'return');
        for (const word of ['Tea', numbers.sale]) expect(back).toContain(word);
        await page.keyboard.press('Escape');
        await pane.waitFor({ state: 'detached' });
        await page.goto(`${hq.address}/hq/sales?show=shifts`);
        expect(await opened(numbers.z, 'z')).toContain('Z');
        expect(complaints).toEqual([]);
        await till.page.shifts.open({ ...command(), counted: [] });
      },
    );
  },
);
