import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { accessibilityFaults, findChromium, launchChromium } from '#tests/support/chromium.ts';
import { type NewRegister, newRegister, sellUnlisted, signInAs } from '#tests/support/own-store.ts';
import { byFingers, byKeys, type Hands } from '#tests/support/pages/hands.ts';
import { lockPage } from '#tests/support/pages/lock.ts';
import { openPage } from '#tests/support/pages/open-page.ts';
import { returnsPage } from '#tests/support/pages/returns.ts';
import { setupPage } from '#tests/support/pages/setup.ts';
import { shiftPage } from '#tests/support/pages/shift.ts';
import { rendererIsBuilt } from '#tests/support/till.ts';

const missing = (await findChromium()).reason ?? (rendererIsBuilt() ? undefined : 'no built renderer');
const PIN = '4711';

describe.skipIf(missing !== undefined)(`first run${missing === undefined ? '' : ` (${missing})`}`, () => {
  let register: NewRegister;
  let browser: Browser;

  beforeAll(async () => {
    browser = await launchChromium();
  });
  beforeEach(async () => {
    register = await newRegister();
  });
  afterEach(() => register.close());
  afterAll(() => browser?.close());

  const founding = async (page: Page, hands: Hands) => {
    const setup = setupPage(page, hands);
    await setup.open(register.url);
    await setup.chooseOwn();
    await setup.fill('name', 'Corner Shop');
    await setup.next();
    await setup.expectStep('Money and tax');
    await setup.next();
    await setup.expectStep('The owner');
    await setup.fill('owner', 'Ana Ruiz');
    await setup.fill('pin', PIN);
    await setup.fill('again', PIN);
    await setup.next();
    await setup.expectStep('Check');
    await setup.next();
    return setup;
  };

  test('what is missing is said at its field, and answers outlive a reload', async () => {
    const { page, complaints } = await openPage(browser);
    const setup = setupPage(page);
    await setup.open(register.url);
    expect(await accessibilityFaults(page)).toEqual([]);
    await setup.chooseOwn();
    await setup.next();
    expect(await setup.problems()).toEqual(['Write the name that shall stand on the receipt.']);
    await setup.fill('name', 'Corner Shop');
    await setup.fill('store', 'x 1');
    await setup.next();
    expect(await setup.problems()).toEqual(['One to six capital letters or digits, such as S1.']);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.reload();
    await setup.field('name').waitFor();
    expect(await setup.field('name').inputValue()).toBe('Corner Shop');
    await setup.fill('store', 'q1');
    await setup.next();
    await setup.expectStep('Money and tax');
    expect(await accessibilityFaults(page)).toEqual([]);
    await setup.next();
    await setup.expectStep('The owner');
    await setup.fill('owner', 'Ana Ruiz');
    await setup.fill('pin', '1234');
    await setup.fill('again', '1234');
    await setup.next();
    expect(await setup.problems()).toEqual([
      'Too easy to guess. Avoid rows like 1234, repeats like 1111 and lines on the keypad.',
    ]);
    expect(await accessibilityFaults(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test('in Chinese the whole first run reads Chinese', async () => {
    const { page, complaints } = await openPage(browser, { locale: 'zh-CN' });
    const setup = setupPage(page);
    await setup.open(register.url);
    await setup.chooseOwn();
    await setup.fill('name', '街角小店');
    await setup.next();
    await setup.expectStep('货币与税');
    await setup.next();
    await setup.expectStep('店主');
    await setup.fill('owner', '王芳');
    await setup.fill('pin', PIN);
    await setup.fill('again', PIN);
    await setup.next();
    await setup.expectStep('核对');
    expect(await accessibilityFaults(page)).toEqual([]);
    await setup.next();
    await setup.recoveryCode();
    await setup.noteCode();
    const lock = lockPage(page);
    await lock.signIn('王芳', PIN);
    const { store } = await register.line().session.get();
    expect(store).toMatchObject({ name: '街角小店', currency: { code: 'CNY' }, locale: 'zh-CN' });
    expect(complaints).toEqual([]);
  });

  test('the recovery code is shown until it is noted, opens the register once, and never again', async () => {
    const { page, complaints } = await openPage(browser);
    const setup = await founding(page, byKeys(page));
    const code = await setup.recoveryCode();
    expect(code).toMatch(/^([2-9A-Z]{4}-){5}[2-9A-Z]{4}$/);
    await page.reload();
    expect(await setup.recoveryCode()).toBe(code);
    await setup.noteCode();
    const lock = lockPage(page);
    await lock.here();
    await page.keyboard.press('Alt+KeyR');
    const shift = shiftPage(page);
    const dialog = shift.dialog(/recovery code/);
    await dialog.field('Recovery code').fill(code.toLowerCase());
    await dialog.field('New PIN').first().fill('8264');
    await dialog.field('New PIN again').fill('8264');
    await shift.confirm();
    await dialog.gone();
    await lock.lock();
    await page.keyboard.press('Alt+KeyR');
    await dialog.field('Recovery code').fill(code);
    await dialog.field('New PIN').first().fill('9371');
    await dialog.field('New PIN again').fill('9371');
    await shift.confirm();
    await dialog.box.getByText(/or it was used before/).waitFor();
    await page.keyboard.press('Escape');
    await lock.signIn('Ana Ruiz', '8264');
    expect(complaints).toEqual([]);
  });

  test.each(['keys', 'fingers'] as const)(
    'a whole day of an own store with %s alone: set up, open, return, close, Z',
    async (kind) => {
      const { page, complaints } = await openPage(browser, { hasTouch: kind === 'fingers' });
      const hands = kind === 'keys' ? byKeys(page) : byFingers(page);
      const setup = await founding(page, hands);
      await setup.recoveryCode();
      await setup.noteCode();
      const lock = lockPage(page, hands);
      await lock.signIn('Ana Ruiz', PIN);
      const shift = shiftPage(page, hands);
      await shift.go();
      await shift.expect('Open shift');
      await shift.count({ 'cash.2000': '4', 'cash.100': '12' });
      await shift.next();

      const line = register.line();
      await signInAs(line, 'Ana Ruiz', PIN);
      const lines = [
        { name: 'Tea pot', price: 2495 },
        { name: 'Cup', price: 500, qty: 3000 },
      ];
      const { number, total } = await sellUnlisted(line, { lines });
      expect(total).toBe(3995);

      const returns = returnsPage(page, hands);
      await returns.go();
      await returns.expectRows(1);
      expect((await returns.rows())[0]).toContain(number);
      await returns.openFirst();
      await returns.expect(`Return of ${number}`);
      await returns.one('Cup');
      await returns.condition('Cup', 'Damaged');
      await returns.expectRefund('$5.00');
      await returns.give();
      await shift.reason('Faulty');
      await shift.confirm();
      expect(await returns.done('$5.00')).toContain('-R000001');
      expect(await accessibilityFaults(page)).toEqual([]);
      await returns.finish();

      await shift.go();
      await shift.expect('Shift');
      await shift.next();
      await shift.confirm();
      await shift.expect('Count the drawer');
      expect(await shift.nextButton.isDisabled()).toBe(true);
      await shift.count({
        'cash.2000': '5',
        'cash.100': '26',
        'cash.25': '3',
        'tender.card': '0',
        'tender.voucher': '0',
      });
      await shift.next();
      await shift.confirm();
      await shift.expect('Shift closed');
      expect(await shift.zNumber()).toMatch(/-Z000001$/);
      expect((await shift.counts())[0]).toMatch(/126\.75[\s\S]*\$0\.20 short/);
      expect(await accessibilityFaults(page)).toEqual([]);
      expect(complaints).toEqual([]);
    },
  );
});
