import type { TicketLineView, TicketView } from '#shared/contract/tickets.ts';

/**
 * The new ticket with the line objects of the old one where nothing about them changed, so that only what changed is
 * drawn again. A version that is older than the one known is not taken.
 */
export function shareTicket(old: TicketView | undefined, fresh: TicketView): TicketView {
  if (old === undefined) return fresh;
  if (old.version > fresh.version) return old;
  const known = new Map(old.lines.map((line) => [line.line, line]));
  const lines = fresh.lines.map((line) => {
    const before = known.get(line.line);
    return before !== undefined && sameLine(before, line) ? before : line;
  });
  return { ...fresh, lines };
}

function sameLine(a: TicketLineView, b: TicketLineView): boolean {
  return Object.entries(a).every(([name, value]) => {
    const other = b[name as keyof TicketLineView];
    return (
      Object.is(value, other) || (name === 'discount' && JSON.stringify(value) === JSON.stringify(other))
    );
  });
}
