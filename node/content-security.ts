import { randomBytes } from 'node:crypto';

/**
 * The one content security policy of the renderer, sent by the loopback host and by `app://` alike, so that a browser
 * test exercises what a shop runs. Nothing is loaded from anywhere but the host itself.
 *
 * `style-src-attr 'unsafe-inline'`: the component library sets `style` attributes (positions, CSS variables); style
 * elements need the page's nonce.
 */
export function contentSecurityPolicy(page: { nonce: string; sockets: readonly string[] }): string {
  return [
    `default-src 'none'`,
    `script-src 'self'`,
    `style-src 'self' 'nonce-${page.nonce}'`,
    `style-src-attr 'unsafe-inline'`,
    `img-src 'self' data: blob:`,
    `font-src 'self'`,
    `media-src 'self'`,
    `connect-src ${["'self'", ...page.sockets].join(' ')}`,
    `worker-src 'self'`,
    `manifest-src 'self'`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
  ].join('; ');
}

/** Headers every answer carries, whatever it holds. */
export const GUARD_HEADERS = {
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), serial=(), hid=()',
} as const;

/** The policy of answers that are no page (pictures, scripts opened by hand, errors): they may load nothing at all. */
export const INERT_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox";

/** A fresh nonce for one load of the page; base64, 128 bits. */
export const freshNonce = (): string => randomBytes(16).toString('base64');
