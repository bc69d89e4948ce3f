import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { action } from '#renderer/commands/action.ts';

/** A list in a dialog that arrow keys travel. */
export interface ListState {
  readonly step: (by: 1 | -1) => void;
}

const shared = { scope: 'dialog', listed: 'help-only', repeats: true } as const;

export const listKeys = [
  action<ListState>({
    ...shared,
    id: 'list.previous',
    name: 'sell.listUp',
    icon: IconArrowUp,
    keys: ['ArrowUp'],
    run: ({ step }) => step(-1),
  }),
  action<ListState>({
    ...shared,
    id: 'list.next',
    name: 'sell.listDown',
    icon: IconArrowDown,
    keys: ['ArrowDown'],
    run: ({ step }) => step(1),
  }),
] as const;
