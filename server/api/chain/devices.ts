import type { CodeRow, DeviceRow } from '#shared/contract/hq/stores.ts';
import { type DomainError, refuse } from '#shared/domain/error.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import type { TypedPool } from '../../typed-sql.ts';

/** A device asks at least every minute whether there is anything new; one that missed three of them is silent, ms. */
export const SILENT_AFTER = 3 * 60_000;

/** Every device there ever was, by store and register; those that were revoked last. */
export async function listDevices(sql: TypedPool, now: number): Promise<DeviceRow[]> {
  const rows = await sql.rows((db) =>
    db
      .selectFrom('device as d')
      .leftJoin('hq_store as s', 's.store', 'd.store')
      .leftJoin('journal_branch as b', (join) =>
        join
          .onRef('b.store', '=', 'd.store')
          .onRef('b.origin', '=', 'd.device')
          .onRef('b.epoch', '=', 'd.epoch')
          .on('b.branch', '=', 0),
      )
      .select(['d.device', 'd.store', 'd.register', 'd.name', 'd.state', 'd.version', 'd.epoch', 'd.seq'])
      .select(['d.last_seen', 'd.skew', 'd.waiting_facts', 'd.waiting_since', 'd.enrolled_at'])
      .select(['s.name as store_name', 'b.seq as held'])
      .orderBy('d.state')
      .orderBy('d.store')
      .orderBy('d.register')
      .orderBy('d.device'),
  );
  const kept = await sql.rows((db) =>
    db
      .selectFrom('journal')
      .select((e) => ['device', e.fn.countAll<number>().as('count')])
      .where('state', '<>', 'posted')
      .where('state', '<>', 'set-aside')
      .groupBy('device'),
  );
  const clones = await sql.rows((db) =>
    db.selectFrom('exception').select('subject').where('rule', '=', 'CLONE').where('settled_at', 'is', null),
  );
  const compared = await sql.rows((db) =>
    db
      .selectFrom('agreement')
      .select((e) => ['device', e.fn.min('at').as('at')])
      .groupBy('device'),
  );
  const handing = await sql.rows((db) =>
    db
      .selectFrom('local_hand_over')
      .select(['device', 'done', 'total', 'stopped'])
      .where('state', '<>', 'done'),
  );
  const handOverOf = (device: string): DeviceRow['handOver'] => {
    const row = handing.find((each) => each.device === device);
    return row ? { done: row.done, total: row.total, stopped: JSON.parse(row.stopped) } : null;
  };
  const copied = new Set(clones.map(({ subject }) => subject));
  return rows.map((row) => ({
    device: row.device,
    store: row.store,
    storeName: row.store_name ?? row.store,
    register: row.register,
    name: row.name,
    state: stateOf(row, now),
    copied: copied.has(row.device),
    version: row.version,
    epoch: row.epoch ?? '',
    seq: row.seq,
    lastSeen: row.last_seen,
    skew: row.skew,
    waiting: row.waiting_facts,
    waitingSince: row.waiting_since,
    notPosted: kept.find(({ device }) => device === row.device)?.count ?? 0,
    comparedAt: compared.find(({ device }) => device === row.device)?.at ?? null,
    enrolledAt: row.enrolled_at,
    handOver: handOverOf(row.device),
    missing: missingOf(row),
    former: formerOf(row, rows),
  }));
}

interface Claimed {
  readonly device: string;
  readonly name: string;
  readonly store: string;
  readonly register: string;
  readonly state: 'active' | 'revoked';
  readonly seq: number;
  readonly held: number | null;
  readonly waiting_facts: number;
  readonly last_seen: number | null;
  readonly enrolled_at: number;
}

/**
 * What a device said it had, less what came. Where nothing of its newest epoch came, what it said was waiting counts too: facts of an
 * epoch before may be among it. What it made after it was last heard of nobody here can know.
 */
function missingOf({ seq, held, waiting_facts }: Claimed): number {
  return Math.max(0, seq - (held ?? 0), held === null ? waiting_facts : 0);
}

/** Who was this register last before it. */
function formerOf(now: Claimed, all: readonly Claimed[]): DeviceRow['former'] {
  const [former] = all
    .filter(({ store, register }) => store === now.store && register === now.register)
    .filter(({ device, state }) => device !== now.device && state === 'revoked')
    .filter(({ enrolled_at }) => enrolled_at <= now.enrolled_at)
    .sort((a, b) => b.enrolled_at - a.enrolled_at);
  if (former === undefined) return null;
  const { device, name, last_seen: lastSeen } = former;
  return { device, name, missing: missingOf(former), lastSeen };
}

function stateOf(
  { state, last_seen }: { readonly state: 'active' | 'revoked'; readonly last_seen: number | null },
  now: number,
): DeviceRow['state'] {
  if (state === 'revoked') return 'revoked';
  if (last_seen === null) return 'new';
  return now - last_seen < SILENT_AFTER ? 'online' : 'silent';
}

/** Refuses NOT_FOUND. */
export async function renameDevice(
  sql: TypedPool,
  { device, name }: { readonly device: string; readonly name: string },
): Promise<Result<null, DomainError>> {
  const done = await sql.change((db) => db.updateTable('device').set({ name }).where('device', '=', device));
  return done === 1 ? ok(null) : err(refuse('NOT_FOUND'));
}

/** What the taking over of its catalog stopped at is due now. */
export const handOverAgain = async (sql: TypedPool, device: string): Promise<void> => {
  await sql.change((db) =>
    db
      .updateTable('local_hand_over')
      .set({ look_at: 0, failures: 0 })
      .where('device', '=', device)
      .where('state', '=', 'stopped'),
  );
};

/** Codes that still hold, the newest first. */
export async function listCodes(sql: TypedPool, now: number): Promise<CodeRow[]> {
  const rows = await sql.rows((db) =>
    db
      .selectFrom('enrolment_code as c')
      .leftJoin('hq_user as u', 'u.id', 'c.made_by')
      .select(['c.hash', 'c.store', 'c.register', 'c.made_at', 'c.expires_at', 'u.account'])
      .where('c.used_at', 'is', null)
      .where('c.expires_at', '>', now)
      .orderBy('c.made_at', 'desc')
      .orderBy('c.hash'),
  );
  return rows.map(({ hash, store, register, made_at, expires_at, account }) => ({
    id: hash,
    store,
    register,
    madeBy: account ?? '',
    madeAt: made_at,
    expiresAt: expires_at,
  }));
}

/** A code nobody has used is none any more. Told again, nothing is there to take away. */
export const cancelCode = async (sql: TypedPool, id: string): Promise<void> => {
  await sql.change((db) =>
    db.deleteFrom('enrolment_code').where('hash', '=', id).where('used_at', 'is', null),
  );
};
