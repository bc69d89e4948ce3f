import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { agreedKey, openWith, rawKey } from '#node/agreed-key.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { Codec } from '#shared/journal/entry.ts';
import { fromHex, toHex } from '#shared/link/bytes.ts';
import { type LinkFault, linkFault } from '#shared/link/fault.ts';
import {
  type HandedPeople,
  type HandOverReply,
  type HandOverRequest,
  type HandOverStop,
  handedPeople,
  handOverInfo,
  handOverKeyMessage,
  handOverMessage,
  MOST_LEFT_OUT,
} from '#shared/link/hand-over.ts';
import { CHAIN_STORE } from '#shared/link/hq/serve-feed.ts';
import { verify } from '../link/keys.ts';
import type { HqIdentity } from '../set-up/identity.ts';
import type { HqPool, Sql } from '../store/pool.ts';
import type { HandOverRow } from './read-rows.ts';
import { setAsideFacts } from './store-facts.ts';

interface AskPorts {
  readonly pool: HqPool;
  readonly identity: HqIdentity;
  readonly codec: Codec;
}

const ROW = 'select * from local_hand_over where store = $1 and device = $2';
const MAKE = `insert into local_hand_over (store, device, key, epoch, seq, state, position, done, total, feed, stopped, failures, look_at)
  values ($1, $2, $3, null, 0, 'waiting', 0, 0, 0, 0, 'null', 0, 0)
  on conflict (store, device) do update set key = excluded.key where local_hand_over.key is null`;
/** Another place than before is more to do; the same told again changes nothing, unless it had stopped: then it is looked at now. */
const ASK = `update local_hand_over set epoch = $3, seq = $4, state = 'waiting', stopped = 'null', failures = 0, look_at = 0
  where store = $1 and device = $2 and (epoch is distinct from $3 or seq <> $4 or state = 'stopped')`;
const KEEP = `insert into local_person_key (store, person, key) select $1, given.person, given.key
  from unnest($2::text[], $3::bytea[]) given (person, key)
  where not exists (select 1 from person p where p.id = given.person)
    and not exists (select 1 from local_person_key k where k.person = given.person)
  on conflict (store, person) do nothing`;

/** The key of headquarters for what this device hands over, and how far it has come. The device is known. */
export async function handOverState(
  { pool, identity, codec }: AskPorts,
  device: string,
): Promise<HandOverReply> {
  const row = await pool.transaction((tx) => rowOf(tx, device));
  const progress = progressOf(row);
  const isDone = progress?.state === 'done';
  const leftOut = isDone ? { leftOut: await setAsideFacts(pool, device, MOST_LEFT_OUT) } : {};
  const key = toHex(rawKey(createPublicKey(privateKeyOf(row))));
  const signature = toHex(identity.sign(handOverKeyMessage({ device, key }, codec)));
  return { key, signature, progress: progress && { ...progress, ...leftOut } };
}

/**
 * Takes what a store hands over: keeps the keys of its people and notes up to which fact its catalog is to be taken. Keys of people the
 * chain has already are not replaced. UNKNOWN_DEVICE, UNSIGNED: the device did not sign it, or it can't be opened.
 */
export async function askHandOver(
  ports: AskPorts,
  device: string,
  request: HandOverRequest,
): Promise<Result<HandOverReply, LinkFault>> {
  const { pool, codec } = ports;
  const { key, upTo, signature } = request;
  const sealed = Buffer.from(request.sealed, 'base64');
  const { rows } = await pool.query<{ public_key: Uint8Array }>(
    'select public_key from device where device = $1',
    [device],
  );
  const [known] = rows;
  if (!known) return err(linkFault('UNKNOWN_DEVICE'));
  const message = handOverMessage({ device, key, upTo, sealed }, codec);
  if (!verify(known.public_key, message, fromHex(signature))) return err(linkFault('UNSIGNED'));
  const taken = await pool.transaction(async (tx) => {
    const people = opened(await rowOf(tx, device), { device, key, sealed }, codec);
    if (people === null) return err(linkFault('UNSIGNED'));
    const keys = people.map((each) => Buffer.from(each.key, 'base64'));
    await tx.query(KEEP, [CHAIN_STORE, people.map(({ person }) => person), keys]);
    await tx.query(ASK, [CHAIN_STORE, device, upTo.epoch, upTo.seq]);
    return ok(null);
  });
  return taken.ok ? ok(await handOverState(ports, device)) : taken;
}

async function rowOf(tx: Sql, device: string): Promise<HandOverRow> {
  const { privateKey } = generateKeyPairSync('x25519');
  await tx.query(MAKE, [CHAIN_STORE, device, privateKey.export({ type: 'pkcs8', format: 'der' })]);
  const [row] = (await tx.query<HandOverRow>(ROW, [CHAIN_STORE, device])).rows;
  if (!row) throw new Error('a hand-over that was begun is not there');
  return row;
}

function privateKeyOf({ key }: HandOverRow): KeyObject {
  if (key === null) throw new Error('a hand-over has a key while it is asked about');
  return createPrivateKey({ key: Buffer.from(key), type: 'pkcs8', format: 'der' });
}

function opened(
  row: HandOverRow,
  { device, key, sealed }: { readonly device: string; readonly key: string; readonly sealed: Uint8Array },
  codec: Codec,
): HandedPeople | null {
  const own = privateKeyOf(row);
  const hqKey = toHex(rawKey(createPublicKey(own)));
  const agreed = agreedKey(own, fromHex(key), handOverInfo({ device, key, hqKey }, codec));
  const text = agreed && openWith(agreed, sealed);
  if (!text) return null;
  try {
    const read = handedPeople.safeParse(JSON.parse(text.toString('utf8')));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}

function progressOf({
  epoch,
  seq,
  state,
  done,
  total,
  feed,
  stopped,
}: HandOverRow): HandOverReply['progress'] {
  if (epoch === null) return null;
  const why = JSON.parse(stopped) as HandOverStop | null;
  return {
    upTo: { epoch, seq },
    state: state === 'waiting' ? 'working' : state,
    done,
    total,
    position: feed,
    ...(why === null ? {} : { stopped: why }),
  };
}
