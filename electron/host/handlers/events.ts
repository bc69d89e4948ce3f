import type { Register } from '../register.ts';
import { type Handlers, on } from '../router.ts';

/** What changed, as it changes. */
export const eventHandlers = ({ changes }: Register): Handlers<'events'> => ({
  changes: on.events.changes.handler(({ context, signal }) => changes.stream(context.session, signal)),
});
