import type { CDPSession, Page } from 'playwright-core';

/** Milliseconds from one key of a scanner to the next, and from one key of a person to the next: far from being a scan. */
const PACE = { scanner: 5, person: 130 } as const;

export interface ScannerPress {
  /** The key after the code. */
  readonly suffix?: 'Enter' | 'Tab';
  /** How much later the machine hands on what comes after the first half, in milliseconds. */
  readonly halfLate?: number;
}

/**
 * A scanner that is a keyboard: a burst of keys and its suffix. Each press carries the time it was made at, as those of a real keyboard
 * do, so a busy machine changes nothing about the rhythm.
 */
export async function scanAt(page: Page, code: string, options: ScannerPress = {}): Promise<void> {
  const { suffix = 'Enter', halfLate = 0 } = options;
  await isPainted(page);
  const begun = Date.now();
  const keys = [...Array.from(code, keyOf), SUFFIXES[suffix]].map((key, nth) => ({
    key,
    at: begun + nth * PACE.scanner,
  }));
  const half = halfLate > 0 ? Math.ceil(code.length / 2) : keys.length;
  await press(page, keys.slice(0, half));
  if (halfLate > 0) await page.waitForTimeout(halfLate);
  await press(page, keys.slice(half));
}

/** A person who types, the last key now and nothing after it for a moment. Characters no key has are put in as a whole. */
export async function typeAt(page: Page, text: string): Promise<void> {
  if (/[^ -~]/.test(text)) {
    await page.keyboard.insertText(text);
    return;
  }
  await isPainted(page);
  const begun = Date.now() - (text.length - 1) * PACE.person;
  const keys = Array.from(text, keyOf).map((key, nth) => ({ key, at: begun + nth * PACE.person }));
  await press(page, keys);
  await page.waitForTimeout(PACE.person);
}

/** A browser lets keys fall that come before a new document was painted, and nobody types at what is not to be seen. */
const isPainted = (page: Page): Promise<unknown> =>
  page.evaluate(() => new Promise((painted) => requestAnimationFrame(() => setTimeout(painted))));

async function press(page: Page, keys: readonly { readonly key: Key; readonly at: number }[]): Promise<void> {
  const line = await lineTo(page);
  const sent = keys.flatMap(({ key, at }) => [
    line.send('Input.dispatchKeyEvent', {
      type: key.text === undefined ? 'rawKeyDown' : 'keyDown',
      timestamp: at / 1000,
      ...key,
    }),
    line.send('Input.dispatchKeyEvent', { type: 'keyUp', timestamp: (at + 1) / 1000, ...key }),
  ]);
  await Promise.all(sent);
}

interface Key {
  readonly key: string;
  readonly code: string;
  readonly text?: string;
  readonly windowsVirtualKeyCode?: number;
}

const SUFFIXES: Readonly<Record<'Enter' | 'Tab', Key>> = {
  Enter: { key: 'Enter', code: 'Enter', text: '\r', windowsVirtualKeyCode: 13 },
  Tab: { key: 'Tab', code: 'Tab', windowsVirtualKeyCode: 9 },
};

const PLACES: Readonly<Record<string, string>> = {
  ' ': 'Space',
  '.': 'Period',
  ',': 'Comma',
  '-': 'Minus',
  '/': 'Slash',
};

function keyOf(char: string): Key {
  const large = char.toUpperCase();
  const place = /[A-Z]/.test(large) ? `Key${large}` : /[0-9]/.test(char) ? `Digit${char}` : PLACES[char];
  const number = /[0-9A-Z ]/.test(large) ? { windowsVirtualKeyCode: large.charCodeAt(0) } : {};
  return { key: char, code: place ?? '', text: char, ...number };
}

const lines = new WeakMap<Page, Promise<CDPSession>>();

function lineTo(page: Page): Promise<CDPSession> {
  const line = lines.get(page) ?? page.context().newCDPSession(page);
  lines.set(page, line);
  return line;
}
