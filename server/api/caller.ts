import type { SignedIn } from '../people/sessions.ts';

/** Who is on the line: one browser, over a socket that stays or for one request. */
export interface Caller {
  /** Where it comes from, as far as headquarters can know: wrong tries are counted by it. */
  readonly address: string;
  /** How it reaches headquarters: the public address, or whatever name it called. */
  readonly origin: string;
  /** Aborted when the line is gone. */
  readonly closed: AbortSignal;
  /** What its cookie says; null without one. */
  readonly token: () => string | null;
  /** Gives or takes the cookie; null on a line that can't. */
  readonly setToken: ((token: string | null) => void) | null;
}

/** What every procedure is called with. */
export interface HqContext {
  readonly caller: Caller;
}

/** The same once the guard has looked who it is. */
export interface KnownContext extends HqContext {
  readonly signedIn: SignedIn | null;
}
