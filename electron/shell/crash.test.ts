import { EventEmitter } from 'node:events';
import type { BrowserWindow } from 'electron';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { reloadPause, reviveWindow } from './crash.ts';

/** A window of which only the signals matter; it counts what is done to its page. */
class WindowSignals extends EventEmitter {
  readonly webContents = Object.assign(new EventEmitter(), {
    reload: vi.fn(),
    forcefullyCrashRenderer: vi.fn(),
  });
  isDestroyed(): boolean {
    return false;
  }
}

const revived = () => {
  const window = new WindowSignals();
  const faults: string[] = [];
  reviveWindow(window as unknown as BrowserWindow, (_where, error) => faults.push(String(error)));
  const die = (reason: string) => window.webContents.emit('render-process-gone', {}, { reason, exitCode: 1 });
  return { window, faults, die, page: window.webContents };
};

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('waits longer before each reload in a row, never more than half a minute', () => {
  expect([0, 1, 2, 3, 7, 20].map(reloadPause)).toEqual([0, 500, 1_000, 2_000, 30_000, 30_000]);
});

it('reloads a dead page, slower each time, and at once again after a quiet minute', () => {
  const { die, page } = revived();
  die('crashed');
  vi.advanceTimersByTime(0);
  expect(page.reload).toHaveBeenCalledTimes(1);
  die('oom');
  vi.advanceTimersByTime(499);
  expect(page.reload).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(1);
  expect(page.reload).toHaveBeenCalledTimes(2);
  vi.advanceTimersByTime(60_000);
  die('crashed');
  vi.advanceTimersByTime(0);
  expect(page.reload).toHaveBeenCalledTimes(3);
});

it('leaves a page alone that ended by itself', () => {
  const { die, page, faults } = revived();
  die('clean-exit');
  vi.runAllTimers();
  expect([page.reload.mock.calls.length, faults]).toEqual([0, []]);
});

it('ends a page that hangs for 15 seconds, unless it comes back', () => {
  const { window, page } = revived();
  window.emit('unresponsive');
  vi.advanceTimersByTime(14_999);
  window.emit('responsive');
  vi.advanceTimersByTime(60_000);
  expect(page.forcefullyCrashRenderer).not.toHaveBeenCalled();
  window.emit('unresponsive');
  vi.advanceTimersByTime(15_000);
  expect(page.forcefullyCrashRenderer).toHaveBeenCalledTimes(1);
});
