import { generateKeyPairSync } from 'node:crypto';
import { agreedKey, openWith, rawKey } from '#node/agreed-key.ts';
import { nodeCodec } from '#node/codec.ts';
import { fromHex, toHex } from '#shared/link/bytes.ts';
import {
  type PeoplePackage,
  type PeopleQuery,
  type PeopleReply,
  peopleAskMessage,
  peoplePackage,
  peopleReplyMessage,
  wrapInfo,
} from '#shared/link/people.ts';
import { type DeviceKeys, verify } from './keys.ts';

/** One exchange for the keys of people: what to ask, and how to open the answer. */
export interface PeopleExchange {
  readonly query: PeopleQuery;
  /** null when the answer is not HQ's, or not to this question. */
  readonly open: (reply: PeopleReply, hqKey: Uint8Array) => PeoplePackage | null;
}

/** Begins an exchange with a key made for it alone. */
export function peopleExchange(device: string, keys: DeviceKeys): PeopleExchange {
  const { publicKey, privateKey } = generateKeyPairSync('x25519');
  const asked = toHex(rawKey(publicKey));
  const signature = toHex(keys.sign(peopleAskMessage({ device, key: asked }, nodeCodec)));
  return {
    query: { key: asked, signature },
    open: (reply, hqKey) => {
      const sealed = Buffer.from(reply.sealed, 'base64');
      const said = { device, asked, key: reply.key };
      const digest = toHex(nodeCodec.sha256(sealed));
      const message = peopleReplyMessage({ ...said, digest }, nodeCodec);
      if (!verify(hqKey, message, fromHex(reply.signature))) return null;
      const wrap = agreedKey(privateKey, fromHex(reply.key), wrapInfo(said, nodeCodec));
      return wrap && opened(sealed, wrap);
    },
  };
}

function opened(sealed: Buffer, key: Uint8Array): PeoplePackage | null {
  const text = openWith(key, sealed);
  if (text === null) return null;
  try {
    const read = peoplePackage.safeParse(JSON.parse(text.toString('utf8')));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
