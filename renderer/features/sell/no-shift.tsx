import type { ReactNode } from 'react';
import { goShift } from '#renderer/features/shift/commands.ts';
import { useSessionIfKnown } from '#renderer/host/use-session.ts';
import { ActionButton } from '#renderer/ui/action-button.tsx';
import { NoticeLine } from '#renderer/ui/notice.tsx';
import { useT } from '#renderer/ui/words.tsx';

/** Selling waits for a shift, or for the count of the drawer: says so, with the way there. */
export function NoShift(): ReactNode {
  const t = useT();
  const session = useSessionIfKnown();
  if (session === undefined || session.mode !== 'open') return null;
  const { shift } = session;
  if (shift !== null && !shift.counting) return null;
  return (
    <NoticeLine
      tone="warn"
      action={
        <ActionButton action={goShift} variant="accent">
          {t(shift === null ? 'action.openShift' : 'shift.finishCount')}
        </ActionButton>
      }
    >
      {t(shift === null ? 'shift.bannerNone' : 'shift.bannerCounting')}
    </NoticeLine>
  );
}
