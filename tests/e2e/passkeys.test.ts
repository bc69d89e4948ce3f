import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { codeAt, openHq, SET_UP, serveHq } from '#tests/hq/hq-place.ts';
import { accessibilityFaults, findChromium, launchChromium } from '#tests/support/chromium.ts';
import { openPage } from '#tests/support/pages/open-page.ts';
import { pgMissing } from '#tests/support/pg/shared-cluster.ts';

const missing = (await pgMissing()) ?? (await findChromium()).reason;
const RENDERER = join(import.meta.dirname, '../../dist/renderer');
const { account, password } = SET_UP.owner;

/** The browser's own authenticator, which answers without anybody touching it. */
async function virtualAuthenticator(page: Page) {
  const line = await page.context().newCDPSession(page);
  await line.send('WebAuthn.enable');
  const { authenticatorId } = await line.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    /** How often each key it has was used. */
    uses: async () => {
      const { credentials } = await line.send('WebAuthn.getCredentials', { authenticatorId });
      return credentials.map(({ rpId, signCount }) => [rpId, signCount]);
    },
    forget: () => line.send('WebAuthn.clearCredentials', { authenticatorId }),
  };
}

describe.skipIf(missing !== undefined && missing !== null)(
  `passkeys in the browser${missing ? ` (${missing})` : ''}`,
  () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await launchChromium();
    });
    afterAll(() => browser?.close());

    test('in by a passkey from the first day on; another factor, and the first one taken away', async () => {
      const place = await openHq();
      place.clock.now = Date.now();
      await place.browser().client.setup.chain(SET_UP);
      const { origin } = await serveHq(place, RENDERER);
      const { page, complaints } = await openPage(browser);
      const device = await virtualAuthenticator(page);
      const field = (label: string) => page.getByLabel(label, { exact: true });
      const button = (name: string) => page.getByRole('button', { name, exact: true });
      const dialog = page.getByRole('dialog');
      const givePassword = async () => {
        await field('Account').fill(account);
        await field('Password').fill(password);
        await page.keyboard.press('Enter');
      };

      // No passkeys under a bare address.
      await page.goto(`${origin}/hq/me`);
      await givePassword();
      await page.getByRole('heading', { name: 'Connect an authenticator' }).waitFor();
      expect(await page.getByText('Passkey', { exact: true }).count()).toBe(0);

      await page.goto(`${origin.replace('127.0.0.1', 'localhost')}/hq/me`);
      await givePassword();
      await page.getByText('Passkey', { exact: true }).click();
      await field('Name of the passkey').fill('Front office');
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.keyboard.press('Enter');
      await page.getByRole('dialog', { name: 'Your recovery codes' }).waitFor();
      await field('I have put them away').check();
      await button('Go to headquarters').click();
      await page.getByRole('heading', { level: 1, name: 'My screen' }).waitFor();
      await page.getByText(/Passkey · made .* · not used yet/).waitFor();
      expect(await button('Remove: Front office').isDisabled()).toBe(true);
      expect(await accessibilityFaults(page)).toEqual([]);

      await button('Sign out here').click();
      await givePassword();
      await page.getByRole('heading', { name: 'Show your passkey' }).waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.keyboard.press('Enter');
      await page.getByText(/Passkey · made .* · last used/).waitFor();
      expect(await device.uses()).toEqual([['localhost', 2]]);

      await button('Add an authenticator app').click();
      await dialog.getByLabel('Your password').fill(password);
      await page.keyboard.press('Enter');
      const secret = (await page.getByLabel('Key to type').innerText()).replaceAll(/\s/g, '');
      expect(await accessibilityFaults(page)).toEqual([]);
      await field('Code from the app').fill(codeAt(secret, place.clock.now));
      await page.keyboard.press('Enter');
      await page.getByText('“Authenticator app” was added.').waitFor();

      await button('Remove: Front office').click();
      await dialog.getByLabel('Your password').fill('wrong');
      await page.keyboard.press('Enter');
      await dialog.getByText('The password is wrong.').waitFor();
      await dialog.getByLabel('Your password').fill(password);
      await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
      await page.getByText('“Front office” was removed.').waitFor();
      await expect.poll(() => button('Remove: Authenticator app').isDisabled()).toBe(true);

      // A key of this browser that headquarters knows no more stands in nobody's way.
      await button('Add a passkey').click();
      await dialog.getByLabel('Name of the passkey').fill('Again');
      await dialog.getByLabel('Your password').fill(password);
      await page.keyboard.press('Enter');
      await page.getByText('“Again” was added.').waitFor();
      await device.forget();
      place.clock.now += 30_000;
      await button('Sign out here').click();
      await givePassword();
      await button('Use a passkey').click();
      await page.getByText('No passkey was accepted.').waitFor();
      await button('Use a code instead').click();
      await field('Code').fill(codeAt(secret, place.clock.now));
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: 'My screen' }).waitFor();
      expect([complaints, place.reported]).toEqual([[], []]);
    });
  },
);
