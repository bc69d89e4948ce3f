import type { Migration } from '../migrate.ts';

const STATEMENTS: readonly string[] = [
  'create table "hq_passkey" ("id" text collate "C" not null, "user" text collate "C" not null, "site" text collate "C" not null, "name" text collate "C" not null, "public_key" bytea not null, "counter" bigint not null, "transports" text not null, "made_at" bigint not null, "used_at" bigint, primary key ("id"))',
  'create index "hq_passkey_by_user" on "hq_passkey" ("user")',
  'alter table "hq_session" add column "challenge" text collate "C"',
  'alter table "hq_session" add column "asked_at" bigint',
];

export const migration: Migration = {
  number: 144,
  name: 'knows passkeys, and what it asked a browser to sign',
  statements: STATEMENTS,
};
