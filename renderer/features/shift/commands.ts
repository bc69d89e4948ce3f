import { IconCashRegister } from '@tabler/icons-react';
import { action } from '#renderer/commands/action.ts';

interface TillState {
  readonly navigate: (address: string) => void;
}

/** To the shift: open it, move money, look at it, close it. */
export const goShift = action<TillState>({
  id: 'till.shift',
  name: 'shift.go',
  icon: IconCashRegister,
  scope: 'till',
  keys: ['Alt+KeyG'],
  run: ({ navigate }) => navigate('/shift'),
});
