import type { PersonId, StoreId } from '#shared/domain/ids.ts';
import type { RecallReply, RecallRequest } from '#shared/link/recall.ts';
import { assignTicket } from '#shared/services/tickets/assign-ticket.ts';
import type { HqHosts } from '../store/hq-host.ts';
import type { HqPool } from '../store/pool.ts';
import { Refusal } from './refusal.ts';
import type { Session } from './sessions.ts';

const REGISTER = 'select register from device where device = $1 and store = $2';

/**
 * Says whether a register gets a parked ticket of its store. What is said is a fact of headquarters' journal of that store, committed
 * before it is answered, so all its registers hear of it. MALFORMED: the id was used for another question.
 */
export async function assignTo(
  { pool, hosts }: { readonly pool: HqPool; readonly hosts: Pick<HqHosts, 'of'> },
  { device, store }: Pick<Session, 'device' | 'store'>,
  { id, park, person }: RecallRequest,
): Promise<RecallReply> {
  const { rows } = await pool.query<{ register: string }>(REGISTER, [device, store]);
  const [known] = rows;
  if (!known) throw new Refusal({ code: 'UNKNOWN_DEVICE' });
  const asked = { park, device, register: known.register };
  const host = await hosts.of(store as StoreId);
  const command = { id, actor: person as PersonId, name: 'tickets.assign', input: asked };
  const assigned = await assignTicket(host)(command, asked);
  if (assigned.ok) return { kind: 'yours', id };
  if (assigned.error.code !== 'PARK_TAKEN') throw new Refusal({ code: 'MALFORMED' });
  return { kind: 'taken', id, register: String(assigned.error.data?.['register'] ?? '') };
}
