import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { demoFolder } from '#electron/host/load-demo.ts';
import { fillDemoStore, readDemoStore } from '#node/import/demo-store.ts';
import type { PersonId } from '#shared/domain/ids.ts';
import { foundHq, type HqPlace, openHq, SET_UP, serveHq } from '#tests/hq/hq-place.ts';
import { smokedDuck } from '#tests/hq/smoked-duck.ts';
import { findChromium, launchChromium } from '#tests/support/chromium.ts';
import { look } from '#tests/support/pages/look.ts';
import { openPage } from '#tests/support/pages/open-page.ts';
import { pgMissing } from '#tests/support/pg/shared-cluster.ts';
import { RENDERER, rendererIsBuilt } from '#tests/support/till.ts';

const missing =
  (await pgMissing()) ??
  (await findChromium()).reason ??
  (rendererIsBuilt() ? undefined : 'no built renderer');

describe.skipIf(missing !== undefined && missing !== null)(
  `the office of headquarters in the browser${missing ? ` (${missing})` : ''}`,
  () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await launchChromium();
    });
    afterAll(() => browser?.close());

    /** A page of the owner, who has signed in. */
    const open = async (place: HqPlace, address: string) => {
      place.clock.now = Date.now();
      const { owner } = await foundHq(place);
      const { origin } = await serveHq(place, RENDERER);
      const { page, complaints } = await openPage(browser);
      await page.context().addCookies([{ name: 'mallard_hq', value: owner.token() ?? '', url: origin }]);
      return { client: owner.client, page, complaints, go: () => page.goto(origin + address) };
    };

    test('the chain is given another name, which its pages say at once', async () => {
      const place = await openHq();
      const { page, complaints, go } = await open(place, '/hq/registers');
      await go();
      await page.getByText('Mallard Foods · headquarters').waitFor();
      await page.getByRole('button', { name: 'Rename the chain' }).click();
      const dialog = page.getByRole('dialog', { name: 'Rename the chain' });
      const name = dialog.getByLabel('Name of the chain');
      expect(await name.inputValue()).toBe('Mallard Foods');
      await name.fill(' ');
      await page.keyboard.press('Enter');
      await dialog.getByText('Write the name of the chain.').waitFor();
      await look(page, 'hq-rename-chain');
      await name.fill('Ducks & Sons 鸭子连锁');
      await page.keyboard.press('Enter');
      await dialog.waitFor({ state: 'detached' });
      await page.getByText('Ducks & Sons 鸭子连锁 · headquarters').waitFor();
      expect([complaints, place.reported]).toEqual([[], []]);
    });

    test('the chain has an address, a tax number and a logo; a store of its own has its own', async () => {
      const place = await openHq();
      const { client, page, complaints, go } = await open(place, '/office/store');
      const save = () => page.getByRole('button', { name: 'Save' }).click();
      await go();
      await page.getByLabel('Tax number').fill('CHAIN-7');
      await page.getByLabel('Address').fill('1 Chain Road\n上海市');
      await look(page, 'hq-chain-settings');
      await save();
      await expect.poll(async () => (await client.settings.get()).taxNumber).toBe('CHAIN-7');
      await page.evaluate(() => history.pushState(null, '', '/office/receipt'));
      const logo = page.getByRole('img', { name: 'Logo' });
      await page
        .getByLabel('Logo')
        .last()
        .setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: LOGO });
      await logo.first().waitFor();
      await look(page, 'hq-chain-logo');
      await save();
      await expect.poll(async () => (await client.settings.get()).receipt.logo).toMatch(/^[0-9a-f]{64}$/);
      const { receipt, address } = await client.settings.get();
      expect(address).toEqual(['1 Chain Road', '上海市']);
      await page.evaluate(() => history.pushState(null, '', '/hq/store-settings?store=R01'));
      await logo.first().waitFor();
      expect(await logo.first().getAttribute('src')).toBe(`/pictures/${receipt.logo}`);
      expect(await logo.first().evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0);
      expect(await page.getByLabel('Tax number').inputValue()).toBe(SET_UP.taxNumber);
      await logo.first().scrollIntoViewIfNeeded();
      await look(page, 'hq-store-logo');
      expect([complaints, place.reported]).toEqual([[], []]);
    });

    test('a product is given a picture, made small enough for the chain’s facts, and it is taken off again', async () => {
      const place = await openHq();
      const { client, page, complaints, go } = await open(place, '/office/products');
      const duck = await client.catalog.save({
        commandId: crypto.randomUUID(),
        product: null,
        value: await smokedDuck(client),
      });
      const openDuck = () =>
        page.evaluate((id) => history.pushState(null, '', `/office/products?open=${id}`), duck.id);
      const kept = async () => (await client.catalog.get({ product: duck.id })).picture;
      const save = () => page.getByRole('button', { name: 'Save' }).click();
      await go();
      await page.getByRole('grid').waitFor();
      await openDuck();
      // Noise packs worst: as it is, it would fit no fact.
      const noise = await page.evaluate(() => {
        const canvas = document.createElement('canvas');
        canvas.width = canvas.height = 900;
        const paper = canvas.getContext('2d');
        const image = new ImageData(900, 900);
        for (let at = 0, n = 1; at < image.data.length; at++) {
          n = (n * 48_271) % 2_147_483_647;
          image.data[at] = at % 4 === 3 ? 255 : n % 256;
        }
        paper?.putImageData(image, 0, 0);
        return canvas.toDataURL('image/png').split(',')[1] ?? '';
      });
      await page
        .getByLabel('Picture')
        .last()
        .setInputFiles({ name: 'duck.png', mimeType: 'image/png', buffer: Buffer.from(noise, 'base64') });
      const shown = page.getByRole('img', { name: 'Picture' });
      await shown.waitFor();
      await shown.scrollIntoViewIfNeeded();
      expect(
        await shown.evaluate((img: HTMLImageElement) => img.decode().then(() => img.naturalWidth)),
      ).toBeGreaterThan(300);
      await look(page, 'hq-product-picture');
      await save();
      await expect.poll(kept).toMatch(/^[0-9a-f]{64}$/);
      await shown.waitFor();
      await page.getByRole('button', { name: 'Remove' }).first().click();
      await shown.waitFor({ state: 'detached' });
      await save();
      await expect.poll(kept).toBeNull();
      expect([complaints, place.reported]).toEqual([[], []]);
    });

    test('a list of products is imported into the chain by the wizard of the back office, and taken back', async () => {
      const place = await openHq();
      const { client, page, complaints, go } = await open(place, '/office/import');
      const button = (label: string | RegExp) => page.getByRole('button', { name: label });
      const rows = Array.from({ length: 700 }, (_, n) => `Duck egg ${n},${n + 1}.50,${n % 40}`);
      const text = ['Product name,Price,Stock on hand', ...rows, 'Odd one,dear,1'].join('\n');
      await go();
      await page
        .locator('input[type=file]')
        .setInputFiles({ name: 'goods.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
      await page.getByText('What is in each column').waitFor();
      const third = page.getByRole('combobox', { name: 'Column 3' });
      expect(await third.inputValue()).toBe('leave out');
      await look(page, 'hq-import');
      await button('Try without changing anything').click();
      await button('Import 700 products').click();
      await page.getByRole('heading', { name: 'Import of goods.csv' }).waitFor();
      await button('Undo this import').waitFor();
      await look(page, 'hq-imported');
      const found = async () => (await client.catalog.search({ text: 'egg 699', limit: 2 })).rows;
      expect(await found()).toMatchObject([{ name: 'Duck egg 699', price: 70_050 }]);
      await button('Undo this import').click();
      await page
        .getByRole('dialog', { name: 'Undo this import?' })
        .getByRole('button', { name: /^Undo/ })
        .click();
      await page.getByText('undone').waitFor();
      expect(await found()).toEqual([]);
      await button('All imports').click();
      await page.getByText('goods.csv').waitFor();
      expect([complaints, place.reported]).toEqual([[], []]);
    });

    test('a change of many products is stopped on the way by its button, and what was done is undone', async () => {
      const gate = Promise.withResolvers<void>();
      // After its first part it waits, as a change of a million products runs for minutes.
      const place: HqPlace = await openHq({
        turn: async () => await (place.hq.productChanges.isRunning() ? gate.promise : undefined),
      });
      const { client, page, complaints, go } = await open(place, '/office/products');
      const [taxClass] = await client.catalog.taxClasses();
      const demo = readDemoStore(demoFolder(import.meta.dirname));
      const products = demo.products.slice(0, 1300).map((product) => ({
        ...product,
        taxClass: taxClass?.id as typeof product.taxClass,
        category: null,
      }));
      const { host } = place.hq;
      const places = { catalog: host.commitPart, shelves: [], newId: host.newId };
      await fillDemoStore(places, { ...demo, products }, 'system' as PersonId);
      await go();
      const button = (label: string | RegExp) => page.getByRole('button', { name: label });
      await page.getByRole('grid').focus();
      await page.keyboard.press('Control+KeyA');
      await page.getByText('1,300 chosen').waitFor();
      await button('Price').first().click();
      const dialog = page.getByRole('dialog', { name: 'Change the price of what is chosen' });
      await dialog.getByLabel('By percent').last().fill('10');
      await dialog.getByText('1,300 of 1,300 chosen would change.').waitFor();
      const stops = vi.spyOn(place.hq.productChanges, 'stop');
      await dialog.getByRole('button', { name: /^Change [\d,]+ products/ }).click();
      await button('Stop').waitFor();
      await look(page, 'hq-change-under-way');
      await button('Stop').click();
      await expect.poll(() => stops.mock.calls).toHaveLength(1);
      gate.resolve();
      await page.getByText(/^Stopped on the way/).waitFor();
      await look(page, 'hq-change-stopped');
      const stopped = await client.catalog.newestChange();
      expect(stopped).toMatchObject({ state: 'stopped', total: 1300 });
      expect(stopped?.changed).toBeLessThan(1300);
      await button('Undo').click();
      await page.getByText(/^Undone/).waitFor();
      expect([complaints, place.reported]).toEqual([[], []]);
    });
  },
);

/** A black dot. */
const LOGO = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
);
