import { toSVG } from 'bwip-js/node';
import { Secret, TOTP } from 'otpauth';

/** Seconds a code stands for; one step early or late is taken, as clocks differ (RFC 6238, 5.2). */
const PERIOD = 30;
const SLACK = 1;

/** A secret of 160 bits as authenticators take it (RFC 4226, 4). */
export const newSecret = (): string => new Secret({ size: 20 }).base32;

/** The time step a right code is of; null for a wrong one. Whoever takes it keeps the step, so that it counts once. */
export function stepOf(secret: string, code: string, now: number): number | null {
  const totp = new TOTP({ secret: Secret.fromBase32(secret), period: PERIOD });
  const off = totp.validate({ token: code.replaceAll(/\s/g, ''), timestamp: now, window: SLACK });
  return off === null ? null : Math.floor(now / 1000 / PERIOD) + off;
}

/** The address an authenticator reads, and its picture as SVG. */
export function enrolment(secret: string, given: { readonly account: string; readonly chain: string }) {
  const totp = new TOTP({
    issuer: `Mallard ${given.chain}`.replaceAll(':', ' '),
    label: given.account,
    secret: Secret.fromBase32(secret),
    period: PERIOD,
  });
  const uri = totp.toString();
  const picture = toSVG({ bcid: 'qrcode', text: uri, scale: 4, backgroundcolor: 'ffffff', padding: 8 });
  return { secret, uri, picture };
}
