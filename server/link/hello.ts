import { err, ok, type Result } from '#shared/domain/result.ts';
import type { Codec } from '#shared/journal/entry.ts';
import { BATCH_LIMIT } from '#shared/link/batch.ts';
import { type LinkFault, linkFault } from '#shared/link/fault.ts';
import { CHAIN_FEED, storeFeed } from '#shared/link/feed-page.ts';
import { type HelloReply, type HelloRequest, PROTOCOL } from '#shared/link/hello.ts';
import { CHALLENGE_MS, judgeLease } from '#shared/link/hq/judge-lease.ts';
import { helloMessage } from '#shared/link/signature.ts';
import type { HqIdentity } from '../set-up/identity.ts';
import type { HqPool, Sql } from '../store/pool.ts';
import type { Challenges } from './challenge.ts';
import { raise } from './exceptions.ts';
import { verify } from './keys.ts';
import { hashOf, newSecret } from './secrets.ts';
import { SESSION_MS } from './sessions.ts';

export interface HelloPorts {
  readonly pool: HqPool;
  readonly identity: HqIdentity;
  readonly challenges: Challenges;
  readonly codec: Codec;
  readonly now: () => number;
}

interface DeviceRow {
  readonly store: string;
  readonly state: 'active' | 'revoked';
  readonly public_key: Uint8Array;
  readonly lease: string | null;
}

/**
 * Opens a session for a device that proves its key. VERSION, NO_SESSION (the challenge is over or was used, or the device has said
 * hello again since), UNKNOWN_DEVICE, UNSIGNED, CLONE (the lease it shows is spent: another disk has gone on from it). A revoked device gets a session too, since what it has signed
 * is still taken, but no feeds.
 */
export async function hello(
  ports: HelloPorts,
  request: HelloRequest,
): Promise<Result<HelloReply, LinkFault>> {
  const { device, challenge, protocol } = request;
  if (protocol.min > PROTOCOL.max || protocol.max < PROTOCOL.min)
    return err(linkFault('VERSION', { min: PROTOCOL.min, max: PROTOCOL.max }));
  const challengedAt = ports.challenges.madeAt(device, challenge);
  if (challengedAt === null) return err(linkFault('NO_SESSION'));
  return await ports.pool.transaction(async (tx) => {
    const { rows } = await tx.query<DeviceRow>(
      'select store, state, public_key, lease from device where device = $1 for update',
      [device],
    );
    const known = rows[0];
    if (!known) return err(linkFault('UNKNOWN_DEVICE'));
    const message = helloMessage({ device, challenge }, ports.codec);
    if (!verify(known.public_key, message, Buffer.from(request.signature, 'hex')))
      return err(linkFault('UNSIGNED'));
    if (!(await spendChallenge(tx, challenge, ports.now()))) return err(linkFault('NO_SESSION'));
    const verdict = await judge(tx, { ...request, challengedAt }, known);
    if (verdict === 'late') return err(linkFault('NO_SESSION'));
    if (verdict === 'spent') {
      // Of a revoked register it was decided already.
      if (known.state === 'active') await raiseClone(tx, request, known.store, ports.now());
      return err(linkFault('CLONE'));
    }
    return ok(await open(tx, ports, { request, known, challengedAt }));
  });
}

/** Notes that a challenge was answered; false when it was before. */
async function spendChallenge(tx: Sql, challenge: string, at: number): Promise<boolean> {
  const { count } = await tx.query(
    'insert into link_challenge (hash, expires_at) values ($1, $2) on conflict (hash) do nothing',
    [hashOf(challenge), at + CHALLENGE_MS],
  );
  return count > 0;
}

/** A device shows the lease it was given last: HQ knows the last one it has seen in use, and the one it has handed out since. */
async function judge(
  tx: Sql,
  { device, lease, challengedAt }: HelloRequest & { readonly challengedAt: number },
  { lease: used }: DeviceRow,
): Promise<ReturnType<typeof judgeLease>> {
  const { rows } = await tx.query<{ lease: string; challenged_at: number }>(
    'select lease, challenged_at from link_session where device = $1',
    [device],
  );
  const given = rows[0] ? { lease: rows[0].lease, challengedAt: rows[0].challenged_at } : null;
  return judgeLease({ lease: lease === null ? null : hashOf(lease), challengedAt }, { used, given });
}

const raiseClone = (
  tx: Sql,
  { device, epoch, seq, version }: HelloRequest,
  store: string,
  at: number,
): Promise<void> =>
  raise(tx, { store, rule: 'CLONE', subject: device, detail: { device, epoch, seq, version } }, at);

async function open(
  tx: Sql,
  { identity, now }: HelloPorts,
  given: { readonly request: HelloRequest; readonly known: DeviceRow; readonly challengedAt: number },
): Promise<HelloReply> {
  const at = now();
  const { request, known, challengedAt } = given;
  const { device, waiting } = request;
  const session = newSecret();
  const lease = newSecret();
  // One session a device: whoever holds an older one says hello again, and shows by its lease who it is.
  await tx.query('delete from link_session where device = $1', [device]);
  await tx.query(
    'insert into link_session (hash, device, expires_at, lease, challenged_at) values ($1, $2, $3, $4, $5)',
    [hashOf(session), device, at + SESSION_MS, hashOf(lease), challengedAt],
  );
  await tx.query(
    `update device set version = $2, epoch = $3, seq = $4, last_seen = $5, skew = $6, waiting_facts = $7, waiting_since = $8,
       lease = coalesce($9, lease) where device = $1`,
    [
      device,
      request.version,
      request.epoch,
      request.seq,
      at,
      request.at - at,
      waiting.facts,
      waiting.since,
      request.lease === null ? null : hashOf(request.lease),
    ],
  );
  return {
    session,
    lease,
    incarnation: identity.incarnation,
    protocol: Math.min(request.protocol.max, PROTOCOL.max),
    time: at,
    chain: await identity.chain(tx),
    heads: await headsOf(tx, known.store, device),
    archived: known.state === 'revoked' ? [] : await othersArchived(tx, known.store, device),
    feeds: known.state === 'revoked' ? {} : await feedEnds(tx, known.store),
    limits: { batchEntries: BATCH_LIMIT.entries, batchBytes: BATCH_LIMIT.bytes },
  };
}

/** What HQ holds of a device: where branch 0 of each of its epochs ends. The newest thousand, should there ever be more. */
async function headsOf(tx: Sql, store: string, device: string): Promise<HelloReply['heads']> {
  const { rows } = await tx.query<{ epoch: string; seq: number; hash: Buffer; archived: number }>(
    `select b.epoch, b.seq, b.hash, coalesce(a.seq, 0) as archived from journal_branch b
     left join archived a on a.store = b.store and a.origin = b.origin and a.epoch = b.epoch
     where b.store = $1 and b.origin = $2 and b.branch = 0 order by b.epoch desc limit 1000`,
    [store, device],
  );
  return rows.map(({ epoch, seq, hash, archived }) => ({
    epoch,
    seq,
    hash: hash.toString('hex'),
    archived,
  }));
}

/** Up to which seq what others of its store wrote is in a verified backup. The newest ten thousand histories, should there ever be more. */
async function othersArchived(
  tx: Sql,
  store: string,
  device: string,
): Promise<NonNullable<HelloReply['archived']>> {
  const { rows } = await tx.query<{ origin: string; epoch: string; seq: number }>(
    `select origin, epoch, seq from archived where store = $1 and origin <> $2 and seq > 0
     order by at desc, origin, epoch limit 10000`,
    [store, device],
  );
  return rows;
}

async function feedEnds(tx: Sql, store: string): Promise<HelloReply['feeds']> {
  const { rows } = await tx.query<{ store: string; position: number }>(
    'select store, position from feed_head where store = any($1::text[])',
    [['chain', store]],
  );
  const end = (name: string) => rows.find((row) => row.store === name)?.position ?? 0;
  return { [CHAIN_FEED]: end('chain'), [storeFeed(store)]: end(store) };
}
