import { expect, test } from 'vitest';
import { deliverScan, holdScans, onScanFailure, scanDesk, takeScans } from './scan-desk.ts';
import { setSoundVolume } from './sounds.ts';

setSoundVolume(0);
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
};
const last = () => scanDesk.getState().last.map(({ text, outcome }) => `${text} ${outcome}`);

test('scans go one after another, to the top, and wait while a dialog is busy', async () => {
  const heard: string[] = [];
  let finish = (): void => undefined;
  const below = takeScans(({ text }) => {
    heard.push(`below ${text}`);
    return 'bad';
  });
  const top = takeScans(async ({ text }) => {
    if (text === 'pass') return 'pass';
    heard.push(`top ${text}`);
    if (text === 'slow') await new Promise<void>((done) => (finish = done));
    return 'good';
  });
  deliverScan('slow', 'scanner');
  deliverScan('next', 'scanner');
  await settled();
  expect(heard).toEqual(['top slow']);
  expect(last()).toEqual(['next held', 'slow held']);
  finish();
  await settled();
  expect(heard).toEqual(['top slow', 'top next']);

  const free = holdScans();
  deliverScan('held', 'scanner');
  await settled();
  expect(last()[0]).toBe('held held');
  free();
  free();
  await settled();
  expect(last()).toEqual(['held good', 'next good', 'slow good']);

  deliverScan('pass', 'typed');
  await settled();
  expect(heard.at(-1)).toBe('below pass');
  top();
  below();
  deliverScan('nobody', 'scanner');
  deliverScan('field', 'field');
  await settled();
  expect(last()).toEqual(['field good', 'nobody bad', 'pass bad', 'held good', 'next good']);
});

test('a handler that breaks is said and the next scan goes on', async () => {
  const said: unknown[] = [];
  onScanFailure((failure) => said.push(failure));
  const stop = takeScans(({ text }) => {
    if (text === 'break') throw new Error('broken');
    return 'good';
  });
  deliverScan('break', 'scanner');
  deliverScan('after', 'scanner');
  await settled();
  expect(last().slice(0, 2)).toEqual(['after good', 'break bad']);
  expect(said.map(String)).toEqual(['Error: broken']);
  stop();
});
