import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accessibilityFaults, findChromium, launchChromium } from '#tests/support/chromium.ts';
import { DAY, movableClock } from '#tests/support/movable-clock.ts';
import { sellUnlisted, signInAs } from '#tests/support/own-store.ts';
import { lockPage } from '#tests/support/pages/lock.ts';
import { openPage } from '#tests/support/pages/open-page.ts';
import { returnsPage } from '#tests/support/pages/returns.ts';
import { shiftPage } from '#tests/support/pages/shift.ts';
import { newId, openTill, rendererIsBuilt, type Till } from '#tests/support/till.ts';

const missing = (await findChromium()).reason ?? (rendererIsBuilt() ? undefined : 'no built renderer');
/** May take goods back up to 200.00, within the seven days. */
const SENIOR = { name: 'Ana Ruiz', pin: '580213' };
const MANAGER = 'Grace Hoffmann';
const CLERK = 'Mei Lin';

describe.skipIf(missing !== undefined)(`late returns${missing === undefined ? '' : ` (${missing})`}`, () => {
  let till: Till;
  let browser: Browser;
  let late: string;
  let inTime: string;
  const pinOf = (name: string): string => till.people.find((person) => person.name === name)?.pin ?? '';

  /** Two sales of two pots, one of them eight days old. */
  beforeAll(async () => {
    const clock = movableClock();
    till = await openTill({ ports: { timers: clock.timers } });
    browser = await launchChromium();
    const { register } = till;
    const roles = await register.people.roles();
    const role = roles.find(({ name }) => name === 'Senior clerk')?.id ?? '';
    const { id } = await register.people.save({
      commandId: newId(),
      person: null,
      name: SENIOR.name,
      role,
      active: true,
    });
    await register.people.setPin({ commandId: newId(), person: id, pin: SENIOR.pin });
    const pot = { lines: [{ name: 'Tea pot', price: 5670, qty: 2000 }] };
    late = (await sellUnlisted(register, pot)).number;
    const others = (await register.settings.tenders()).filter(({ kind }) => kind !== 'cash');
    const open = await register.shifts.current();
    await register.shifts.close({
      commandId: newId(),
      shift: open?.shift ?? '',
      counted: [{ value: 10_000, count: 5 }],
      declared: others.map((tender) => ({ tender: tender.id, amount: 0 })),
      tickets: 'keep',
      note: '',
    });
    clock.move(8 * DAY);
    await signInAs(register, MANAGER, pinOf(MANAGER));
    await register.shifts.open({ commandId: newId(), counted: [{ value: 10_000, count: 5 }] });
    inTime = (await sellUnlisted(register, pot)).number;
  });
  afterAll(async () => {
    await browser?.close();
    await till?.close();
  });

  /** Signed in, with one pot of a sale to bring back. */
  const bringsBack = async (name: string, pin: string, number: string) => {
    const { page, complaints } = await openPage(browser);
    const [returns, shift] = [returnsPage(page), shiftPage(page)];
    await page.goto(till.url);
    await lockPage(page).signIn(name, pin);
    const choose = async (sale: string) => {
      await returns.scan(sale);
      await returns.expect(`Return of ${sale}`);
      await returns.one('Tea pot');
      await returns.expectRefund('¥56.70');
    };
    await choose(number);
    const give = async () => {
      await returns.give();
      await shift.reason('Faulty');
      await shift.confirm();
    };
    return { page, complaints, returns, shift, choose, give };
  };
  const approval = 'Approval needed';
  const cameBack = async (number: string): Promise<number> => {
    const [row] = (await till.register.sales.find({ text: number, kind: 'sale' })).rows;
    return (await till.register.sales.get({ sale: row?.id ?? '' })).returns.length;
  };

  test('within the days whoever has the right is asked, after them nobody with a limit; without approval nothing comes back', async () => {
    const clerk = await bringsBack(CLERK, pinOf(CLERK), inTime);
    const { page, complaints, returns, shift, choose, give } = clerk;
    const asked = shift.dialog(approval);
    await give();
    await asked.button(MANAGER).waitFor();
    await asked.button(SENIOR.name).waitFor();
    await page.keyboard.press('Escape');
    await asked.gone();
    await choose(late);
    await page.getByText(/^The time for returns ended on/).waitFor();
    await page.getByText('The time for returns is over: somebody with the right must agree.').waitFor();
    expect(await accessibilityFaults(page)).toEqual([]);
    await give();
    await asked.box.getByText(`${MANAGER}, your PIN`).waitFor();
    await page.keyboard.press('Escape');
    await asked.gone();
    await returns.expectRefund('¥56.70');
    expect(await cameBack(late)).toBe(0);
    await give();
    await shift.approve(MANAGER, pinOf(MANAGER));
    await returns.done('¥56.70');
    expect([await cameBack(late), await cameBack(inTime)]).toEqual([1, 0]);
    expect(complaints).toEqual([]);
  });

  test('who has a limit asks after the days, and within them gives back alone', async () => {
    const { page, complaints, returns, shift, choose, give } = await bringsBack(
      SENIOR.name,
      SENIOR.pin,
      late,
    );
    await give();
    await shift.dialog(approval).box.getByText(`${MANAGER}, your PIN`).waitFor();
    await page.keyboard.press('Escape');
    await shift.dialog(approval).gone();
    await choose(inTime);
    await give();
    await returns.done('¥56.70');
    expect(await cameBack(inTime)).toBe(1);
    expect(complaints).toEqual([]);
  });
});
