import { isIP } from 'node:net';

/** Whom passkeys are made for: the name browsers know headquarters by, and where its pages come from. */
export interface Site {
  readonly id: string;
  readonly origin: string;
}

/**
 * null where browsers make no passkeys: under a bare address, and without TLS but on this machine (W3C Web Authentication, 5.1.3).
 *
 * @example siteOf('https://hq.example.com:8443') // { id: 'hq.example.com', origin: 'https://hq.example.com:8443' }
 */
export function siteOf(address: string): Site | null {
  if (!URL.canParse(address)) return null;
  const { hostname, protocol, origin } = new URL(address);
  const isAddress = isIP(hostname.replaceAll(/[[\]]/g, '')) !== 0;
  const isSafe = protocol === 'https:' || hostname === 'localhost';
  return isAddress || !isSafe ? null : { id: hostname, origin };
}
