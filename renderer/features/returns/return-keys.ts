import { IconArrowBackUp, IconChecks, IconHeartHandshake, IconMinus, IconPlus } from '@tabler/icons-react';
import { action } from '#renderer/commands/action.ts';

interface ReturnState {
  /** Something was chosen and its refund is known. */
  readonly ready: boolean;
  readonly give: () => unknown;
  readonly all: () => void;
  readonly change: (by: number) => void;
  readonly condition: () => void;
}

/** Takes the goods and gives the money back. */
export const giveBack = action<ReturnState>({
  id: 'returns.give',
  name: 'returns.give',
  icon: IconArrowBackUp,
  scope: 'returns',
  keys: ['F2', 'Ctrl+Enter'],
  needs: 'return.accept',
  enabled: ({ ready }) => ready,
  run: ({ give }) => give(),
});
/** Everything that is left of the sale. */
export const allLines = action<ReturnState>({
  id: 'returns.all',
  name: 'returns.all',
  icon: IconChecks,
  scope: 'returns',
  keys: ['F6', 'Alt+KeyA'],
  run: ({ all }) => all(),
});
/** As new, to be checked, damaged: the next one for the chosen line. */
export const condition = action<ReturnState>({
  id: 'returns.condition',
  name: 'returns.condition',
  icon: IconHeartHandshake,
  scope: 'returns',
  keys: ['F4', 'Alt+KeyK'],
  run: (state) => state.condition(),
});
const more = action<ReturnState>({
  id: 'returns.more',
  name: 'action.oneMore',
  icon: IconPlus,
  scope: 'returns',
  keys: ['NumpadAdd', 'Alt+Equal'],
  listed: 'help-only',
  run: ({ change }) => change(1),
});
const less = action<ReturnState>({
  id: 'returns.less',
  name: 'action.oneLess',
  icon: IconMinus,
  scope: 'returns',
  keys: ['NumpadSubtract', 'Alt+Minus'],
  listed: 'help-only',
  run: ({ change }) => change(-1),
});

export const returnKeys = [giveBack, allLines, condition, more, less] as const;
