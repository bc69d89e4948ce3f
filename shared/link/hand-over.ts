import { z } from 'zod';
import type { Codec } from '#shared/journal/entry.ts';
import { toHex } from './bytes.ts';

/**
 * A store that was alone hands its catalog and its people over (decision 0014). `GET /link/hand-over` gives a key of headquarters for
 * this device alone and says how far it has come. `POST /link/hand-over` brings the keys of the store's people, sealed for that key, and
 * names the last fact of the device's own catalog: headquarters writes all up to it once more as the chain's.
 *
 * Wrapping key: HKDF-SHA-256 over the secret both X25519 keys agree on, no salt, info `handOverInfo`, 32 bytes. `sealed`: AES-256-GCM
 * over the JSON of `handedPeople`, nonce (12) ‖ ciphertext ‖ tag (16).
 */
const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`));
const place = z.strictObject({ epoch: z.string().min(1).max(40), seq: z.int().min(1) });
/** A fact of the device's own journal. */
export type OwnPlace = z.infer<typeof place>;

export const handOverRequest = z.strictObject({
  /** X25519 public key the device made for this, raw. */
  key: hex(32),
  /** Last fact of its own catalog; headquarters holds it already. */
  upTo: place,
  sealed: z.base64().max(4_000_000),
  signature: hex(64),
});
export type HandOverRequest = z.infer<typeof handOverRequest>;

/** Facts that can be left out of one hand-over and told by their ids; with more of them the register keeps its own catalog. */
export const MOST_LEFT_OUT = 1_000;

/**
 * Why headquarters can't go on. `UNREADABLE`: it keeps a fact that does not count yet; `name` is its type. `REFUSED`: the chain can't take a
 * record of this kind and name; what is sealed has none.
 */
export const handOverStop = z.object({
  why: z.enum(['UNREADABLE', 'REFUSED']),
  kind: z.string().max(40),
  name: z.string().max(200),
});
export type HandOverStop = z.infer<typeof handOverStop>;

export const handOverReply = z.object({
  /** X25519 public key of headquarters for this device's people, raw, signed with HQ's own. */
  key: hex(32),
  signature: hex(64),
  progress: z
    .object({
      upTo: place,
      /** `stopped`: a person looks at it, and headquarters looks again now and then. */
      state: z.enum(['working', 'stopped', 'done']),
      /** Facts of the catalog taken so far, and all of them. */
      done: z.int().min(0),
      total: z.int().min(0),
      /** Once done: where the chain's feed then ended. */
      position: z.int().min(0),
      stopped: handOverStop.optional(),
      /** Once done: facts a person there has set aside, so that they were not taken. */
      leftOut: z.array(z.string().max(80)).max(MOST_LEFT_OUT).optional(),
    })
    .nullable(),
});
export type HandOverReply = z.infer<typeof handOverReply>;
export type HandOverProgress = NonNullable<HandOverReply['progress']>;

/** The keys that open what is sealed in the facts about people; bytes are base64. */
export const handedPeople = z
  .array(z.strictObject({ person: z.string().min(1).max(80), key: z.base64().max(60) }))
  .max(20_000);
export type HandedPeople = z.infer<typeof handedPeople>;

/** What HQ signs under the key it gives: nobody else is handed a store's people. */
export const handOverKeyMessage = (
  given: { readonly device: string; readonly key: string },
  codec: Codec,
): Uint8Array => codec.utf8(`mallard/hand-over-key/1\n${given.device}\n${given.key}`);

/** What a device signs under what it hands over. */
export const handOverMessage = (
  {
    device,
    key,
    upTo,
    sealed,
  }: Omit<HandOverRequest, 'signature' | 'sealed'> & {
    readonly device: string;
    readonly sealed: Uint8Array;
  },
  codec: Codec,
): Uint8Array =>
  codec.utf8(
    `mallard/hand-over/1\n${device}\n${key}\n${upTo.epoch}\n${upTo.seq}\n${toHex(codec.sha256(sealed))}`,
  );

/** Binds the wrapping key to this hand-over. `hqKey`: HQ's X25519 key, `key`: the device's. */
export const handOverInfo = (
  of: { readonly device: string; readonly key: string; readonly hqKey: string },
  codec: Codec,
): Uint8Array => codec.utf8(`mallard/hand-over-wrap/1\n${of.device}\n${of.hqKey}\n${of.key}`);
