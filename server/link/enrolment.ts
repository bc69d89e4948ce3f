import { err, ok, type Result } from '#shared/domain/result.ts';
import type { Codec } from '#shared/journal/entry.ts';
import { type LinkFault, linkFault } from '#shared/link/fault.ts';
import type { EnrolReply, EnrolRequest } from '#shared/link/hello.ts';
import { helloMessage } from '#shared/link/signature.ts';
import type { HqIdentity } from '../set-up/identity.ts';
import type { HqPool, Sql } from '../store/pool.ts';
import { publicKeyOf, verify } from './keys.ts';
import { hashOfCode, newCode } from './secrets.ts';

/** How long a code is good for. */
export const CODE_MS = 600_000;

/** What a device that enrols becomes. There is one kind so far. */
export type DeviceRole = 'register';

export interface EnrolmentCode {
  /** To be read out or typed; it is shown once and kept as a hash. */
  readonly code: string;
  readonly store: string;
  readonly register: string;
  readonly expiresAt: number;
}

/**
 * Makes a one-time code for a register of a store: ten minutes, one use. Without a register the lowest number that none of the store
 * has had yet is taken. WRONG_STORE: there is no such store, or it was closed. REGISTER_TAKEN: a living device has that number.
 */
export async function makeEnrolmentCode(
  { pool, now }: { readonly pool: HqPool; readonly now: () => number },
  wanted: {
    readonly store: string;
    readonly register: string | null;
    readonly role: DeviceRole;
    readonly madeBy: string;
  },
): Promise<Result<EnrolmentCode, LinkFault>> {
  return await pool.transaction(async (tx) => {
    const { store, role, madeBy } = wanted;
    // Two codes made at once are not made for the same number.
    const found = await tx.query(
      'select store from hq_store where store = $1 and closed_at is null for update',
      [store],
    );
    if (found.count === 0) return err(linkFault('WRONG_STORE', { store }));
    const register = wanted.register ?? (await nextRegister(tx, store, now()));
    if (await isTaken(tx, { store, register })) return err(linkFault('REGISTER_TAKEN', { register }));
    const code = newCode();
    const expiresAt = now() + CODE_MS;
    await tx.query(
      `insert into enrolment_code (hash, store, register, role, made_by, made_at, expires_at)
       values ($1, $2, $3, $4, $5, $6, $7)`,
      [hashOfCode(code), store, register, role, madeBy, now(), expiresAt],
    );
    return ok({ code, store, register, expiresAt });
  });
}

async function nextRegister(tx: Sql, store: string, at: number): Promise<string> {
  const { rows } = await tx.query<{ register: string }>(
    `select register from device where store = $1
     union select register from enrolment_code where store = $1 and used_at is null and expires_at > $2`,
    [store, at],
  );
  const known = new Set(rows.map(({ register }) => register));
  let number = 1;
  while (known.has(String(number))) number += 1;
  return String(number);
}

async function isTaken(
  tx: Sql,
  { store, register, device = '' }: { store: string; register: string; device?: string },
): Promise<boolean> {
  const { count } = await tx.query(
    `select 1 from device where store = $1 and register = $2 and state = 'active' and device <> $3`,
    [store, register, device],
  );
  return count > 0;
}

interface CodeRow {
  readonly hash: string;
  readonly store: string;
  readonly register: string;
  readonly expires_at: number;
  readonly used_by: string | null;
}

interface Known {
  readonly store: string;
  readonly public_key: Uint8Array;
  readonly former_stores: string;
}

/**
 * Makes a device a register of the store its code is for. The same device may ask again with the same code, when the answer got lost;
 * one that was revoked comes back by a new code. MALFORMED (no key), UNSIGNED, CODE_UNKNOWN (never made, over, used), WRONG_DEVICE (the
 * id is another key's), WRONG_STORE (it belongs to another store, whose journal it writes), REGISTER_TAKEN.
 */
export async function enrol(
  ports: {
    readonly pool: HqPool;
    readonly identity: HqIdentity;
    readonly codec: Codec;
    readonly now: () => number;
  },
  request: EnrolRequest,
): Promise<Result<EnrolReply, LinkFault>> {
  const { device, code, signature } = request;
  const publicKey = publicKeyOf(request.publicKey);
  if (publicKey === null) return err(linkFault('MALFORMED'));
  const message = helloMessage({ device, challenge: code }, ports.codec);
  if (!verify(publicKey, message, Buffer.from(signature, 'hex'))) return err(linkFault('UNSIGNED'));
  return await ports.pool.transaction(async (tx) => {
    const found = await codeFor(tx, request, ports.now());
    if (!found.ok) return found;
    const { store, register } = found.value;
    const known = await tx.query<Known>(
      'select store, public_key, former_stores from device where device = $1 for update',
      [device],
    );
    const before = known.rows[0];
    if (before && !Buffer.from(before.public_key).equals(publicKey)) return err(linkFault('WRONG_DEVICE'));
    if (before && before.store !== store) return err(linkFault('WRONG_STORE', { store: before.store }));
    if (await isTaken(tx, { store, register, device })) return err(linkFault('REGISTER_TAKEN', { register }));
    if (found.value.used_by === null)
      await take(tx, { request, publicKey, code: found.value, before }, ports.now());
    const { incarnation, hqKey, chain } = ports.identity;
    return ok({ store, register, incarnation, hqKey, chain: await chain(tx) });
  });
}

async function codeFor(
  tx: Sql,
  { code, device }: EnrolRequest,
  at: number,
): Promise<Result<CodeRow, LinkFault>> {
  const { rows } = await tx.query<CodeRow>(
    'select hash, store, register, expires_at, used_by from enrolment_code where hash = $1 for update',
    [hashOfCode(code)],
  );
  const row = rows[0];
  const good = row && row.expires_at > at && (row.used_by === null || row.used_by === device);
  return good ? ok(row) : err(linkFault('CODE_UNKNOWN'));
}

async function take(
  tx: Sql,
  enrolled: {
    readonly request: EnrolRequest;
    readonly publicKey: Uint8Array;
    readonly code: CodeRow;
    readonly before: Known | undefined;
  },
  at: number,
): Promise<void> {
  const { request, publicKey, code, before } = enrolled;
  const former = new Set<string>(before ? (JSON.parse(before.former_stores) as string[]) : []);
  if (request.alone !== null && request.alone.store !== code.store) former.add(request.alone.store);
  await tx.query(
    `insert into device (device, store, register, name, public_key, state, version, seq, waiting_facts, enrolled_at, former_stores)
     values ($1, $2, $3, $4, $5, 'active', $6, 0, 0, $7, $8)
     on conflict (device) do update set register = excluded.register, name = excluded.name, state = 'active',
       version = excluded.version, lease = null, enrolled_at = excluded.enrolled_at, former_stores = excluded.former_stores`,
    [
      request.device,
      code.store,
      code.register,
      request.name,
      publicKey,
      request.version,
      at,
      JSON.stringify([...former]),
    ],
  );
  await tx.query('update enrolment_code set used_at = $2, used_by = $3 where hash = $1', [
    code.hash,
    at,
    request.device,
  ]);
}
