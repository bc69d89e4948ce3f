import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  randomBytes,
  randomUUID,
  sign,
} from 'node:crypto';
import { epochName, epochOrdinal } from '#shared/journal/epoch.ts';
import type { HqLife } from '#shared/link/hq/regain-facts.ts';
import type { Sign } from '#shared/link/signature.ts';
import { hqState, keptState } from '../store/hq-state.ts';
import type { HqPool, Sql } from '../store/pool.ts';
import { MOVED_TO } from './moved.ts';

/** Who this headquarters is. */
export interface HqIdentity extends HqLife {
  /** Which life of it this is: another one after every restore. */
  readonly incarnation: string;
  /** Its public key as devices are told it: SPKI, DER, base64. */
  readonly hqKey: string;
  readonly sign: Sign;
  /** What challenges are sealed with. */
  readonly challengeKey: Uint8Array;
  /** What the chain's PINs are hashed with besides themselves; registers get it with the verifiers. */
  readonly pepper: Uint8Array;
  /** The chain's name; empty before it was set up. Inside a transaction read by that: it must not wait for a second connection. */
  readonly chain: (sql?: Sql) => Promise<string>;
}

/** Reads who this headquarters is, and at its very first start decides it. */
export async function loadIdentity(pool: HqPool): Promise<HqIdentity> {
  const restoredAt = await keptState(pool, RESTORED_AT);
  const privateKey = createPrivateKey({
    key: Buffer.from(await hqState(pool, 'key', newKey), 'base64'),
    format: 'der',
    type: 'pkcs8',
  });
  return {
    incarnation: await hqState(pool, 'incarnation', randomUUID),
    epoch: await hqState(pool, 'epoch', () => newEpoch(1)),
    restoredAt: restoredAt === null ? null : Number(restoredAt),
    hqKey: createPublicKey(privateKey).export({ type: 'spki', format: 'der' }).toString('base64'),
    sign: (message) => sign(null, message, privateKey),
    challengeKey: Buffer.from(await hqState(pool, 'challenge-key', newSecret), 'base64'),
    pepper: Buffer.from(await hqState(pool, 'pepper', newSecret), 'base64'),
    chain: async (sql = pool) => {
      const { rows } = await sql.query<{ value: string }>(`select value from hq_state where key = 'chain'`);
      return rows[0]?.value ?? '';
    },
  };
}

/** Key of the state: when this life began by a restore. */
const RESTORED_AT = 'restored-at';

/**
 * Begins another life of headquarters after its database was restored: registers see it and send again what it has lost, and what it
 * writes from now on beats what the lost life wrote. Call it with nobody serving.
 */
export async function beginIncarnation(pool: HqPool, now: number): Promise<string> {
  await hqState(pool, 'epoch', () => newEpoch(1));
  return await pool.transaction((tx) => renewLife((text, values) => tx.query(text, values), now));
}

type Query = (text: string, values?: unknown[]) => Promise<{ readonly rows: readonly unknown[] }>;

/** The same inside a transaction that is open. */
export async function renewLife(query: Query, now: number): Promise<string> {
  const incarnation = randomUUID();
  const { rows } = await query("select value from hq_state where key = 'epoch'");
  const before = (rows[0] as { readonly value: string } | undefined)?.value;
  // A backup that is restored a second time must not count from the same number again: days do not stand still.
  const days = Math.floor((now - Date.UTC(2026, 0, 1)) / 86_400_000);
  const epoch = newEpoch(Math.max(before === undefined ? 1 : epochOrdinal(before) + 1, days));
  await query(
    `insert into hq_state (key, value) values ('incarnation', $1), ('epoch', $2), ('${RESTORED_AT}', $3)
     on conflict (key) do update set value = excluded.value`,
    [incarnation, epoch, String(now)],
  );
  await query(`delete from hq_state where key = '${MOVED_TO}'`);
  // Leases handed out since the backup are not known here: whoever shows one is no copy.
  await query('update device set lease = null');
  await query('delete from link_session');
  return incarnation;
}

const newEpoch = (ordinal: number): string => epochName(ordinal, randomBytes(8).toString('hex'));
const newSecret = (): string => randomBytes(32).toString('base64');
const newKey = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
