import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityFaults, findChromium, launchChromium } from '#tests/support/chromium.ts';
import { sellUnlisted } from '#tests/support/own-store.ts';
import { byFingers, byKeys } from '#tests/support/pages/hands.ts';
import { lockPage } from '#tests/support/pages/lock.ts';
import { openPage } from '#tests/support/pages/open-page.ts';
import { returnsPage } from '#tests/support/pages/returns.ts';
import { shiftPage } from '#tests/support/pages/shift.ts';
import { typeAt } from '#tests/support/pages/timed-keys.ts';
import { newId, openTill, rendererIsBuilt, type Till } from '#tests/support/till.ts';

const missing = (await findChromium()).reason ?? (rendererIsBuilt() ? undefined : 'no built renderer');
const MANAGER = 'Grace Hoffmann';
const CLERK = 'Mei Lin';

describe.skipIf(missing !== undefined)(`returns${missing === undefined ? '' : ` (${missing})`}`, () => {
  let till: Till;
  let browser: Browser;
  const pinOf = (name: string): string => till.people.find((person) => person.name === name)?.pin ?? '';
  const tea = () =>
    sellUnlisted(till.register, {
      lines: [
        { name: 'Oolong tea', price: 1234, qty: 3000 },
        { name: 'Tea pot', price: 5678 },
      ],
    });

  beforeAll(async () => {
    till = await openTill();
    browser = await launchChromium();
  });
  afterAll(async () => {
    await browser?.close();
    await till?.close();
  });

  const signedIn = async (name: string, kind: 'keys' | 'fingers' = 'keys') => {
    const { page, complaints } = await openPage(browser, { hasTouch: kind === 'fingers' });
    const hands = kind === 'keys' ? byKeys(page) : byFingers(page);
    await page.goto(till.url);
    await lockPage(page, hands).signIn(name, pinOf(name));
    return { page, complaints, returns: returnsPage(page, hands), shift: shiftPage(page, hands) };
  };

  test('part of a sale by keyboard: found by number, approved for exactly that amount, rounded in cash', async () => {
    const { number } = await tea();
    const { page, complaints, returns, shift } = await signedIn(CLERK);
    await returns.go();
    expect(await accessibilityFaults(page)).toEqual([]);
    await returns.find(number.slice(-4));
    await returns.expectRows(1);
    await returns.openFirst();
    await returns.expect(`Return of ${number}`);
    await returns.one('Oolong tea');
    await returns.one('Oolong tea');
    await expect.poll(() => returns.quantity('Oolong tea')).toBe('2');
    await returns.condition('Oolong tea', 'To check');
    // 24.68 goods; cash rounds down to 24.60.
    await returns.expectRefund('¥24.60');
    expect(await accessibilityFaults(page)).toEqual([]);
    await returns.give();
    await shift.reason('Faulty');
    await shift.confirm();
    await shift.dialog('Approval needed').box.getByText('¥24.68').waitFor();
    await shift.approve(MANAGER, pinOf(MANAGER));
    const title = await returns.done('¥24.60');
    expect(title).toMatch(/-R\d{6} is booked$/);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.reload();
    expect(await returns.done('¥24.60')).toBe(title);
    await returns.finish();
    expect(complaints).toEqual([]);
  });

  test('all of a sale by touch, after its slip was scanned; a second time nothing is left', async () => {
    const { number } = await tea();
    const { complaints, returns, shift } = await signedIn(MANAGER, 'fingers');
    await returns.go();
    await returns.scan(number);
    await returns.expect(`Return of ${number}`);
    await returns.all();
    await returns.expectRefund('¥93.80');
    await returns.give();
    await shift.reason('Changed their mind');
    await shift.confirm();
    await returns.done('¥93.80');
    await returns.finish();
    await returns.go();
    await returns.scan(number);
    await returns.expect(`Return of ${number}`);
    await returns.expectNothingLeft();
    expect(complaints).toEqual([]);
  });

  test('a slip of another register is no goods: nothing is sold or added, and it says where to go', async () => {
    const { page, complaints, returns, shift } = await signedIn(MANAGER);
    await returns.scan('R07-2-000123');
    const strange = shift.dialog('R07-2-000123 is not known');
    await strange.box.getByText(/printed by register 2 of store R07/).waitFor();
    expect(await strange.box.getByRole('button').allInnerTexts()).toEqual([expect.stringMatching(/^OK/)]);
    expect(await accessibilityFaults(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await strange.box.waitFor({ state: 'detached' });
    expect(await till.register.tickets.list()).toEqual([]);
    expect(complaints).toEqual([]);
  });

  test('a slip scanned on the sell screen opens its return, marked by the scanner or not; the money goes back as it came', async () => {
    const { number, sale } = await sellUnlisted(till.register, {
      lines: [
        { name: 'Oolong tea', price: 1234, qty: 3000 },
        { name: 'Tea pot', price: 5678 },
      ],
      parts: [
        ['card', 4000],
        ['cash', 5380],
      ],
    });
    const { page, complaints, returns, shift } = await signedIn(MANAGER);
    // In the middle of typing too: a scan never reaches a field.
    await typeAt(page, 'te');
    await returns.scan(`]C1${number}`);
    await returns.expect(`Return of ${number}`);
    await returns.one('Oolong tea');
    await returns.whole('Tea pot');
    // The card first, up to what it paid; the rest in coins there are.
    await returns.expectRefund('¥69.10');
    expect(await returns.refund('Back to Card')).toContain('¥40.00');
    expect(await returns.refund('Back to Cash')).toContain('¥29.10');
    await returns.give();
    await shift.reason('Changed their mind');
    await shift.confirm();
    const first = await returns.done('¥29.10');
    await page.getByText('Refund on the terminal: Card').waitFor();
    // The next customer's slip, straight from the screen of the finished one: what is left comes back in cash alone.
    await returns.scan(number);
    await returns.expect(`Return of ${number}`);
    await returns.all();
    await returns.expectRefund('¥24.70');
    expect(await page.getByText('Back to Card').count()).toBe(0);
    await returns.give();
    await shift.reason('Changed their mind');
    await shift.confirm();
    await returns.done('¥24.70');
    const { rows } = await till.register.sales.find({ kind: 'return', limit: 2 });
    const { returns: both, lines } = await till.register.sales.get({ sale });
    expect(lines.map(({ returnable }) => returnable)).toEqual([0, 0]);
    expect(both.map(({ total }) => total)).toEqual([6912, 2468]);
    // The slip of a return is shown wherever it is scanned.
    const ret = rows.find((row) => first.includes(row.number))?.number ?? '';
    for (const back of [false, true]) {
      if (back) await returns.finish();
      await returns.scan(ret);
      await shift.dialog(`Return ${ret}`).box.waitFor();
      await page.keyboard.press('Escape');
      await shift.dialog(`Return ${ret}`).gone();
    }
    expect(complaints).toEqual([]);
  });

  test('on the return screen another slip opens its own return, and what was chosen of the first stays', async () => {
    const [one, two] = [await tea(), await tea()];
    const { complaints, returns } = await signedIn(CLERK);
    await returns.go();
    await returns.scan(`]C1${one.number}`);
    await returns.expect(`Return of ${one.number}`);
    await returns.whole('Tea pot');
    await returns.scan(two.number);
    await returns.expect(`Return of ${two.number}`);
    await expect.poll(() => returns.quantity('Tea pot')).toBe('0');
    await returns.scan(one.number);
    await returns.expect(`Return of ${one.number}`);
    await expect.poll(() => returns.quantity('Tea pot')).toBe('1');
    expect(complaints).toEqual([]);
  });

  test('goods that are scanned are counted on their line; what is not of the sale, or not any more, is said', async () => {
    const [bought, other] = (await till.register.catalog.list({ limit: 200 })).rows.filter(
      ({ unit, barcodes }) => unit === 'piece' && barcodes.length > 0,
    );
    if (bought === undefined || other === undefined) throw new Error('the demo store has two articles');
    const { ticket } = await till.register.tickets.addProduct({
      commandId: newId(),
      ticket: null,
      product: bought.id,
      source: 'scan',
    });
    const sold = await till.register.sales.complete({
      commandId: newId(),
      ticket: ticket.id,
      version: ticket.version,
      tenders: [{ tender: 'cash', amount: ticket.total, reference: null }],
    });
    const { page, complaints, returns } = await signedIn(CLERK);
    await returns.go();
    await returns.scan(sold.number);
    await returns.expect(`Return of ${sold.number}`);
    await returns.scan(other.barcodes[0] ?? '');
    await page.getByText('The scanned article is not of this sale.').waitFor();
    await returns.scan(bought.barcodes[0] ?? '');
    await expect.poll(() => returns.quantity(bought.name)).toBe('1');
    await returns.scan(bought.barcodes[0] ?? '');
    await page.getByText('Of the scanned article no more can come back.').waitFor();
    expect(await returns.quantity(bought.name)).toBe('1');
    expect(complaints).toEqual([]);
  });

  test('a lock in the middle loses no chosen line', async () => {
    const { number } = await tea();
    const { page, complaints, returns } = await signedIn(CLERK);
    await returns.go();
    await returns.scan(number);
    await returns.expect(`Return of ${number}`);
    await returns.whole('Tea pot');
    const lock = lockPage(page);
    await lock.lock();
    await lock.signIn(CLERK, pinOf(CLERK));
    await returns.expect(`Return of ${number}`);
    await expect.poll(() => returns.quantity('Tea pot')).toBe('1');
    expect(complaints).toEqual([]);
  });

  test('a sale booked to the wrong way of paying is corrected within its shift', async () => {
    const { number, sale } = await tea();
    const { page, complaints, returns, shift } = await signedIn(MANAGER);
    await returns.goSales();
    await returns.find(number);
    await returns.expectRows(1);
    await returns.openFirst();
    await returns.expect(number);
    expect(await accessibilityFaults(page)).toEqual([]);
    await returns.correct();
    const dialog = shift.dialog('Correct way of paying');
    await dialog.button('Card').focus();
    await page.keyboard.press('Space');
    await dialog.field('Reason').fill('Wrong key pressed');
    expect(await accessibilityFaults(page)).toEqual([]);
    await shift.confirm();
    await shift.toast(/Now counts as Card/);
    const { tenders } = await till.register.sales.get({ sale });
    expect(tenders.map(({ tender, corrected }) => ({ tender, corrected }))).toEqual([
      { tender: 'card', corrected: true },
    ]);
    expect(complaints).toEqual([]);
  });

  test('what is not there is said, and a clerk is not told the sum of the day', async () => {
    const { page, complaints, returns } = await signedIn(CLERK);
    await returns.goSales();
    await returns.expectRows(1);
    expect(
      await page
        .getByRole('status')
        .filter({ hasText: /slips?/ })
        .innerText(),
    ).toMatch(/^\d+ slips?$/);
    await returns.find('999999');
    await returns.expectRows(0);
    expect(complaints).toEqual([]);
  });
});
