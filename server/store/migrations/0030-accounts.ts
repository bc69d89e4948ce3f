import type { Migration } from '../migrate.ts';

const STATEMENTS: readonly string[] = [
  'create table "hq_user" ("id" text collate "C" not null, "account" text collate "C" not null, "account_key" text collate "C" not null, "role" text collate "C" not null, "active" smallint not null check ("active" in (0, 1)), "password" text collate "C" not null, "must_choose" smallint not null check ("must_choose" in (0, 1)), "factor" text collate "C", "new_factor" text collate "C", "factor_step" bigint not null, "preferences" text not null, "made_at" bigint not null, primary key ("id"))',
  'create unique index "hq_user_by_account_key" on "hq_user" ("account_key")',
  'create table "hq_recovery_code" ("user" text collate "C" not null, "hash" text collate "C" not null, primary key ("user", "hash"))',
  'create table "hq_session" ("hash" text collate "C" not null, "user" text collate "C" not null, "proven" smallint not null check ("proven" in (0, 1)), "made_at" bigint not null, "seen_at" bigint not null, "address" text collate "C" not null, primary key ("hash"))',
  'create index "hq_session_by_user" on "hq_session" ("user")',
  'create table "hq_try" ("what" text collate "C" not null, "failures" bigint not null, "tried_at" bigint not null, "locked_until" bigint not null, primary key ("what"))',
];

export const migration: Migration = {
  number: 30,
  name: 'knows who may sign in: accounts, their recovery codes, their browsers, and tries that went wrong',
  statements: STATEMENTS,
};
