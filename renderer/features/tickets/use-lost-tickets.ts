import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { newCommandId } from '#renderer/features/approval/new-command-id.ts';
import { tryUntilAnswered } from '#renderer/features/approval/try-until-answered.ts';
import { client, host } from '#renderer/host/host.ts';
import { tell } from '#renderer/ui/dialogs.tsx';
import { useT } from '#renderer/ui/words.tsx';
import type { LostTicket } from '#shared/contract/tickets.ts';
import type { Translate } from '#shared/i18n/index.ts';

/** Told on this screen already; the register forgets them when they have been read. */
const told = new Set<string>();

/** Says which open tickets are another register's now: they are gone from this screen, and the clerk has to know why. */
export function useLostTickets(): void {
  const t = useT();
  const lost = useQuery(host.tickets.lost.queryOptions()).data;
  useEffect(() => {
    for (const ticket of lost ?? []) {
      const key = `${ticket.ticket} ${ticket.at}`;
      if (told.has(key)) continue;
      told.add(key);
      void say(ticket, t).catch(() => told.delete(key));
    }
  }, [lost, t]);
}

async function say({ ticket, label, register, kept }: LostTicket, t: Translate): Promise<void> {
  await tell({
    title: t('sell.lostTitle', { label }),
    text: t(kept ? 'sell.lostKept' : 'sell.lostText', { register }),
  });
  const commandId = newCommandId();
  await tryUntilAnswered(() => client.tickets.forgetLost({ commandId, ticket }));
}
