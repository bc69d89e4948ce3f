import { IconArrowDown, IconArrowUp, IconCornerDownLeft } from '@tabler/icons-react';
import { action } from '#renderer/commands/action.ts';

interface ListState {
  /** Moves the choice by lines. */
  readonly go: (by: number) => void;
  /** What Enter does with the chosen line. */
  readonly choose: () => unknown;
  readonly any: boolean;
}

const up = action<ListState>({
  id: 'list.up',
  name: 'action.previousLine',
  icon: IconArrowUp,
  scope: 'returns',
  keys: ['ArrowUp'],
  listed: 'help-only',
  repeats: true,
  run: ({ go }) => go(-1),
});
const down = action<ListState>({
  id: 'list.down',
  name: 'action.nextLine',
  icon: IconArrowDown,
  scope: 'returns',
  keys: ['ArrowDown'],
  listed: 'help-only',
  repeats: true,
  run: ({ go }) => go(1),
});
/** What Enter does: opens the chosen line, or ends what is done. */
export const choose = action<ListState>({
  id: 'list.choose',
  name: 'common.choose',
  icon: IconCornerDownLeft,
  scope: 'returns',
  keys: ['Enter', 'NumpadEnter'],
  listed: 'help-only',
  enabled: ({ any }) => any,
  run: (state) => state.choose(),
});

/** ↑ ↓ and Enter on the list of a screen of past sales or returns. */
export const listKeys = [up, down, choose] as const;
