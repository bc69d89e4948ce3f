import type { ReactNode } from 'react';
import { ActionButton } from '#renderer/ui/action-button.tsx';
import { Pane } from '#renderer/ui/layout.tsx';
import { useT } from '#renderer/ui/words.tsx';
import { payAction } from './pay-action.ts';
import { TicketLines } from './ticket-lines.tsx';
import styles from './ticket-pane.module.css';
import { TicketTabs } from './ticket-tabs.tsx';
import { TicketTotals } from './ticket-totals.tsx';

/** The right half of the sell screen: tickets, lines, totals, Pay. */
export function TicketPane(): ReactNode {
  const t = useT();
  return (
    <Pane
      surface="card"
      padding="none"
      body="fixed"
      label={t('sell.ticketPane')}
      className={styles['pane']}
      header={<TicketTabs />}
      footer={
        <div className={styles['foot']}>
          <TicketTotals />
          <ActionButton action={payAction} variant="accent" size="pay" />
        </div>
      }
    >
      <TicketLines />
    </Pane>
  );
}
