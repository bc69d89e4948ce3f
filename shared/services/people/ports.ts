import type { PinPepper } from '#shared/journal/tables/local.ts';

/** Hashing of PINs (scrypt over PIN and a pepper: the device's own, or headquarters' for what was set there); slow by design, so never inside a command's turn. */
export interface PinHasher {
  readonly hash: (pin: string) => Promise<PinHash>;
  /** In constant time over the hash. */
  readonly matches: (pin: string, hash: PinHash) => Promise<boolean>;
}

export interface PinHash {
  readonly salt: Uint8Array;
  readonly hash: Uint8Array;
  readonly pepper: PinPepper;
}

/** Sealing of what is personal (AES-256-GCM) with a key per person. */
export interface PersonSeal {
  readonly newKey: () => Uint8Array;
  /** Base64 of nonce ‖ ciphertext ‖ tag. */
  readonly seal: (key: Uint8Array, secret: PersonSecret) => string;
  /** null when the key does not open it. */
  readonly open: (key: Uint8Array, sealed: string) => PersonSecret | null;
}

/** What of a person is sealed. */
export interface PersonSecret {
  readonly name: string;
}
