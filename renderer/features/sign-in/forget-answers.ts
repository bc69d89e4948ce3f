import { queries } from '#renderer/host/host.ts';

/** What belongs to the register and not to a person. */
const KEPT: ReadonlySet<unknown> = new Set(['session', 'setup']);

/**
 * Forgets everything the register told the person before: the next one may see less, such as no expected amounts.
 * Called when nobody is signed in, so that no screen is showing any of it.
 */
export const forgetAnswers = (): void =>
  queries.removeQueries({ predicate: ({ queryKey: [path] }) => !Array.isArray(path) || !KEPT.has(path[0]) });
