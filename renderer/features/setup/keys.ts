import { IconArrowLeft, IconArrowRight } from '@tabler/icons-react';
import { action } from '#renderer/commands/action.ts';

export interface StepKeysState {
  readonly ready: boolean;
  readonly forward: () => unknown;
  readonly back: () => unknown;
}

/** On to the next step of setting up. */
export const next = action<Pick<StepKeysState, 'ready' | 'forward'>>({
  id: 'setup.next',
  name: 'common.next',
  icon: IconArrowRight,
  scope: 'lock',
  keys: ['Enter', 'NumpadEnter'],
  listed: 'help-only',
  enabled: ({ ready }) => ready,
  run: ({ forward }) => forward(),
});

/** One step back; answers are kept. */
export const back = action<Pick<StepKeysState, 'ready' | 'back'>>({
  id: 'setup.back',
  name: 'common.back',
  icon: IconArrowLeft,
  scope: 'lock',
  keys: ['Escape'],
  listed: 'help-only',
  enabled: ({ ready }) => ready,
  run: (state) => state.back(),
});
