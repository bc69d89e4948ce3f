import { generateKeyPairSync } from 'node:crypto';
import { agreedKey, rawKey, sealWith } from '#node/agreed-key.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { Codec } from '#shared/journal/entry.ts';
import { fromHex, toHex } from '#shared/link/bytes.ts';
import { type LinkFault, linkFault } from '#shared/link/fault.ts';
import {
  type PeoplePackage,
  type PeopleQuery,
  type PeopleReply,
  peopleAskMessage,
  peopleReplyMessage,
  wrapInfo,
} from '#shared/link/people.ts';
import type { HqIdentity } from '../set-up/identity.ts';
import type { HqPool } from '../store/pool.ts';
import { verify } from './keys.ts';

/**
 * The keys of people and their PIN verifiers for a device, sealed so that only who asked can open it (decision 0008). UNSIGNED: the key
 * it asks with is not signed by the device, or is none.
 */
export async function peopleFor(
  ports: { readonly pool: HqPool; readonly identity: HqIdentity; readonly codec: Codec },
  device: string,
  query: PeopleQuery,
): Promise<Result<PeopleReply, LinkFault>> {
  const { pool, identity, codec } = ports;
  const { rows } = await pool.query<{ public_key: Uint8Array; store: string }>(
    'select public_key, store from device where device = $1',
    [device],
  );
  const known = rows[0];
  if (!known) return err(linkFault('UNKNOWN_DEVICE'));
  const message = peopleAskMessage({ device, key: query.key }, codec);
  if (!verify(known.public_key, message, fromHex(query.signature))) return err(linkFault('UNSIGNED'));
  const { publicKey, privateKey } = generateKeyPairSync('x25519');
  const exchange = { device, asked: query.key, key: toHex(rawKey(publicKey)) };
  const wrap = agreedKey(privateKey, fromHex(query.key), wrapInfo(exchange, codec));
  if (wrap === null) return err(linkFault('UNSIGNED'));
  const given = await packageFor(pool, known.store, identity.pepper);
  const sealed = sealWith(wrap, codec.utf8(JSON.stringify(given)));
  const digest = toHex(codec.sha256(sealed));
  const signature = toHex(identity.sign(peopleReplyMessage({ ...exchange, digest }, codec)));
  return ok({ key: exchange.key, sealed: sealed.toString('base64'), signature });
}

interface PersonRow {
  readonly id: string;
  readonly key: Buffer | null;
  readonly salt: Buffer | null;
  readonly hash: Buffer | null;
}

/** Everybody of the chain: what was set for the store itself goes before what was set for all. Whose key is gone was erased. */
async function packageFor(pool: HqPool, store: string, pepper: Uint8Array): Promise<PeoplePackage> {
  const { rows } = await pool.query<PersonRow>(
    `select p.id, k.key, v.salt, v.hash from person p
     left join lateral (select key from local_person_key k where k.store = any($1) and k.person = p.id
       order by k.store = 'chain' limit 1) k on true
     left join lateral (select salt, hash from local_pin v where v.store = any($1) and v.person = p.id
       order by v.store = 'chain' limit 1) v on true
     order by p.id`,
    [['chain', store]],
  );
  return {
    pepper: Buffer.from(pepper).toString('base64'),
    people: rows.flatMap(({ id, key, salt, hash }) =>
      key === null
        ? []
        : [
            {
              person: id,
              key: key.toString('base64'),
              pin: salt && hash && { salt: salt.toString('base64'), hash: hash.toString('base64') },
            },
          ],
    ),
    erased: rows.filter(({ key }) => key === null).map(({ id }) => id),
  };
}
