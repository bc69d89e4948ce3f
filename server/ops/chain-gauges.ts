import type { Client } from 'pg';
import { Gauge, type Registry } from 'prom-client';
import { SILENT_AFTER } from '../api/chain/devices.ts';

/** What the overview tells a manager, for machines that watch: every process of headquarters says the same. */
const LOOK = `select
  (select count(*) from journal where state <> 'posted' and state <> 'set-aside') as kept,
  (select coalesce(json_object_agg(rule, count), '{}')::text from (
    select rule, count(*) as count from exception where settled_at is null group by rule) as open) as exceptions,
  count(*) filter (where state = 'active' and last_seen > $1::bigint - $2::bigint) as online,
  count(*) filter (where state = 'active' and last_seen <= $1::bigint - $2::bigint) as silent,
  count(*) filter (where state = 'revoked') as revoked,
  coalesce($1::bigint - min(waiting_since) filter (where state = 'active' and waiting_facts > 0 and last_seen > $1::bigint - $2::bigint), 0) as waiting,
  coalesce($1::bigint - min(last_seen) filter (where state = 'active'), 0) as unseen,
  $1::bigint - (select max(at) from archived) as backup
  from device`;

interface Looked {
  readonly kept: number;
  readonly exceptions: string;
  readonly online: number;
  readonly silent: number;
  readonly revoked: number;
  /** Milliseconds. */
  readonly waiting: number;
  readonly unseen: number;
  readonly backup: number | null;
}

async function lookOnce(connect: () => Promise<Client>, now: number): Promise<Looked | null> {
  const client = await connect();
  try {
    return (await client.query<Looked>(LOOK, [now, SILENT_AFTER])).rows[0] ?? null;
  } finally {
    await client.end();
  }
}

/** All gauges of one answer are of one look. */
const FRESH_MS = 1_000;

/**
 * Adds what waits for a person to what is counted. While PostgreSQL is away none of it is told. `connect`: of the pool's connections all may
 * be waiting.
 */
export function chainGauges(
  registry: Registry,
  { connect, now }: { readonly connect: () => Promise<Client>; readonly now: () => number },
): void {
  let last: { readonly at: number; readonly looked: Promise<Looked | null> } | null = null;
  const look = (): Promise<Looked | null> => {
    const at = performance.now();
    if (last === null || at - last.at > FRESH_MS) {
      last = { at, looked: lookOnce(connect, now()).catch(() => null) };
    }
    return last.looked;
  };
  const gauge = <Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[],
    tell: (told: Gauge<Label>, looked: Looked) => void,
  ): void => {
    const made: Gauge<Label> = new Gauge({
      name,
      help,
      labelNames: [...labelNames],
      registers: [registry],
      collect: async (): Promise<void> => {
        const looked = await look();
        made.reset();
        if (looked !== null) tell(made, looked);
        // One without labels says 0 otherwise.
        else if (labelNames.length === 0) made.remove();
      },
    });
  };
  gauge(
    'mallard_exceptions_open',
    'Facts that disagree and wait for a person, by rule.',
    ['rule'],
    (told, at) => {
      for (const [rule, count] of Object.entries(JSON.parse(at.exceptions) as Record<string, number>))
        told.set({ rule }, count);
    },
  );
  gauge('mallard_facts_not_counted', 'Facts that arrived and count nowhere yet.', [], (told, { kept }) =>
    told.set(kept),
  );
  gauge('mallard_registers', 'Registers by state.', ['state'], (told, { online, silent, revoked }) => {
    told.set({ state: 'online' }, online);
    told.set({ state: 'silent' }, silent);
    told.set({ state: 'revoked' }, revoked);
  });
  gauge(
    'mallard_oldest_waiting_seconds',
    'How long the oldest fact has waited at a register that is online.',
    [],
    (told, { waiting }) => told.set(waiting / 1000),
  );
  gauge(
    'mallard_longest_unseen_seconds',
    'How long ago the register was seen that has been away longest.',
    [],
    (told, { unseen }) => told.set(unseen / 1000),
  );
  gauge(
    'mallard_backup_age_seconds',
    'How old the newest verified backup is that holds any fact; absent before the first.',
    [],
    (told, { backup }) => {
      if (backup === null) told.remove();
      else told.set(backup / 1000);
    },
  );
}
