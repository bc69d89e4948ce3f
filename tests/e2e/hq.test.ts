import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeAt, foundHq, openHq, SET_UP, serveHq } from '#tests/hq/hq-place.ts';
import { accessibilityFaults, findChromium, launchChromium } from '#tests/support/chromium.ts';
import { openPage } from '#tests/support/pages/open-page.ts';
import { pgMissing } from '#tests/support/pg/shared-cluster.ts';

const missing = (await pgMissing()) ?? (await findChromium()).reason;
const RENDERER = join(import.meta.dirname, '../../dist/renderer');

const PAGES = [
  ['/hq/overview', 'Overview'],
  ['/hq/sales', 'Sales'],
  ['/hq/registers', 'Registers', 'Stores and registers'],
  ['/hq/exceptions', 'Exceptions'],
  ['/office/products', 'Products'],
  ['/office/import', 'Import'],
  ['/office/prices', 'Coming prices'],
  ['/hq/transfers', 'Transfers'],
  ['/office/departments', 'Departments'],
  ['/office/taxes', 'Tax classes'],
  ['/office/store', 'Settings', 'Settings of the chain'],
  ['/office/tenders', 'Ways of paying'],
  ['/office/receipt', 'Receipt'],
  ['/office/scale-labels', 'Scale labels'],
  ['/hq/store-settings', 'By store', 'Settings of one store'],
  ['/office/people', 'People'],
  ['/office/roles', 'Roles'],
  ['/hq/accounts', 'Accounts'],
  ['/hq/me', 'My screen'],
] as const satisfies readonly (readonly [address: string, link: string, title?: string])[];

describe.skipIf(missing !== undefined && missing !== null)(
  `headquarters in the browser${missing ? ` (${missing})` : ''}`,
  () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await launchChromium();
    });
    afterAll(() => browser?.close());

    test('from an empty headquarters to a code for the first register', async () => {
      const place = await openHq({ setupKey: 'K7QM-2XPA' });
      place.clock.now = Date.now();
      const { origin } = await serveHq(place, RENDERER);
      const { page, complaints } = await openPage(browser);
      const field = (label: string) => page.getByLabel(label, { exact: true });
      const button = (name: string) => page.getByRole('button', { name }).first();
      await page.goto(origin);
      await field('Name of the chain').fill(SET_UP.chain);
      await field('Name of the shop').fill(SET_UP.storeName);
      await field('Store code').fill('R01');
      await page.keyboard.press('Enter');
      await button('Add a tax class').waitFor();
      await page.keyboard.press('Enter');
      await field('Account').fill(SET_UP.owner.account);
      await field('Password').fill(SET_UP.owner.password);
      await field('Password again').fill(SET_UP.owner.password);
      await field('Set-up key').fill('K7QM-2XPA');
      await button('Set up this chain').click();

      const secret = (await page.getByLabel('Key to type').innerText()).replaceAll(/\s/g, '');
      await page.getByRole('img', { name: 'QR code for the authenticator' }).waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      await field('Code from the app').fill(codeAt(secret, place.clock.now));
      await page.keyboard.press('Enter');
      const codes = page.getByRole('dialog', { name: 'Your recovery codes' });
      await codes.waitFor();
      expect(await codes.getByRole('listitem').count()).toBe(10);
      await page.keyboard.press('Escape');
      await page.getByText('Put them away first').waitFor();
      await field('I have put them away').check();
      await button('Go to headquarters').click();

      await page.getByText('No register has joined yet').waitFor();
      await button('Stores and registers').click();
      await button('Add a store').click();
      await page.getByRole('dialog').getByLabel('Name of the shop').fill('Hill Market');
      await page.getByRole('dialog').getByLabel('Store code').fill('H02');
      await button('Add it').click();
      await page.getByRole('row').filter({ hasText: 'Hill Market' }).click();
      await page.getByRole('complementary').getByRole('button', { name: 'Enrol a register' }).click();
      await button('Make the code').click();
      const code = await page.getByLabel('Enrolment code').innerText();
      expect(code).toMatch(/^[A-Z0-9-]{8,}$/);
      await page.getByText(/valid for (9|10):\d\d/).waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.keyboard.press('Escape');
      await page.getByText(/A code for H02, register 1 by wen.li waits to be used/).waitFor();
      expect(await page.content()).not.toContain(code);
      expect([complaints, place.reported]).toEqual([[], []]);
    });

    test('every page is in the side list, has an address and passes axe; signing out and in again comes back to it', async () => {
      const place = await openHq();
      const { secret } = await foundHq(place);
      place.clock.now = Date.now();
      const { origin } = await serveHq(place, RENDERER);
      const { page, complaints } = await openPage(browser);
      const signIn = async () => {
        place.clock.now += 30_000;
        await page.getByLabel('Account').fill(SET_UP.owner.account);
        await page.getByLabel('Password').fill(SET_UP.owner.password);
        await page.keyboard.press('Enter');
        await page.getByLabel('Code', { exact: true }).fill(codeAt(secret, place.clock.now));
        await page.keyboard.press('Enter');
        await page.getByRole('navigation').waitFor();
      };
      await page.goto(origin);
      await signIn();
      expect(await page.getByRole('navigation').getByRole('link').allInnerTexts()).toEqual(
        PAGES.map(([, name]) => name as string),
      );
      const faults: string[] = [];
      for (const [address, name, title = name] of PAGES as readonly (readonly [string, string, string?])[]) {
        await page.evaluate((to) => history.pushState(null, '', to), address);
        await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
        for (const fault of await accessibilityFaults(page)) faults.push(`${address} ${fault}`);
      }
      expect(faults).toEqual([]);
      await page.keyboard.press('F12');
      await page.getByRole('heading', { name: 'Sign in' }).waitFor();
      await signIn();
      await page.getByRole('heading', { level: 1, name: 'My screen' }).waitFor();
      expect([complaints, place.reported]).toEqual([[], []]);
    });
  },
);
