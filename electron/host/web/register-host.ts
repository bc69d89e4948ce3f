import type { AnyRouter, Context } from '@orpc/server';

/**
 * What a transport needs of the register: the router to call and who is calling.
 * `createHost` makes it; the loopback web host and the Electron shell serve it.
 */
export interface RegisterHost {
  /** May become another one (a damaged store was restored): asked anew for every page. */
  readonly router: AnyRouter;
  /** A picture by its name, the SHA-256 of its bytes; null: there is none. */
  readonly picture: (name: string) => Promise<Uint8Array | null>;
  /** One till session for one page: nobody is signed in until the page signs in. */
  contextFor(connection: ConnectionInfo): Context;
  /** The session of a script's bearer token, or null where it is unknown, expired or revoked. Asked on every request. */
  authenticateToken(bearer: string): Promise<Context | null>;
  /** Finishes what is running, then closes the store. */
  stop(): Promise<void>;
}

/** One page's line to the host: an Electron window's port or a loopback WebSocket. */
export interface ConnectionInfo {
  readonly id: string;
  readonly via: 'window' | 'loopback';
  /** Aborted when the page is gone. */
  readonly closed: AbortSignal;
}

/** A fault of the transport or of a procedure that no screen is told in full: the host's log keeps it. */
export type ReportFault = (where: string, error: unknown) => void;

export const reportToStderr: ReportFault = (where, error) => {
  console.error(`${where}:`, error);
};
