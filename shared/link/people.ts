import { z } from 'zod';
import type { Codec } from '#shared/journal/entry.ts';

/**
 * `GET /link/people?key=&signature=`: what a register needs to open names and check PINs. Keys of people and PIN verifiers are in no
 * entry, so that a person can be erased; they go to each device by itself, wrapped with a key that only the two ends of this one
 * exchange can agree on (docs/decisions/0008).
 *
 * Both sides make an X25519 key pair for this exchange alone and sign its public half, the device with its own key, HQ with its.
 * Wrapping key: HKDF-SHA-256 over the agreed secret, no salt, info `wrapInfo`, 32 bytes. `sealed`: AES-256-GCM over the JSON of
 * `peoplePackage`, nonce (12) ‖ ciphertext ‖ tag (16).
 */
export const peopleQuery = z.strictObject({
  /** X25519 public key, raw. */
  key: z.string().regex(/^[0-9a-f]{64}$/),
  signature: z.string().regex(/^[0-9a-f]{128}$/),
});
export type PeopleQuery = z.infer<typeof peopleQuery>;

export const peopleReply = z.object({
  key: z.string().regex(/^[0-9a-f]{64}$/),
  sealed: z.base64().max(4_000_000),
  signature: z.string().regex(/^[0-9a-f]{128}$/),
});
export type PeopleReply = z.infer<typeof peopleReply>;

/** Verifiers are scrypt (N 2^15, r 8, p 1, 32 bytes) over NFKC(PIN) ‖ 0 ‖ pepper. Bytes are base64. */
export const peoplePackage = z.object({
  pepper: z.base64().max(200),
  people: z
    .array(
      z.object({
        person: z.string().min(1).max(80),
        /** Opens what is sealed in the person's facts; 32 bytes. */
        key: z.base64().max(60),
        /** null: may not sign in at a register. */
        pin: z.object({ salt: z.base64().max(100), hash: z.base64().max(100) }).nullable(),
      }),
    )
    .max(20_000),
  /** People whose keys HQ has deleted: theirs are to be deleted everywhere. */
  erased: z.array(z.string().min(1).max(80)).max(20_000),
});
export type PeoplePackage = z.infer<typeof peoplePackage>;

/** What a device signs to ask: nobody else's key is ever wrapped for. */
export const peopleAskMessage = (
  ask: { readonly device: string; readonly key: string },
  codec: Codec,
): Uint8Array => codec.utf8(`mallard/people/1\n${ask.device}\n${ask.key}`);

/** What HQ signs under its answer. `digest`: SHA-256 of the sealed bytes, hex. */
export const peopleReplyMessage = (
  reply: { readonly device: string; readonly asked: string; readonly key: string; readonly digest: string },
  codec: Codec,
): Uint8Array =>
  codec.utf8(`mallard/people-reply/1\n${reply.device}\n${reply.asked}\n${reply.key}\n${reply.digest}`);

/** Binds the wrapping key to this exchange. */
export const wrapInfo = (
  exchange: { readonly device: string; readonly asked: string; readonly key: string },
  codec: Codec,
): Uint8Array => codec.utf8(`mallard/people-wrap/1\n${exchange.device}\n${exchange.asked}\n${exchange.key}`);
