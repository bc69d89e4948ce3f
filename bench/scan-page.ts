import type { CDPSession, Page } from 'playwright-core';
import { BOSS } from './template.ts';

/** The sell screen in a real browser, with a scanner at hand and a clock that starts at its terminator. */
export interface ScanPage {
  /** Scans a code; answers the milliseconds until the first animation frame after the page shows line and total. */
  readonly scan: (code: string) => Promise<number>;
  /** Milliseconds from a key that does nothing to the first animation frame after it. */
  readonly emptyFrame: () => Promise<number>;
  /** Finishes the ticket with exact cash. */
  readonly pay: () => Promise<void>;
}

/** Opens the page, signs in by PIN and waits for the sell screen. */
export async function openScanPage(page: Page, url: string): Promise<ScanPage> {
  await page.addInitScript(watch);
  await page.goto(url);
  await page.getByTestId('pin.enter').waitFor();
  await page.keyboard.type(BOSS.pin, { delay: 120 });
  await page.keyboard.press('Enter');
  await page.getByTestId('total').waitFor();
  const cdp = await page.context().newCDPSession(page);
  const measured = () => page.evaluate(() => (globalThis as unknown as Watching).watching);
  return {
    scan: async (code) => {
      await page.evaluate(() => (globalThis as unknown as Watching).watchFor('goods'));
      await burst(cdp, Array.from(code, digitKey), enterKey);
      return await measured();
    },
    emptyFrame: async () => {
      await page.evaluate(() => (globalThis as unknown as Watching).watchFor('frame'));
      await press(cdp, { key: 'Shift', code: 'ShiftLeft', windowsVirtualKeyCode: 16 });
      return await measured();
    },
    pay: async () => {
      await page.keyboard.press('F2');
      await page.getByTestId('to-pay').waitFor();
      await page.keyboard.press('Enter');
      await page.getByTestId('change-due').waitFor();
      // Right after the sale Enter is taken for a second press on "Take" and does nothing.
      while (!(await page.getByTestId('total').isVisible())) await page.keyboard.press('Enter');
    },
  };
}

interface Watching {
  watchFor: (what: 'goods' | 'frame') => void;
  watching: Promise<number>;
}

/** Runs in the page, before anything of its own. The clock is that of the key's event, made when the key reached the browser. */
function watch(): void {
  const world = globalThis as unknown as Watching;
  const shown = (): string => {
    const total = document.querySelector<HTMLElement>('[data-testid="total"]');
    const line = document.querySelector<HTMLElement>('[data-line][data-selected="true"]');
    return `${total?.dataset['ticket']} ${total?.dataset['version']} ${line?.dataset['line']}`;
  };
  world.watchFor = (what) => {
    world.watching = new Promise((resolve) => {
      const onKey = (event: KeyboardEvent): void => {
        if (event.key !== (what === 'goods' ? 'Enter' : 'Shift')) return;
        window.removeEventListener('keydown', onKey, { capture: true });
        const atFrame = (): void =>
          void requestAnimationFrame(() => resolve(performance.now() - event.timeStamp));
        if (what === 'frame') {
          atFrame();
          return;
        }
        const [ticket, version, line] = shown().split(' ');
        const changes = new MutationObserver(() => {
          const [nowTicket, nowVersion, nowLine] = shown().split(' ');
          const isTold = nowTicket !== ticket || nowVersion !== version;
          const isListed = nowLine !== 'undefined' && (nowTicket !== ticket || nowLine !== line);
          if (!isTold || !isListed) return;
          changes.disconnect();
          atFrame();
        });
        changes.observe(document.body, {
          subtree: true,
          childList: true,
          attributes: true,
          attributeFilter: ['data-version', 'data-ticket', 'data-selected', 'data-line'],
        });
      };
      window.addEventListener('keydown', onKey, { capture: true });
    });
  };
}

interface Key {
  readonly key: string;
  readonly code: string;
  readonly windowsVirtualKeyCode: number;
  readonly text?: string;
}

const digitKey = (digit: string): Key => ({
  key: digit,
  code: `Digit${digit}`,
  windowsVirtualKeyCode: digit.charCodeAt(0),
  text: digit,
});
const enterKey: Key = { key: 'Enter', code: 'Enter', windowsVirtualKeyCode: 13, text: '\r' };

async function press(cdp: CDPSession, key: Key): Promise<void> {
  await Promise.all([
    cdp.send('Input.dispatchKeyEvent', { type: 'keyDown', ...key }),
    cdp.send('Input.dispatchKeyEvent', { type: 'keyUp', ...key }),
  ]);
}

/** As fast as a scanner: nothing waits for the key before it. */
async function burst(cdp: CDPSession, keys: readonly Key[], terminator: Key): Promise<void> {
  await Promise.all([...keys, terminator].map((key) => press(cdp, key)));
}
