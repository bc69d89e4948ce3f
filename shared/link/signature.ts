import type { Codec } from '#shared/journal/entry.ts';
import { toHex } from './bytes.ts';

/** Ed25519 comes in as ports: the core has no cryptography of its own. */
export type Sign = (message: Uint8Array) => Uint8Array;
/** `publicKey`: SPKI, DER. */
export type Verify = (publicKey: Uint8Array, message: Uint8Array, signature: Uint8Array) => boolean;

/** What a device signs under a batch: its last hash covers every entry before it. */
export const batchMessage = (
  batch: { readonly device: string; readonly epoch: string; readonly to: number; readonly hash: Uint8Array },
  codec: Codec,
): Uint8Array =>
  codec.utf8(`mallard/push/1\n${batch.device}\n${batch.epoch}\n${batch.to}\n${toHex(batch.hash)}`);

/** What a device signs to prove, when it says hello, that it holds its key. */
export const helloMessage = (
  hello: { readonly device: string; readonly challenge: string },
  codec: Codec,
): Uint8Array => codec.utf8(`mallard/hello/1\n${hello.device}\n${hello.challenge}`);
