import { IconDiscount, IconLock, IconTrash } from '@tabler/icons-react';
import { type ReactNode, useEffect } from 'react';
import { useParams } from 'wouter';
import { action } from '#renderer/commands/action.ts';
import { HelpOverlay } from '#renderer/commands/help-overlay.tsx';
import { Palette } from '#renderer/commands/palette.tsx';
import { commands, reachable } from '#renderer/commands/registry.ts';
import { deliverScan } from '#renderer/commands/scan-desk.ts';
import { useActions } from '#renderer/commands/use-actions.ts';
import { Dialog } from '#renderer/ui/dialog.tsx';
import { askConfirm, askReason, openDialog, tell } from '#renderer/ui/dialogs.tsx';
import { toast } from '#renderer/ui/notice.tsx';
import { PinPad } from '#renderer/ui/pin-pad.tsx';
import { useT } from '#renderer/ui/words.tsx';

const samples = [
  action({
    id: 'x.discount',
    name: 'action.discount',
    icon: IconDiscount,
    scope: 'sell',
    keys: ['F7', 'Alt+KeyD'],
    run: () => undefined,
  }),
  action({
    id: 'x.remove',
    name: 'action.removeLine',
    icon: IconTrash,
    scope: 'sell',
    keys: ['F9', 'Alt+Delete'],
    enabled: () => false,
    run: () => undefined,
  }),
  action({
    id: 'x.lock',
    name: 'action.lock',
    icon: IconLock,
    scope: 'everywhere',
    keys: ['F12', 'Alt+KeyL'],
    run: () => undefined,
  }),
] as const;

/** One dialog at a time, by its name in the address. */
export function DialogsPage(): ReactNode {
  const t = useT();
  const { which } = useParams();
  useActions(samples, undefined);
  useEffect(() => {
    const actions = reachable(commands.getState().layers);
    const close = (answer: (value: null) => void) => () => answer(null);
    const open: Readonly<Record<string, () => unknown>> = {
      confirm: () =>
        askConfirm({
          title: t('action.voidTicket'),
          text: t('error.CART_HAS_TENDERS'),
          confirm: t('action.voidTicket'),
          tone: 'danger',
        }),
      reason: () =>
        askReason({ title: t('action.discount'), suggestions: [t('common.today'), t('common.none')] }),
      news: () => tell({ title: t('error.title'), text: t('error.CART_CHANGED') }),
      pin: () =>
        openDialog((answer) => (
          <Dialog title={t('people.approval')} size="small" onClose={close(answer)}>
            <PinPad title={t('people.enterPin', { name: 'Tom Becker' })} onPin={() => undefined} />
          </Dialog>
        )),
      help: () => {
        deliverScan('8710398500021', 'field');
        return openDialog((answer) => <HelpOverlay actions={actions} onClose={close(answer)} />);
      },
      palette: () =>
        openDialog((answer) => <Palette actions={actions} entries={[]} onClose={close(answer)} />),
      toast: () => toast(t('common.saved')),
    };
    void open[which ?? '']?.();
  }, [which, t]);
  return <p>{which}</p>;
}
