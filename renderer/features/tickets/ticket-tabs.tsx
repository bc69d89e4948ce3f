import { IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useStore } from 'zustand';
import { useShallow } from 'zustand/react/shallow';
import { Chip } from '#renderer/ui/chip.tsx';
import { IconButton } from '#renderer/ui/icon-button.tsx';
import { useT } from '#renderer/ui/words.tsx';
import { counter, ticketOf } from './counter.ts';
import { goToTicket } from './go-to-ticket.ts';
import styles from './ticket-pane.module.css';

/** The open tickets of this register, and one more. */
export function TicketTabs(): ReactNode {
  const t = useT();
  const tabs = useStore(
    counter,
    useShallow(({ tickets }) => tickets.map(({ id, label, items }) => `${id} ${label} ${items}`)),
  ).map((text) => text.split(' '));
  const chosen = useStore(counter, (state) => ticketOf(state)?.id ?? null);
  return (
    <div className={styles['tabs']}>
      {tabs.map(([id = '', label, items]) => (
        <Chip key={id} look="ticket" selected={id === chosen} onPress={() => goToTicket(id)}>
          {id === chosen || tabs.length === 1
            ? t('sell.ticketTab', { label: Number(label), items: Number(items) })
            : t('sell.ticketShort', { label: Number(label), items: Number(items) })}
        </Chip>
      ))}
      {chosen === null ? (
        <Chip look="ticket" selected>
          {t('sell.newTicket')}
        </Chip>
      ) : (
        <IconButton icon={IconPlus} label={t('sell.newTicket')} onPress={() => goToTicket(null)} />
      )}
    </div>
  );
}
