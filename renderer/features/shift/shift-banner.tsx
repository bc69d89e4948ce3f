import { type ReactNode, useEffect, useMemo, useRef } from 'react';
import { useLocation } from 'wouter';
import { useNow } from '#renderer/app/use-now.ts';
import { useActions } from '#renderer/commands/use-actions.ts';
import { host, queries } from '#renderer/host/host.ts';
import { useSessionIfKnown } from '#renderer/host/use-session.ts';
import { ActionButton } from '#renderer/ui/action-button.tsx';
import { NoticeLine } from '#renderer/ui/notice.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';
import { noSale } from '../cash/commands.tsx';
import { goReturns, goSales } from '../returns/commands.ts';
import { goShift } from './commands.ts';
import styles from './shift-banner.module.css';

const tillActions = [goReturns, noSale, goShift, goSales] as const;

/**
 * What the shift asks for on every screen of the till: to be opened, to be counted to the end, to be closed because its
 * day is over. It asks and never forces. Offers the actions that lead to the shift, to returns and to past sales.
 */
export function ShiftBanner(): ReactNode {
  const t = useT();
  const formats = useFormats();
  const [address, navigate] = useLocation();
  const session = useSessionIfKnown();
  const shift = session?.shift ?? null;
  const paying = address.startsWith('/pay');
  const state = useMemo(
    () => ({ t, formats, navigate, address, selling: shift !== null && !shift.counting, paying }),
    [t, formats, navigate, address, shift, paying],
  );
  useActions(tillActions, state);
  useDayEnd();
  if (session?.mode !== 'open' || address.startsWith('/shift') || paying) return null;
  // The sell screen says by itself that it can't sell.
  if (address === '/sell' && (shift === null || shift.counting)) return null;
  const words =
    shift === null
      ? t('shift.bannerNone')
      : shift.counting
        ? t('shift.bannerCounting')
        : shift.overdue
          ? t('shift.bannerOverdue', { date: formats.businessDate(shift.businessDate) })
          : null;
  if (words === null) return null;
  return (
    <div className={styles['banner']}>
      <NoticeLine
        tone="warn"
        action={
          <ActionButton action={goShift}>
            {t(
              shift === null
                ? 'action.openShift'
                : shift.counting
                  ? 'shift.finishCount'
                  : 'action.closeShift',
            )}
          </ActionButton>
        }
      >
        {words}
      </NoticeLine>
    </div>
  );
}

/** Nothing tells the page that the day is over: it asks again every ten minutes. */
function useDayEnd(): void {
  const tick = useNow(600_000);
  const first = useRef(tick);
  useEffect(() => {
    if (tick !== first.current) void queries.invalidateQueries({ queryKey: host.session.key() });
  }, [tick]);
}
