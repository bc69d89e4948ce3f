import {
  IconBox,
  IconCashBanknoteMinus,
  IconCashBanknotePlus,
  IconLockSquareRounded,
} from '@tabler/icons-react';
import { action } from '#renderer/commands/action.ts';
import { newCommandId } from '#renderer/features/approval/new-command-id.ts';
import { withApproval } from '#renderer/features/approval/with-approval.tsx';
import { client } from '#renderer/host/host.ts';
import { askReason, openDialog } from '#renderer/ui/dialogs.tsx';
import { toast } from '#renderer/ui/notice.tsx';
import type { Formats } from '#shared/format/index.ts';
import type { Translate } from '#shared/i18n/index.ts';
import { type CashMove, CashMoveDialog, type Moved } from './cash-move-dialog.tsx';
import { pulseDrawer } from './pulse-drawer.ts';
import { reasonsFor } from './reasons.ts';

/** What the drawer's actions need to know of the screen that offers them. */
export interface DrawerState {
  /** A shift is open and its drawer is not being counted. */
  readonly selling: boolean;
  readonly t: Translate;
  readonly formats: Formats;
}

async function moveCash(kind: CashMove, { t, formats }: DrawerState): Promise<void> {
  const moved = await openDialog<Moved>((answer) => <CashMoveDialog kind={kind} answer={answer} />);
  if (moved === null) return;
  toast(t(`cash.${kind}.done`, { amount: formats.money(moved.amount), number: moved.number }));
  if (moved.drawer) await pulseDrawer(moved.commandId, t);
}

export const payIn = action<DrawerState>({
  id: 'cash.payIn',
  name: 'action.payIn',
  icon: IconCashBanknotePlus,
  scope: 'shift',
  keys: ['F4', 'Alt+KeyI'],
  needs: 'cash.pay-in',
  enabled: ({ selling }) => selling,
  run: (state) => moveCash('pay-in', state),
});

export const payOut = action<DrawerState>({
  id: 'cash.payOut',
  name: 'action.payOut',
  icon: IconCashBanknoteMinus,
  scope: 'shift',
  keys: ['F6', 'Alt+KeyU'],
  needs: 'cash.pay-out',
  enabled: ({ selling }) => selling,
  run: (state) => moveCash('pay-out', state),
});

export const drop = action<DrawerState>({
  id: 'cash.drop',
  name: 'action.drop',
  icon: IconLockSquareRounded,
  scope: 'shift',
  keys: ['F7', 'Alt+KeyS'],
  needs: 'cash.pay-out',
  enabled: ({ selling }) => selling,
  run: (state) => moveCash('drop', state),
});

/** The drawer without a sale: by right, with a reason, always kept in the journal. */
export const noSale = action<Pick<DrawerState, 't'>>({
  id: 'till.drawer',
  name: 'action.drawer',
  icon: IconBox,
  scope: 'till',
  keys: ['F10', 'Alt+KeyD'],
  needs: 'drawer.open',
  run: async ({ t }) => {
    const reason = await askReason({
      title: t('cash.noSale'),
      text: t('cash.noSale.hint'),
      confirm: t('cash.noSale.do'),
      suggestions: reasonsFor('no-sale', t),
    });
    if (reason === null) return;
    const commandId = newCommandId();
    const done = await withApproval((attempt) => client.shifts.openDrawer({ ...attempt, reason }), commandId);
    if (done === null) return;
    toast(t('cash.noSale.done'));
    await pulseDrawer(commandId, t);
  },
});
