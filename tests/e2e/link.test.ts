import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { scryptPins } from '#node/scrypt-pins.ts';
import { accessibilityFaults, findChromium, launchChromium } from '#tests/support/chromium.ts';
import { type SmallHq, smallHq } from '#tests/support/link/small-hq.ts';
import { type NewRegister, newRegister } from '#tests/support/own-store.ts';
import { lockPage } from '#tests/support/pages/lock.ts';
import { openPage } from '#tests/support/pages/open-page.ts';
import { rendererIsBuilt } from '#tests/support/till.ts';

const missing = (await findChromium()).reason ?? (rendererIsBuilt() ? undefined : 'no built renderer');
const OWNER = { name: 'Ada Quay', pin: '628405' };
const PEPPER = new Uint8Array(32).fill(7);
const COST = { N: 16, r: 8, p: 1, maxmem: 1 << 20 };

describe.skipIf(missing !== undefined)(`headquarters${missing === undefined ? '' : ` (${missing})`}`, () => {
  let hq: SmallHq;
  let register: NewRegister;
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchChromium();
  });
  beforeEach(async () => {
    hq = await smallHq({ hash: scryptPins(PEPPER, COST).hash, pepper: PEPPER });
    register = await newRegister({ pins: scryptPins(PEPPER, COST, async () => PEPPER) });
  });
  afterEach(async () => {
    await register.close();
    await hq.stop();
  });
  afterAll(() => browser?.close());

  const join = async (page: Page, code: string): Promise<void> => {
    await page.goto(register.url);
    await page.getByRole('button', { name: /Join headquarters/ }).click();
    await page.getByLabel('Address of headquarters').fill(hq.url);
    await page.getByLabel('One-time code').fill(code);
    await page.keyboard.press('Enter');
  };

  test('a new register joins by a code, says what is missing, opens by itself and shows how it stands', async () => {
    const { page, complaints } = await openPage(browser);
    await join(page, 'WRONG-CODE');
    await page.getByRole('alert').getByText('Ask headquarters for a new one').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.getByLabel('One-time code').fill(hq.code('S1', '3'));
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'Joined Mallard Group' }).waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await hq.openStore('S1', OWNER);
    await lockPage(page).signIn(OWNER.name, OWNER.pin);
    await page.getByText('Mallard S1 · Register 3').waitFor();
    // What else the bar tells has come too, and nothing on it moves any more.
    await page.waitForLoadState('networkidle');
    await page.getByRole('button', { name: 'Headquarters', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'Headquarters' }).waitFor();
    await page.getByText('Headquarters holds everything.').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    hq.mishap = () => 'down';
    hq.hangUp();
    await page.getByRole('button', { name: /Offline/ }).waitFor();
    await page.getByText('Headquarters does not answer').waitFor();
    await page.evaluate(() => window.history.pushState(null, '', '/office/tenders'));
    await page.getByText('Kept at headquarters. Change it there').waitFor();
    await page.getByText('Cash', { exact: true }).first().click();
    expect(await page.getByRole('textbox', { name: 'Name' }).isDisabled()).toBe(true);
    expect(await page.getByRole('button', { name: /Save/ }).count()).toBe(0);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
