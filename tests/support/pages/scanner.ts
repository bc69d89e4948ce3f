import type { CDPSession, Page } from 'playwright-core';

/** Milliseconds from one key of a scanner to the next. */
const PACE = 5;

export interface ScannerPress {
  /** The key after the code. */
  readonly suffix?: 'Enter' | 'Tab';
  /** How much later the machine hands on what comes after the first half, in milliseconds. */
  readonly halfLate?: number;
}

/**
 * A scanner that is a keyboard: a burst of keys and its suffix, as the page on top of this browser gets them. Each press carries the
 * time it was made at, as those of a real keyboard do, so a busy machine changes nothing about the rhythm.
 */
export async function scanAt(page: Page, code: string, options: ScannerPress = {}): Promise<void> {
  const { suffix = 'Enter', halfLate = 0 } = options;
  const keys = Array.from(code, keyOf);
  const line = await lineTo(page);
  const begun = Date.now();
  const press = async (key: Key, at: number): Promise<void> => {
    const timestamp = (begun + at * PACE) / 1000;
    const type = key.text === undefined ? 'rawKeyDown' : 'keyDown';
    await Promise.all([
      line.send('Input.dispatchKeyEvent', { type, timestamp, ...key }),
      line.send('Input.dispatchKeyEvent', { type: 'keyUp', timestamp: timestamp + 0.001, ...key }),
    ]);
  };
  const half = halfLate > 0 ? Math.ceil(keys.length / 2) : keys.length;
  await Promise.all(keys.slice(0, half).map(press));
  if (halfLate > 0) await page.waitForTimeout(halfLate);
  await Promise.all([...keys.slice(half), SUFFIXES[suffix]].map((key, at) => press(key, half + at)));
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

function keyOf(char: string): Key {
  const large = char.toUpperCase();
  if (/[0-9]/.test(char)) return typing(char, `Digit${char}`);
  return typing(char, /[A-Z]/.test(large) ? `Key${large}` : '');
}

const typing = (char: string, code: string): Key => ({
  key: char,
  code,
  text: char,
  ...(code === '' ? {} : { windowsVirtualKeyCode: char.toUpperCase().charCodeAt(0) }),
});

const lines = new WeakMap<Page, Promise<CDPSession>>();

function lineTo(page: Page): Promise<CDPSession> {
  const line = lines.get(page) ?? page.context().newCDPSession(page);
  lines.set(page, line);
  return line;
}
