import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ok } from '#shared/domain/result.ts';
import { productChanged } from '#shared/journal/entries/catalog.ts';
import { fact } from '#shared/services/journal/host.ts';
import { OWN } from '#tests/host/open-host.ts';
import { chainProduct, closeShift, PRODUCT, saveProduct } from '#tests/hq/process/lone-store.ts';
import { type OpenHq, openHq } from '#tests/hq/process/open-hq.ts';
import { foundOwner } from '#tests/hq/process/owner.ts';
import { accessibilityFaults, findChromium, launchChromium } from '#tests/support/chromium.ts';
import { type NewRegister, newRegister, sellUnlisted, signInAs } from '#tests/support/own-store.ts';
import { lockPage } from '#tests/support/pages/lock.ts';
import { openPage } from '#tests/support/pages/open-page.ts';
import { pgMissing } from '#tests/support/pg/shared-cluster.ts';
import { newId, rendererIsBuilt } from '#tests/support/till.ts';

const missing =
  (await pgMissing()) ??
  (await findChromium()).reason ??
  (rendererIsBuilt() ? undefined : 'no built renderer');

/** What a register can write and headquarters can't keep in a text. */
const unreadable = {
  product: { ...PRODUCT, id: newId(), name: 'Bro\u0000ken' },
  before: null,
  how: 'edited',
  approvals: [],
};

describe.skipIf(missing !== undefined)(
  `a store that was alone joins on its screens${missing ? ` (${missing})` : ''}`,
  () => {
    let hq: OpenHq;
    let register: NewRegister;
    let browser: Browser;
    beforeAll(async () => {
      browser = await launchChromium();
    });
    beforeEach(async () => {
      hq = await openHq();
      register = await newRegister();
    });
    afterEach(async () => {
      await register.close();
      await hq.stop();
    });
    afterAll(() => browser?.close());

    test('says how far it is and what it stopped at, goes on by a button, and shows at headquarters what clashed', {
      timeout: 120_000,
    }, async () => {
      const { client, cookie } = await foundOwner(hq.address);
      await chainProduct(hq, 'Acacia honey', { barcodes: ['4006381333931'] });
      const line = register.line();
      await line.setup.own({ ...OWN, store: 'SOLO' });
      await signInAs(line, OWN.owner.name, OWN.owner.pin);
      await saveProduct(line, 'Honey', { barcodes: ['4006381333931'] });
      for (let n = 1; n <= 30; n++) await saveProduct(line, `Biscuit no. ${n}`, { price: 100 * n });
      await register.host.commitChain(
        { id: newId(), actor: 'system' as never, name: 'test', input: {} },
        async () => ok({ entry: fact(productChanged, unreadable as never), answer: null }),
      );
      await line.shifts.open({ commandId: newId(), counted: [] });
      await sellUnlisted(line, { lines: [{ name: 'Tea', price: 500 }] });
      const { page, complaints } = await openPage(browser);
      await page.goto(register.url);
      await lockPage(page).signIn(OWN.owner.name, OWN.owner.pin);
      await page.evaluate(() => window.history.pushState(null, '', '/office/headquarters'));
      await page.getByText('keeps all it has sold').waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      const join = async () => {
        await page.getByLabel('Address of headquarters').fill(hq.address);
        await page.getByLabel('One-time code').fill(await hq.code('R02'));
        await page.keyboard.press('Enter');
      };
      await join();
      await page.getByRole('alert').getByText('A shift is open').waitFor();
      await closeShift(line);
      await join();
      // It is the store's own till all the while: what headquarters has, what stopped it, and that selling goes on.
      await page.getByText('Taken over by headquarters').waitFor();
      const stopped = page.getByRole('alert').filter({ hasText: 'Headquarters has stopped' });
      await stopped.waitFor();
      await page.getByText('32 of 33').waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);

      const at = await openPage(browser);
      const [name = '', value = ''] = cookie.split('=');
      await at.page.context().addCookies([{ name, value, url: hq.address }]);
      await at.page.goto(`${hq.address}/hq/registers`);
      await at.page.getByRole('row').filter({ hasText: 'Handing over, stopped' }).click();
      await at.page.getByRole('alert').getByText('does not count here yet').waitFor();
      await at.page.getByText('32 of 33').waitFor();
      expect(await accessibilityFaults(at.page)).toEqual([]);
      const [kept] = (await client.kept.list({ offset: 0, limit: 10 })).rows;
      const { store, position } = kept ?? { store: '', position: 0 };
      await client.kept.setAside({ commandId: newId(), store, position, note: 'Nobody can read it' });
      await stopped.getByRole('button', { name: 'Ask again now' }).click();
      await page.getByText('Taken over by headquarters').waitFor({ state: 'detached', timeout: 30_000 });
      expect((await line.session.get()).link).toBe('joined');

      await at.page.goto(`${hq.address}/hq/exceptions`);
      const clash = at.page.getByRole('row').filter({ hasText: 'A product of a store that joined clashes' });
      await clash.getByText('Honey').waitFor();
      await clash.click();
      await at.page.getByText('Taken without this code: it is the chain’s product').waitFor();
      await at.page.getByText('Acacia honey').waitFor();
      expect(await accessibilityFaults(at.page)).toEqual([]);
      expect([...complaints, ...at.complaints]).toEqual([]);
    });
  },
);
