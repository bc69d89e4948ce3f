import { IconArrowBackUp, IconArrowLeft, IconArrowRight, IconPrinter } from '@tabler/icons-react';
import { action } from '#renderer/commands/action.ts';

/** What the screens of the shift share: one key for what comes next, one for printing, one for the way back. */
export interface NextState {
  readonly ready: boolean;
  readonly next: () => unknown;
}

/** The one thing to do next: open, count, close, open the next one. The button says which. */
export const next = action<NextState>({
  id: 'shift.next',
  name: 'shift.next',
  icon: IconArrowRight,
  scope: 'shift',
  keys: ['F2', 'Ctrl+Enter'],
  enabled: ({ ready }) => ready,
  run: (state) => state.next(),
});

/** X or Z onto paper. */
export const print = action<{ readonly print: () => unknown }>({
  id: 'shift.print',
  name: 'common.print',
  icon: IconPrinter,
  scope: 'shift',
  keys: ['F8', 'Alt+KeyP'],
  run: (state) => state.print(),
});

/** Gives up the count: the drawer sells again. */
export const cancelCount = action<{ readonly cancel: () => unknown }>({
  id: 'shift.cancelCount',
  name: 'shift.cancelCount',
  icon: IconArrowBackUp,
  scope: 'shift',
  keys: ['F9', 'Alt+KeyX'],
  run: ({ cancel }) => cancel(),
});

/** One step back. */
export const back = action<{ readonly goBack: () => unknown }>({
  id: 'shift.back',
  name: 'common.back',
  icon: IconArrowLeft,
  scope: 'shift',
  keys: ['Escape'],
  listed: 'help-only',
  run: ({ goBack }) => goBack(),
});

export const openKeys = [next, back] as const;
export const closeKeys = [next, cancelCount, back] as const;
export const reportKeys = [next, print, back] as const;
