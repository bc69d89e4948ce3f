import { IconArrowLeft } from '@tabler/icons-react';
import { action } from '#renderer/commands/action.ts';

/** One step back from a screen of past sales or returns. */
export const back = action<{ readonly goBack: () => unknown }>({
  id: 'returns.back',
  name: 'common.back',
  icon: IconArrowLeft,
  scope: 'returns',
  keys: ['Escape'],
  listed: 'help-only',
  run: ({ goBack }) => goBack(),
});

export const backActions = [back] as const;
