import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { accessibilityFaults, findChromium, launchChromium } from '#tests/support/chromium.ts';
import { DAY, movableClock } from '#tests/support/movable-clock.ts';
import { newRegister, sellUnlisted, signInAs } from '#tests/support/own-store.ts';
import { byFingers, byKeys } from '#tests/support/pages/hands.ts';
import { lockPage } from '#tests/support/pages/lock.ts';
import { openPage } from '#tests/support/pages/open-page.ts';
import { shiftPage } from '#tests/support/pages/shift.ts';
import { newId, openTill, rendererIsBuilt, type Till } from '#tests/support/till.ts';

const missing = (await findChromium()).reason ?? (rendererIsBuilt() ? undefined : 'no built renderer');
const MANAGER = 'Grace Hoffmann';
const CLERK = 'Mei Lin';
/** 500.00 float and 25.00 sold in cash. */
const RIGHT = { 'cash.10000': '5', 'cash.1000': '2', 'cash.500': '1' };
const NOTHING_ELSE = {
  'tender.card': '0',
  'tender.wechat': '0',
  'tender.alipay': '0',
  'tender.voucher': '0',
};

const OWN = {
  store: 'S1',
  register: '1',
  name: 'Corner Shop',
  address: [],
  taxNumber: '',
  phone: '',
  currency: 'EUR',
  timeZone: 'Europe/Berlin',
  locale: 'en',
  priceMode: 'inclusive',
  taxClasses: [{ name: 'Standard', rate: 190_000 }],
  owner: { name: 'Ana Ruiz', pin: '4711' },
} as const;

describe.skipIf(missing !== undefined)(
  `the shift and the clock${missing === undefined ? '' : ` (${missing})`}`,
  () => {
    test('a shift past its day asks to be closed and never forces; a clock set back asks a manager first', async () => {
      const browser = await launchChromium();
      onTestFinished(() => browser.close());
      const clock = movableClock();
      const register = await newRegister({ timers: clock.timers });
      onTestFinished(() => register.close());
      const line = register.line();
      await line.setup.own({ ...OWN, address: [], taxClasses: [...OWN.taxClasses] });
      await signInAs(line, OWN.owner.name, OWN.owner.pin);
      await line.shifts.open({ commandId: newId(), counted: [{ value: 100, count: 10 }] });
      clock.move(DAY);

      const { page, complaints } = await openPage(browser);
      const lock = lockPage(page);
      const shift = shiftPage(page);
      await page.goto(register.url);
      await lock.signIn(OWN.owner.name, OWN.owner.pin);
      await page
        .getByText(/^The shift of .* is still open\. Close it when there is a quiet moment\.$/)
        .waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      await shift.go();
      await shift.expect('Shift');
      await page.getByText('The day of this shift is over.').waitFor();
      await shift.next();
      await shift.confirm();
      await shift.count({ 'cash.100': '10', 'tender.card': '0', 'tender.voucher': '0' });
      await shift.next();
      await shift.confirm();
      await shift.expect('Shift closed');

      clock.move(-DAY);
      await page.reload();
      await shift.expect('Shift closed');
      await shift.next();
      await shift.expect('Open shift');
      await page.getByText(/but the last entry was made at/).waitFor();
      await shift.count({ 'cash.100': '10' });
      expect(await shift.nextButton.isDisabled()).toBe(true);
      expect(await accessibilityFaults(page)).toEqual([]);
      await page.getByLabel('Date and time are right').check();
      await shift.next();
      await page.getByText('Search or scan').or(page.getByTestId('total')).first().waitFor();
      // Nobody touched this line for a day.
      await signInAs(line, OWN.owner.name, OWN.owner.pin);
      expect((await line.shifts.current())?.openedBy).toBeDefined();
      expect(complaints).toEqual([]);
    });
  },
);

describe.skipIf(missing !== undefined)(`the shift${missing === undefined ? '' : ` (${missing})`}`, () => {
  let till: Till;
  let browser: Browser;
  const pinOf = (name: string): string => till.people.find((person) => person.name === name)?.pin ?? '';

  beforeAll(async () => {
    browser = await launchChromium();
  });
  beforeEach(async () => {
    till = await openTill();
    await sellUnlisted(till.register, { lines: [{ name: 'Basket', price: 2500 }] });
  });
  afterEach(() => till.close());
  afterAll(() => browser?.close());

  const asClerk = async (kind: 'keys' | 'fingers' = 'keys', name = CLERK) => {
    const { page, complaints } = await openPage(browser, { hasTouch: kind === 'fingers' });
    const hands = kind === 'keys' ? byKeys(page) : byFingers(page);
    const lock = lockPage(page, hands);
    const shift = shiftPage(page, hands);
    await page.goto(till.url);
    await lock.signIn(name, pinOf(name));
    await shift.go();
    await shift.expect('Shift');
    return { page, complaints, lock, shift };
  };

  test.each(['keys', 'fingers'] as const)(
    'closed blind with %s alone: the clerk learns nothing, the manager sees the difference',
    async (kind) => {
      const { page, complaints, lock, shift } = await asClerk(kind);
      expect(await accessibilityFaults(page)).toEqual([]);
      await shift.next();
      await shift.confirm();
      await shift.expect('Count the drawer');
      expect(await shift.counted('cash.10000')).toBe('');
      await shift.count({ ...RIGHT, 'cash.100': '3' });
      expect(await shift.total('Cash counted')).toBe('¥528.00');
      expect(await shift.nextButton.isDisabled()).toBe(true);
      await shift.count(NOTHING_ELSE);
      expect(await shift.nextButton.isDisabled()).toBe(false);
      expect(await page.getByText(/525\.00|25\.00/).count()).toBe(0);
      expect(await accessibilityFaults(page)).toEqual([]);
      await shift.next();
      await shift.confirm();
      await shift.expect('Shift closed');
      expect((await shift.counts())[0]).not.toMatch(/over|short|right/);
      expect(await page.getByText(/525\.00/).count()).toBe(0);
      await lock.lock();
      await lock.signIn(MANAGER, pinOf(MANAGER));
      await shift.expect('Shift closed');
      await page.getByText('¥3.00 over').first().waitFor();
      expect(await accessibilityFaults(page)).toEqual([]);
      const { rows } = await till.register.shifts.list({});
      expect(rows.map(({ number, difference }) => ({ number, difference }))).toEqual([
        { number: expect.stringMatching(/-Z000001$/), difference: 300 },
      ]);
      await shift.next();
      await shift.expect('Open shift');
      expect(complaints).toEqual([]);
    },
  );

  test('a pay-out asks a second person: a wrong PIN is said, the right one books it once', async () => {
    const { page, complaints, shift } = await asClerk();
    await shift.move('cash.payOut');
    const dialog = shift.dialog('Take money out');
    await dialog.box.waitFor();
    await shift.confirm();
    await dialog.box.getByText('Type the amount first.').waitFor();
    await shift.digits('45.5');
    await dialog.box.getByText('¥45.50').waitFor();
    await shift.reason('Supplies');
    await shift.confirm();
    await shift.approve(MANAGER, '0000');
    const approval = shift.dialog('Approval needed');
    await approval.box.getByText('The PIN is wrong.').waitFor();
    await approval.box.getByText('¥45.50').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await shift.approve(MANAGER, pinOf(MANAGER));
    await shift.toast(/Paid out ¥45\.50/);
    const cash = (await till.register.shifts.x()).tenders.find(({ kind }) => kind === 'cash');
    expect(cash).toMatchObject({ payOuts: 4550, expected: 47_950 });
    expect(complaints).toEqual([]);
  });

  test('by touch: pay in and drop with the number pad and the usual reasons', async () => {
    const { complaints, shift } = await asClerk('fingers');
    await shift.move('cash.payIn');
    await shift.digits('20');
    await shift.reason('More change');
    await shift.confirm();
    await shift.toast(/Paid in ¥20\.00/);
    await shift.move('cash.drop');
    await shift.digits('300');
    await shift.confirm();
    await shift.approve(MANAGER, pinOf(MANAGER));
    await shift.toast(/Dropped ¥300\.00/);
    const cash = (await till.register.shifts.x()).tenders.find(({ kind }) => kind === 'cash');
    expect(cash).toMatchObject({ payIns: 2000, payOuts: 30_000, expected: 24_500 });
    expect(complaints).toEqual([]);
  });

  test('a count that is begun outlives a lock and a reload, and can be given up', async () => {
    const { page, complaints, lock, shift } = await asClerk();
    await shift.next();
    await shift.confirm();
    await shift.expect('Count the drawer');
    await shift.count({ 'cash.10000': '7' });
    await lock.lock();
    await lock.signIn(CLERK, pinOf(CLERK));
    expect(await shift.counted('cash.10000')).toBe('7');
    await page.reload();
    await shift.expect('Count the drawer');
    expect(await shift.counted('cash.10000')).toBe('7');
    await shift.cancelCount();
    await shift.expect('Shift');
    expect((await till.register.shifts.current())?.counting).toBe(false);
    expect(complaints).toEqual([]);
  });

  test('three windows count one shift: the first to close has the Z, the others are shown it and told their count was not booked', async () => {
    const first = await asClerk();
    const second = await asClerk('keys', MANAGER);
    const third = await asClerk();
    await first.shift.next();
    await first.shift.confirm();
    for (const { shift } of [first, second, third]) await shift.expect('Count the drawer');
    await first.shift.count({ ...RIGHT, ...NOTHING_ELSE });
    await second.shift.count({ ...RIGHT, 'cash.100': '3', ...NOTHING_ELSE });
    await third.shift.count({ 'cash.10000': '4' });
    await second.shift.next();
    await second.shift.dialog('Close the shift with this count?').box.waitFor();
    await first.shift.next();
    await first.shift.confirm();
    await first.shift.expect('Shift closed');
    const number = await first.shift.zNumber();
    // The third has typed a part of its count; it must not find itself typing the float of the next shift.
    await third.shift.expect('Shift closed');
    await second.shift.confirm();
    await second.shift.expect('Shift closed');
    const told = /^Mei Lin had closed this shift already, at .* your count was not booked\.$/;
    for (const { page, shift } of [second, third]) {
      await page.getByRole('status').filter({ hasText: told }).waitFor();
      expect(await shift.zNumber()).toBe(number);
      expect(await accessibilityFaults(page)).toEqual([]);
    }
    expect(await first.page.getByText(told).count()).toBe(0);
    expect((await second.shift.counts())[0]).toMatch(/exactly right/);
    expect((await third.shift.counts())[0]).not.toMatch(/exactly right|over|short/);
    expect((await till.register.shifts.list({})).rows).toHaveLength(1);
    // Said until it is left.
    await second.shift.next();
    await second.shift.expect('Open shift');
    await second.page.goBack();
    await second.shift.expect('Shift closed');
    expect(await second.page.getByText(told).count()).toBe(0);
    for (const { complaints } of [first, second, third]) expect(complaints).toEqual([]);
  });

  test('tickets that are left are kept unless they are voided there', async () => {
    const [category] = await till.register.catalog.categories();
    await till.register.tickets.addOpenPrice({
      commandId: newId(),
      ticket: null,
      category: category?.id ?? '',
      barcode: null,
      name: 'Left behind',
      price: 100,
    });
    const { complaints, shift } = await asClerk();
    await shift.next();
    await shift.confirm();
    await shift.expect('Count the drawer');
    expect(await shift.ticketsChoice('Keep for the next shift').isChecked()).toBe(true);
    await shift.count({ ...RIGHT, ...NOTHING_ELSE });
    await shift.next();
    await shift.confirm();
    await shift.expect('Shift closed');
    expect(await till.register.tickets.list()).toHaveLength(1);
    expect(complaints).toEqual([]);
  });
});
