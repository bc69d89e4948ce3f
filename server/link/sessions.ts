import { err, ok, type Result } from '#shared/domain/result.ts';
import { type LinkFault, linkFault } from '#shared/link/fault.ts';
import type { KnownDevice } from '#shared/link/hq/hq-store.ts';
import type { HqPool } from '../store/pool.ts';
import { type DeviceRow, deviceColumns, knownDevice } from '../store/postgres-hq.ts';
import { hashOf } from './secrets.ts';

/** A device that has said hello, as it stood when its session was looked up. */
export type Session = KnownDevice;

export const SESSION_MS = 12 * 3_600_000;

/** Whose session this token opens. NO_SESSION: none, it is over, or the device has said hello again since. */
export async function sessionOf(
  { pool, now }: { readonly pool: HqPool; readonly now: () => number },
  token: string,
): Promise<Result<Session, LinkFault>> {
  const hash = hashOf(token);
  const { rows } = await pool.query<DeviceRow & { readonly arrived: boolean }>(
    `select ${deviceColumns('d')}, d.lease is not distinct from s.lease as arrived
     from link_session s join device d on d.device = s.device where s.hash = $1 and s.expires_at > $2`,
    [hash, now()],
  );
  const row = rows[0];
  if (!row) return err(linkFault('NO_SESSION'));
  const { arrived, ...device } = row;
  // Whoever shows the session has got the lease that came with it: from now on the lease before it is spent.
  if (!arrived) {
    await pool.query(
      'update device set lease = s.lease from link_session s where s.hash = $1 and device.device = s.device',
      [hash],
    );
  }
  return ok(knownDevice(device));
}
