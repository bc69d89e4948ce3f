import { counter, lineOf, ticketOf } from '#renderer/features/tickets/counter.ts';
import { announce } from '#renderer/ui/live-region.tsx';
import { useFormats, useT } from '#renderer/ui/words.tsx';

/** Says to people who listen what came onto the ticket and what it comes to now. */
export function useAnnounceTotal(): () => void {
  const t = useT();
  const { money } = useFormats();
  return () => {
    const state = counter.getState();
    const ticket = ticketOf(state);
    const added = state.happened?.kind === 'added' ? state.happened : null;
    const name = added?.line.name ?? lineOf(state)?.name;
    if (ticket === null || name === undefined) return;
    const said = t('sell.added', { name, total: money(ticket.total) });
    const printed = added?.printed ?? null;
    if (added === null || printed === null) announce(said);
    else
      announce(
        `${said}, ${t('sell.labelDiffers', { printed: money(printed), charged: money(added.line.amount) })}`,
      );
  };
}
