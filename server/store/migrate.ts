import type { Client } from 'pg';
import { migration as first } from './migrations/0010-first.ts';
import { migration as leases } from './migrations/0020-leases.ts';
import { migration as accounts } from './migrations/0030-accounts.ts';
import { migration as detected } from './migrations/0040-detected.ts';
import { migration as factNotes } from './migrations/0050-fact-notes.ts';
import { migration as catalogFiles } from './migrations/0060-catalog-files.ts';
import { migration as agreements } from './migrations/0070-agreements.ts';
import { migration as archived } from './migrations/0080-archived.ts';
import { migration as ticketsElsewhere } from './migrations/0090-tickets-elsewhere.ts';
import { migration as pricesAndWords } from './migrations/0100-prices-and-words.ts';
import { migration as lateHellos } from './migrations/0120-late-hellos.ts';
import { migration as roomForSums } from './migrations/0130-room-for-sums.ts';
import { migration as handOvers } from './migrations/0140-hand-overs.ts';
import { migration as transfers } from './migrations/0141-transfers.ts';
import { migration as routes } from './migrations/0142-routes.ts';
import { migration as stoppedHandOvers } from './migrations/0143-stopped-hand-overs.ts';
import { migration as passkeys } from './migrations/0144-passkeys.ts';
import { migration as roomForProducts } from './migrations/0150-room-for-products.ts';
import { migration as transfersTakenBack } from './migrations/0170-transfers-taken-back.ts';
import { migration as transfersAway } from './migrations/0171-transfers-away.ts';
import { migration as pricesAlone } from './migrations/0180-prices-alone.ts';
import { migration as pricedAt } from './migrations/0190-priced-at.ts';
import { migration as parkedFacts } from './migrations/0200-parked-facts.ts';
import { migration as regained } from './migrations/0210-regained.ts';

/** One step of HQ's schema. Numbers leave gaps and only go up; a released step never changes. */
export interface Migration {
  readonly number: number;
  /** A sentence: what HQ can do after it. */
  readonly name: string;
  readonly statements: readonly string[];
}

export const MIGRATIONS: readonly Migration[] = [
  first,
  leases,
  accounts,
  detected,
  factNotes,
  catalogFiles,
  agreements,
  archived,
  ticketsElsewhere,
  pricesAndWords,
  lateHellos,
  roomForSums,
  handOvers,
  transfers,
  routes,
  stoppedHandOvers,
  passkeys,
  roomForProducts,
  transfersTakenBack,
  transfersAway,
  pricesAlone,
  pricedAt,
  parkedFacts,
  regained,
];
const SCHEMA_VERSION = MIGRATIONS.at(-1)?.number ?? 0;

/**
 * Brings the schema to what this program knows, each step in one transaction with its number; several processes that start together
 * take turns. Answers the steps taken. Throws where the database is ahead of this program, and leaves it as it is.
 */
export async function migrate(client: Client, steps = MIGRATIONS): Promise<readonly Migration[]> {
  await client.query('select pg_advisory_lock($1)', [LOCK]);
  try {
    await client.query(
      'create table if not exists schema_step (number bigint primary key, name text not null, taken_at timestamptz not null default now())',
    );
    const { rows } = await client.query<{ number: string }>('select number from schema_step');
    const taken = rows.map(({ number }) => Number(number));
    const version = Math.max(0, ...taken);
    if (version > SCHEMA_VERSION)
      throw new Error(`the database is of version ${version}, this program knows ${SCHEMA_VERSION}`);
    const pending = steps.filter(({ number }) => number > version);
    for (const step of pending) await take(client, step);
    return pending;
  } finally {
    await client.query('select pg_advisory_unlock($1)', [LOCK]);
  }
}

/** Names the lock among all that use this database: "mallard" in ASCII, less its last two letters. */
const LOCK = 0x6d_61_6c_6c_61;

async function take(client: Client, { number, name, statements }: Migration): Promise<void> {
  await client.query('begin');
  try {
    for (const statement of statements) await client.query(statement);
    await client.query('insert into schema_step (number, name) values ($1, $2)', [number, name]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}
