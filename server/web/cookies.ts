import type { IncomingMessage } from 'node:http';

/** Behind TLS the name itself says to browsers that no other site or path may set it (RFC 6265bis, 4.1.3). */
const nameOf = (secure: boolean): string => (secure ? '__Host-mallard' : 'mallard_hq');

/** Scripts of the page can't read it, other sites can't send it, and it is gone with the browser. */
export function setCookie(token: string | null, secure: boolean): string {
  const flags = `Path=/; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
  return `${nameOf(secure)}=${token ?? ''}; ${flags}${token === null ? '; Max-Age=0' : ''}`;
}

/** The token a request carries, or null. */
export function tokenOf(request: IncomingMessage, secure: boolean): string | null {
  const name = `${nameOf(secure)}=`;
  const parts = (request.headers.cookie ?? '').split(';').map((part) => part.trim());
  const token = parts.find((part) => part.startsWith(name))?.slice(name.length) ?? '';
  return /^[\w-]{43}$/.test(token) ? token : null;
}
