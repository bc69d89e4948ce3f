import { IconArrowDown, IconArrowUp, IconSearch } from '@tabler/icons-react';
import { action } from '#renderer/commands/action.ts';
import { focusSearch } from './search.ts';

export const searchAction = action({
  id: 'sell.search',
  name: 'action.search',
  icon: IconSearch,
  scope: 'sell',
  keys: ['Slash', 'Ctrl+KeyF'],
  run: () => focusSearch(),
});

/** While the search has the focus, arrows travel its tiles. */
export interface TileState {
  readonly step: (rows: 1 | -1) => void;
}

const shared = { scope: 'sell', listed: 'help-only', repeats: true } as const;

export const tileActions = [
  action<TileState>({
    ...shared,
    id: 'sell.tile-up',
    name: 'sell.tileUp',
    icon: IconArrowUp,
    keys: ['ArrowUp'],
    run: ({ step }) => step(-1),
  }),
  action<TileState>({
    ...shared,
    id: 'sell.tile-down',
    name: 'sell.tileDown',
    icon: IconArrowDown,
    keys: ['ArrowDown'],
    run: ({ step }) => step(1),
  }),
] as const;
