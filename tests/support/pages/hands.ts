import type { Locator, Page } from 'playwright-core';
import { typeAt } from './timed-keys.ts';

/** How a person works the screen: the same steps with keys alone or with fingers alone. */
export interface Hands {
  readonly kind: 'keys' | 'fingers';
  /** A key by its code; with fingers the button that does the same. */
  readonly press: (key: string, button: Locator) => Promise<void>;
  /** Digits, slower than a scanner, or on the number pad. */
  readonly digits: (text: string) => Promise<void>;
}

/** Keys alone. */
export const byKeys = (page: Page): Hands => ({
  kind: 'keys',
  press: (key) => page.keyboard.press(key),
  digits: (text) => typeAt(page, text),
});

/** Fingers alone; the number pad is that of the dialog on top, else that of the screen. */
export const byFingers = (page: Page): Hands => ({
  kind: 'fingers',
  press: (_key, button) => button.tap(),
  digits: async (text) => {
    const pad = page.getByRole('group', { name: 'Number pad' }).last();
    for (const digit of text)
      await pad
        .getByRole('button', { name: digit === '.' ? 'Decimal point' : `Digit ${digit}`, exact: true })
        .tap();
  },
});
