import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/**
 * Who may speak to the loopback host. Three things are asked, because every program and every web page on this
 * computer can reach a loopback port:
 *
 * - the `Host` is ours: a foreign name that was made to resolve to 127.0.0.1 (DNS rebinding) is refused;
 * - the `Origin`, where there is one, is ours: another page can't make this browser speak for it;
 * - the browser holds the session cookie, got once in exchange for the token in the address that was printed.
 */
export interface Entrance {
  /** `http://127.0.0.1:<port>`. */
  readonly origin: string;
  /** The address to open: the origin and the token. */
  readonly address: string;
  isOurHost(request: IncomingMessage): boolean;
  /** True when the request names no origin (a typed address, a script) or ours. */
  isOurOrigin(request: IncomingMessage): boolean;
  hasSession(request: IncomingMessage): boolean;
  /** The cookie for a right token, else null. The token stays good while the host runs, so the printed address does. */
  exchange(token: string): string | null;
}

export function entrance(port: number, token: string = secret()): Entrance {
  const host = `127.0.0.1:${port}`;
  const origin = `http://${host}`;
  // Cookies know no ports: two registers on one computer need two names.
  const cookieName = `mallard_${port}`;
  const session = secret();
  return {
    origin,
    address: `${origin}/?token=${token}`,
    isOurHost: (request) => request.headers.host === host,
    isOurOrigin: (request) => request.headers.origin === undefined || request.headers.origin === origin,
    hasSession: (request) => cookies(request).some((cookie) => same(cookie, `${cookieName}=${session}`)),
    exchange: (offered) =>
      same(offered, token) ? `${cookieName}=${session}; Path=/; HttpOnly; SameSite=Strict` : null,
  };
}

const secret = (): string => randomBytes(32).toString('base64url');

const cookies = (request: IncomingMessage): string[] =>
  (request.headers.cookie ?? '').split(';').map((part) => part.trim());

/** Equality in constant time, of texts of any length. */
const same = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b));
const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
