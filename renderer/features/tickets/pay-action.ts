import { IconCash } from '@tabler/icons-react';
import { navigate } from 'wouter/use-browser-location';
import { action } from '#renderer/commands/action.ts';
import type { SellState } from './sell-state.ts';

/** To the pay screen: `F2`, and `Numpad+` even in search. */
export const payAction = action<SellState>({
  id: 'sell.pay',
  name: 'action.pay',
  icon: IconCash,
  scope: 'sell',
  keys: ['F2', 'NumpadAdd', 'Ctrl+Enter'],
  needs: 'sale.sell',
  enabled: ({ lines, mayFinish }) => lines > 0 && mayFinish,
  run: () => navigate('/pay'),
});
