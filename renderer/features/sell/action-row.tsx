import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { palette } from '#renderer/app/frame-actions.tsx';
import { noSale } from '#renderer/features/cash/commands.tsx';
import { goReturns } from '#renderer/features/returns/commands.ts';
import { counter, ticketOf } from '#renderer/features/tickets/counter.ts';
import { discountLine } from '#renderer/features/tickets/line-actions.tsx';
import { park } from '#renderer/features/tickets/ticket-actions.tsx';
import { host } from '#renderer/host/host.ts';
import { ActionButton } from '#renderer/ui/action-button.tsx';
import { useT } from '#renderer/ui/words.tsx';
import styles from './sell.module.css';
import { openPriceAction } from './sell-actions.tsx';

/** What is needed most beside selling; everything else is behind "More". */
export function ActionRow(): ReactNode {
  const t = useT();
  const parked = useQuery(host.tickets.parked.queryOptions()).data?.length ?? 0;
  const hasLines = useStore(counter, (state) => (ticketOf(state)?.lines.length ?? 0) > 0);
  return (
    <div className={styles['row']}>
      <ActionButton action={park} layout="spread" count={parked}>
        {t(hasLines || parked === 0 ? 'action.park' : 'action.parked')}
      </ActionButton>
      <ActionButton action={goReturns} layout="spread" />
      <ActionButton action={discountLine} layout="spread" />
      <ActionButton action={openPriceAction} layout="spread" caps="none" />
      <ActionButton action={noSale} layout="spread" />
      <ActionButton action={palette} layout="spread">
        {t('sell.all')}
      </ActionButton>
    </div>
  );
}
