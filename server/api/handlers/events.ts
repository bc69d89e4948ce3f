import type { Hq } from '../hq.ts';
import type { HqHandlers, On } from '../router.ts';

/** What changed, as it changes. */
export const eventHandlers = ({ changes }: Hq, on: On): HqHandlers<'events'> => ({
  changes: on.events.changes.handler(({ context, signal }) =>
    changes.stream([context.caller.closed, ...(signal ? [signal] : [])]),
  ),
});
