import type { Locator, Page } from 'playwright-core';
import { byKeys, type Hands } from './hands.ts';
import { type DialogPage, dialogPage } from './sell.ts';

/** Opening, running and closing a shift as clerks meet it. */
export interface ShiftPage {
  readonly go: () => Promise<void>;
  readonly expect: (title: string) => Promise<void>;
  /** Counts by name of the line: a note's value (`cash.10000`) or a way of paying (`tender.card`). */
  readonly count: (lines: Readonly<Record<string, string>>) => Promise<void>;
  readonly counted: (line: string) => Promise<string>;
  readonly total: (label: string) => Promise<string>;
  readonly next: () => Promise<void>;
  readonly nextButton: Locator;
  readonly cancelCount: () => Promise<void>;
  readonly back: () => Promise<void>;
  readonly report: Locator;
  readonly zNumber: () => Promise<string>;
  /** Ways of paying on the Z with what is said about them. */
  readonly counts: () => Promise<string[]>;
  /** Opens a cash move by its key or its button. */
  readonly move: (which: 'cash.payIn' | 'cash.payOut' | 'cash.drop' | 'till.drawer') => Promise<void>;
  readonly dialog: (title: string | RegExp) => DialogPage;
  /** Confirms the dialog on top. */
  readonly confirm: () => Promise<void>;
  /** A touch on one of the usual reasons. */
  readonly reason: (text: string) => Promise<void>;
  /** The second person: who where more than one may, and the PIN. */
  readonly approve: (name: string, pin: string) => Promise<void>;
  readonly digits: (text: string) => Promise<void>;
  readonly toast: (text: RegExp) => Promise<void>;
  readonly ticketsChoice: (label: string) => Locator;
}

const KEYS = {
  'cash.payIn': 'F4',
  'cash.payOut': 'F6',
  'cash.drop': 'F7',
  'till.drawer': 'F10',
} as const;

export function shiftPage(page: Page, hands: Hands = byKeys(page)): ShiftPage {
  const line = (name: string): Locator => page.locator(`input[name="${name}"]`);
  const nextButton = page.getByTestId('shift.next');
  return {
    go: async () => {
      await hands.press('Alt+KeyG', page.getByRole('button', { name: /shift|counted|班|清点/i }).first());
      await page.getByRole('heading', { level: 1 }).first().waitFor();
    },
    expect: (title) => page.getByRole('heading', { level: 1, name: title }).waitFor(),
    count: async (lines) => {
      for (const [name, text] of Object.entries(lines)) {
        if (hands.kind === 'fingers') await line(name).tap();
        else await travelTo(page, name);
        await hands.digits(text);
        await page.waitForFunction(
          ([id = '', wanted]) =>
            document.querySelector<HTMLInputElement>(`input[name="${id}"]`)?.value === wanted,
          [name, text],
        );
      }
    },
    counted: (name) => line(name).inputValue(),
    total: (label) => page.getByRole('status', { name: label }).innerText(),
    next: () => hands.press('F2', nextButton),
    nextButton,
    cancelCount: () => hands.press('F9', page.getByTestId('shift.cancelCount')),
    back: () => hands.press('Escape', page.getByTestId('shift.back')),
    report: page.getByRole('region', { name: /X report|Z report/ }),
    zNumber: () =>
      page
        .getByRole('region', { name: 'Z number' })
        .getByText(/-Z\d{6}/)
        .innerText(),
    counts: () => page.getByRole('region', { name: 'The count' }).locator('dl > div').allInnerTexts(),
    move: (which) => hands.press(KEYS[which], page.getByTestId(which)),
    dialog: (title) => dialogPage(page, title),
    confirm: () => hands.press('Enter', page.getByRole('dialog').last().getByTestId('dialog.confirm')),
    reason: async (text) => {
      const chip = page.getByRole('dialog').last().getByRole('button', { name: text, exact: true });
      if (hands.kind === 'fingers') return chip.tap();
      await travelToReason(page);
      await page.keyboard.type(text, { delay: 40 });
    },
    approve: async (name, pin) => {
      const dialog = page.getByRole('dialog', { name: 'Approval needed' });
      await dialog.getByText(`${name}, your PIN`).waitFor();
      await hands.digits(pin);
      await hands.press('Enter', dialog.getByTestId('pin.enter'));
    },
    digits: (text) => hands.digits(text),
    toast: (text) => page.getByRole('alert').filter({ hasText: text }).first().waitFor(),
    ticketsChoice: (label) => page.getByRole('radio', { name: label }),
  };
}

/** Tab until the reason has the focus, unless the dialog has put it there. */
async function travelToReason(page: Page): Promise<void> {
  const inField = () => page.evaluate(() => document.activeElement instanceof HTMLInputElement);
  for (let stops = 0; stops < 30 && !(await inField()); stops += 1) await page.keyboard.press('Tab');
}

/** ↓ or Enter until the line has the focus; the lines are one list for the keyboard. */
async function travelTo(page: Page, name: string): Promise<void> {
  for (let steps = 0; steps < 40; steps += 1) {
    const here = await page.evaluate(() => document.activeElement?.getAttribute('name') ?? '');
    if (here === name) return;
    if (here === '') await page.keyboard.press('Tab');
    else await page.keyboard.press(steps % 2 === 0 ? 'ArrowDown' : 'Enter');
  }
  throw new Error(`no line ${name} to travel to`);
}
