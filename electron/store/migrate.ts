import type { Database } from 'better-sqlite3';
import { migration as core } from './migrations/0010-core.ts';
import { migration as link } from './migrations/0020-link.ts';
import { migration as base } from './migrations/0060-base.ts';
import { migration as agreement } from './migrations/0070-agreement.ts';
import { migration as ticketsElsewhere } from './migrations/0090-tickets-elsewhere.ts';
import { migration as toldTime } from './migrations/0100-told-time.ts';
import { migration as transfers } from './migrations/0101-transfers.ts';
import { migration as storeBase } from './migrations/0110-store-base.ts';
import { migration as transfersTakenBack } from './migrations/0120-transfers-taken-back.ts';
import { migration as transfersAway } from './migrations/0121-transfers-away.ts';
import { migration as regained } from './migrations/0130-regained.ts';
import { StoreError } from './store-error.ts';

/** One step of the store's schema. Numbers leave gaps and only go up; a released step never changes. */
export interface Migration {
  readonly number: number;
  /** A sentence: what the store can do after it. */
  readonly name: string;
  readonly up: (db: Database) => void;
}

export const MIGRATIONS: readonly Migration[] = [
  core,
  link,
  base,
  agreement,
  ticketsElsewhere,
  toldTime,
  transfers,
  storeBase,
  transfersTakenBack,
  transfersAway,
  regained,
];
export const SCHEMA_VERSION = MIGRATIONS.at(-1)?.number ?? 0;

/** Steps still to be taken. Throws `from-newer-version` and leaves the file untouched when it is ahead of this program. */
export function pending(db: Database): readonly Migration[] {
  const version = Number(db.pragma('user_version', { simple: true }));
  if (version > SCHEMA_VERSION) {
    throw new StoreError(
      'from-newer-version',
      `the store is of version ${version}, this program knows ${SCHEMA_VERSION}`,
    );
  }
  return MIGRATIONS.filter((m) => m.number > version);
}

/** Takes the steps, each in one transaction with its number: a kill leaves the old store or the new one, never a mix. */
export function migrate(db: Database, steps: readonly Migration[]): void {
  for (const step of steps) {
    db.transaction(() => {
      step.up(db);
      db.pragma(`user_version = ${step.number}`);
    }).immediate();
  }
}
