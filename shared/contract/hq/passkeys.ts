import { z } from 'zod';

// What goes between headquarters and a browser's own WebAuthn (W3C Web Authentication Level 3, 5.1.8 and 5.1.9), bytes as base64url.

const bytes = (most: number) => z.base64url().max(most);
/** At most 1023 bytes (4.1). */
const credentialId = bytes(1400);

/** How a browser reaches the device that has a key. */
export const TRANSPORTS = ['ble', 'hybrid', 'internal', 'nfc', 'smart-card', 'usb'] as const;

const knownKey = z.object({
  id: z.string(),
  type: z.literal('public-key'),
  transports: z.array(z.enum(TRANSPORTS)),
});

/** Asks a browser to make a key. */
export const passkeyCreation = z.object({
  challenge: z.string(),
  rp: z.object({ id: z.string(), name: z.string() }),
  user: z.object({ id: z.string(), name: z.string(), displayName: z.string() }),
  pubKeyCredParams: z.array(z.object({ type: z.literal('public-key'), alg: z.int() })),
  excludeCredentials: z.array(knownKey),
  authenticatorSelection: z.object({
    residentKey: z.literal('preferred'),
    userVerification: z.literal('discouraged'),
  }),
  attestation: z.literal('none'),
  timeout: z.int(),
});
export type PasskeyCreation = z.infer<typeof passkeyCreation>;

/** Asks a browser to sign with a key it has. */
export const passkeyRequest = z.object({
  challenge: z.string(),
  rpId: z.string(),
  allowCredentials: z.array(knownKey),
  userVerification: z.literal('discouraged'),
  timeout: z.int(),
});
export type PasskeyRequest = z.infer<typeof passkeyRequest>;

/** A key that was made. */
export const madePasskey = z.object({
  id: credentialId,
  rawId: credentialId,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: bytes(4000),
    attestationObject: bytes(16_000),
    transports: z.array(z.string().max(20)).max(12).optional(),
  }),
});
export type MadePasskey = z.infer<typeof madePasskey>;

/** What a key has signed. */
export const signedByPasskey = z.object({
  id: credentialId,
  rawId: credentialId,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: bytes(4000),
    authenticatorData: bytes(4000),
    signature: bytes(2000),
  }),
});
export type SignedByPasskey = z.infer<typeof signedByPasskey>;
