import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { action } from './action.ts';
import { actionFor, bind, commands, dropLayer, isMapped, perform, putLayer, reachable } from './registry.ts';

interface State {
  readonly lines: number;
  readonly done: string[];
}
const icon = () => null;
const pay = action<State>({
  id: 'sell.pay',
  name: 'action.pay',
  icon,
  scope: 'sell',
  keys: ['F2', 'NumpadAdd'],
  enabled: ({ lines }) => lines > 0,
  run: ({ done }) => done.push('pay'),
});
const drawer = action<State>({
  id: 'sell.drawer',
  name: 'action.drawer',
  icon,
  scope: 'sell',
  keys: ['F10', 'Alt+KeyO'],
  needs: 'drawer.open',
  run: ({ done }) => done.push('drawer'),
});
const park = action<State>({
  id: 'sell.park',
  name: 'action.park',
  icon,
  scope: 'sell',
  keys: ['F4', 'Alt+KeyK'],
  when: ({ lines }) => lines > 1,
  run: () => undefined,
});
const help = action<State>({
  ...pay,
  id: 'help',
  scope: 'everywhere',
  keys: ['F1', 'Alt+KeyH'],
  enabled: () => true,
});
const confirm = action<State>({
  ...pay,
  id: 'dialog.confirm',
  scope: 'dialog',
  keys: ['Enter', 'F2'],
  enabled: () => true,
});

const live = { current: { lines: 0, done: [] as string[] } };
const show = (id: string, actions: readonly (typeof pay)[], modal = false): void =>
  putLayer({ id, modal, actions: bind(actions, live, commands.getState().rights) });
const ids = () => reachable(commands.getState().layers).map(({ id }) => id);

beforeEach(() => {
  live.current = { lines: 0, done: [] };
  commands.setState({ layers: [], overrides: {}, rights: () => 'allowed' });
});
afterEach(() => dropLayer('sell'));

describe('what can be done now', () => {
  test('only what exists in this state is there', () => {
    show('sell', [pay, park]);
    expect(ids()).toEqual(['sell.pay']);
    live.current = { ...live.current, lines: 2 };
    show('sell', [pay, park]);
    expect(ids()).toEqual(['sell.pay', 'sell.park']);
  });

  test('a dialog covers the screen, except what is everywhere', () => {
    show('frame', [help]);
    show('sell', [pay, drawer]);
    show('dialog', [confirm], true);
    expect(ids()).toEqual(['dialog.confirm', 'help']);
    expect(actionFor('F2')?.id).toBe('dialog.confirm');
    expect(actionFor('F10')).toBeUndefined();
    expect(isMapped('F10')).toBe(true);
    dropLayer('dialog');
    expect(actionFor('F2')?.id).toBe('sell.pay');
  });

  test('a disabled action is not performed; the newest state decides what it does', () => {
    show('sell', [pay]);
    const before = actionFor('F2');
    if (before !== undefined) perform(before);
    expect(live.current.done).toEqual([]);
    live.current = { ...live.current, lines: 1 };
    show('sell', [pay]);
    const after = actionFor('NumpadAdd');
    if (after !== undefined) perform(after);
    expect(live.current.done).toEqual(['pay']);
  });

  test.each([
    ['denied', false],
    ['approval', true],
    ['allowed', true],
  ] as const)('a right that is %s: enabled %s', (right, enabled) => {
    commands.setState({ rights: () => right });
    show('sell', [drawer]);
    expect(actionFor('F10')?.enabled).toBe(enabled);
  });

  test('remapped keys replace the old ones', () => {
    show('sell', [drawer]);
    commands.setState({ overrides: { 'sell.drawer': ['F3', 'Alt+KeyO'] } });
    expect([actionFor('F3')?.id, actionFor('F10')?.id]).toEqual(['sell.drawer', undefined]);
  });

  test('what an action throws, at once or later, is said', async () => {
    const said: unknown[] = [];
    commands.setState({ onFailure: (failure) => said.push(failure) });
    const [now, later] = bind(
      [
        action<State>({
          ...help,
          run: () => {
            throw new Error('now');
          },
        }),
        action<State>({ ...help, run: () => Promise.reject(new Error('later')) }),
      ],
      live,
      () => 'allowed',
    );
    if (now !== undefined) perform(now);
    if (later !== undefined) perform(later);
    await Promise.resolve().then(() => Promise.resolve());
    expect(said.map(String)).toEqual(['Error: now', 'Error: later']);
  });
});
