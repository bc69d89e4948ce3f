import type { Migration } from '../migrate.ts';

const STATEMENTS: readonly string[] = [
  // Whoever had a session says hello again.
  'delete from "link_session"',
  'alter table "link_session" add column "lease" text collate "C" not null',
  'create table "link_challenge" ("hash" text collate "C" not null, "expires_at" bigint not null, primary key ("hash"))',
];

export const migration: Migration = {
  number: 20,
  name: 'tells a copy of a register from the register, and takes each answer to a challenge once',
  statements: STATEMENTS,
};
