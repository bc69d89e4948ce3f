import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityFaults, findChromium, launchChromium } from '#tests/support/chromium.ts';
import { byFingers } from '#tests/support/pages/hands.ts';
import { watchKeys } from '#tests/support/pages/key-watch.ts';
import { lockPage } from '#tests/support/pages/lock.ts';
import { openPage } from '#tests/support/pages/open-page.ts';
import { sellPage } from '#tests/support/pages/sell.ts';
import { shiftPage } from '#tests/support/pages/shift.ts';
import { newId, openTill, rendererIsBuilt, type Till } from '#tests/support/till.ts';

const missing = (await findChromium()).reason ?? (rendererIsBuilt() ? undefined : 'no built renderer');

describe.skipIf(missing !== undefined)(`signing in${missing === undefined ? '' : ` (${missing})`}`, () => {
  let till: Till;
  let browser: Browser;
  const pinOf = (name: string): string => till.people.find((person) => person.name === name)?.pin ?? '';

  beforeAll(async () => {
    till = await openTill();
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await till?.close();
  });

  test('the demo says its PINs; whoever was here last is chosen already', async () => {
    const { page, complaints } = await openPage(browser);
    const lock = lockPage(page);
    await page.goto(till.url);
    await lock.here();
    await lock
      .person('Mei Lin')
      .getByText(`PIN ${pinOf('Mei Lin')}`)
      .waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await lock.signIn('Tom Baker', pinOf('Tom Baker'));
    await lock.lock();
    expect(await lock.chosen()).toContain('Tom Baker');
    expect(complaints).toEqual([]);
  });

  test('five wrong PINs lock one person with the time that is left; anybody else signs in', async () => {
    const { page, complaints } = await openPage(browser);
    const lock = lockPage(page);
    await page.goto(till.url);
    for (const pin of ['0001', '0002', '0003', '0004']) {
      await lock.tryPin('王小明', pin);
      await page.getByText('The PIN is wrong.').waitFor();
    }
    await lock.tryPin('王小明', '0005');
    await page.getByText('王小明 is locked on this register').waitFor();
    await page.getByText(/^(1:00|0:\d\d)$/).waitFor();
    await lock
      .person('王小明')
      .getByText(/Locked until/)
      .waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.reload();
    await lock.person('王小明').click();
    await page.getByText('王小明 is locked on this register').waitFor();
    await lock.signIn('Mei Lin', pinOf('Mei Lin'));
    expect(complaints).toEqual([]);
  });

  test('F12 keeps the ticket for whoever signs in next, and keys of the browser stay silent while locked', async () => {
    const { page, complaints } = await openPage(browser);
    const keys = await watchKeys(page);
    const sell = sellPage(page);
    const lock = lockPage(page);
    await till.register.catalog.save({ commandId: newId(), product: null, value: HAMPER });
    await sell.open(till);
    await sell.scan('2000000000015');
    await sell.expectTotal('¥48.00');
    await lock.lock();
    for (const key of ['F1', 'F3', 'F5', 'F7', 'F12', 'Control+KeyK'])
      expect([key, await keys.isPrevented(key)]).toEqual([key, true]);
    await page.keyboard.press('Escape');
    await lock.signIn('Tom Baker', pinOf('Tom Baker'));
    await sell.expectTotal('¥48.00');
    expect(complaints).toEqual([]);
  });

  test('what a manager saw is gone when a clerk signs in: no expected amount is left on the screen', async () => {
    const { page, complaints } = await openPage(browser);
    const lock = lockPage(page);
    const shift = shiftPage(page);
    await page.goto(till.url);
    await lock.signIn('Grace Hoffmann', pinOf('Grace Hoffmann'));
    await shift.go();
    await shift.expect('Shift');
    await shift.report.getByText('Should be').first().waitFor();
    await lock.lock();
    await lock.signIn('Mei Lin', pinOf('Mei Lin'));
    await shift.expect('Shift');
    await shift.report.getByText('Expected amounts are hidden for you').waitFor();
    expect(await shift.report.getByText('Should be').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  test('nobody there: it locks after the minutes of the store, by touch one is back at the same screen', async () => {
    const { page, complaints } = await openPage(browser, { hasTouch: true });
    await page.clock.install();
    const lock = lockPage(page, byFingers(page));
    const shift = shiftPage(page, byFingers(page));
    await page.goto(till.url);
    await lock.signIn('Mei Lin', pinOf('Mei Lin'));
    await shift.go();
    await shift.expect('Shift');
    const { store } = await till.register.session.get();
    await page.clock.fastForward(((store?.idleLockMinutes ?? 5) - 1) * 60_000);
    await shift.expect('Shift');
    await page.clock.fastForward(60_000);
    await lock.here();
    await lock.signIn('Tom Baker', pinOf('Tom Baker'));
    await shift.expect('Shift');
    expect(complaints).toEqual([]);
  });
});

const HAMPER = {
  name: 'Hamper',
  names: {},
  sku: null,
  barcodes: ['2000000000015'],
  unit: 'piece' as const,
  price: 4800,
  taxClass: 'vat13',
  category: null,
  picture: null,
  active: true,
  minStock: null,
  taxCode: null,
};
