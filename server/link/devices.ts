import { err, ok, type Result } from '#shared/domain/result.ts';
import type { HqPool, Sql } from '../store/pool.ts';

/** What a manager may do to a device. The page of the devices calls these. */
interface DevicePorts {
  readonly pool: HqPool;
  readonly now: () => number;
}

/** Says to every process of headquarters that a device's standing has changed: its socket is closed. */
export const DEVICE_CHANNEL = 'mallard_device';

/** What a person says of a device that seemed to be a copy. */
interface Said {
  readonly by: string;
  readonly note: string;
}

/**
 * No more feeds for this device, from now on. What it has signed is still taken, and waits in quarantine for a person. With what is
 * said of it, that it seemed to be a copy is settled. Answers whether there is such a device.
 */
export async function revokeDevice(
  { pool, now }: DevicePorts,
  device: string,
  said: Said | null = null,
): Promise<boolean> {
  return await pool.transaction(async (tx) => {
    const { count } = await tx.query(`update device set state = 'revoked' where device = $1`, [device]);
    if (said !== null) await settleClone(tx, device, { ...said, at: now() });
    await tx.query('select pg_notify($1, $2)', [DEVICE_CHANNEL, device]);
    return count > 0;
  });
}

/**
 * Settles that a device seemed to be a copy: the next one to say hello with its key is it, whatever lease it shows. If there are two
 * disks, the other one is refused from then on. STALE: it does not seem to be one, or is revoked.
 */
export async function letDeviceBack(
  { pool, now }: DevicePorts,
  { device, ...said }: Said & { readonly device: string },
): Promise<Result<null, 'NOT_FOUND' | 'STALE'>> {
  return await pool.transaction(async (tx) => {
    const { rows } = await tx.query<{ state: string }>(
      'select state from device where device = $1 for update',
      [device],
    );
    const state = rows[0]?.state;
    if (state === undefined) return err('NOT_FOUND');
    if (state !== 'active') return err('STALE');
    if (!(await settleClone(tx, device, { ...said, at: now() })))
      return (await isSettledSo(tx, device, said)) ? ok(null) : err('STALE');
    await tx.query('update device set lease = null where device = $1', [device]);
    await tx.query('delete from link_session where device = $1', [device]);
    await tx.query('select pg_notify($1, $2)', [DEVICE_CHANNEL, device]);
    return ok(null);
  });
}

/** Answers whether it waited for that. */
async function settleClone(
  tx: Sql,
  device: string,
  { at, by, note }: Said & { readonly at: number },
): Promise<boolean> {
  const { count } = await tx.query(
    `update exception set settled_at = $2, settled_by = $3, note = $4
     where rule = 'CLONE' and subject = $1 and settled_at is null`,
    [device, at, by, note],
  );
  return count > 0;
}

/** The same answer told again is no second one: the lease that was handed out since stays good. */
const isSettledSo = async (tx: Sql, device: string, { by, note }: Said): Promise<boolean> =>
  (
    await tx.query(
      `select 1 from exception where rule = 'CLONE' and subject = $1 and settled_by = $2 and note = $3`,
      [device, by, note],
    )
  ).count > 0;
