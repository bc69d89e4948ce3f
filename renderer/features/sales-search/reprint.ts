import { IconPrinter } from '@tabler/icons-react';
import { action } from '#renderer/commands/action.ts';

/** The document on the screen onto paper once more, marked as a copy. */
export const reprint = action<{ readonly print: () => unknown }>({
  id: 'returns.reprint',
  name: 'action.reprint',
  icon: IconPrinter,
  scope: 'returns',
  keys: ['F8', 'Alt+KeyP'],
  needs: 'receipt.reprint',
  run: ({ print }) => print(),
});

export const reprintActions = [reprint] as const;
