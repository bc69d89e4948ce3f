import type { Migration } from '../migrate.ts';

/** Written out once and never changed. */
const STATEMENTS: readonly string[] = [
  'alter table "local_pin" rename to "old_pin"',
  'create table "local_pin" ("person" text not null, "salt" blob not null, "hash" blob not null, "pepper" text not null, "failures" integer not null, "locked_until" integer not null, primary key ("person")) strict, without rowid',
  `insert into "local_pin" select person, salt, hash, 'own', failures, locked_until from "old_pin"`,
  'drop table "old_pin"',
  'create table "local_link" ("id" text not null, "address" text not null, "state" text not null, "chain" text not null, "hq_key" text not null, "device" text not null, "joined_at" integer not null, "incarnation" text, "acked" text not null, "alone_store" text, "alone_register" text, "agreed_at" integer, "skew" integer, "refused" text, primary key ("id")) strict, without rowid',
  'create table "local_feed" ("feed" text not null, "incarnation" text, "position" integer not null, "ends" integer not null, "stopped" integer not null check ("stopped" in (0, 1)), "current_at" integer, primary key ("feed")) strict, without rowid',
  'create table "local_link_fault" ("entry" text not null, "feed" text not null, "position" integer not null, "origin" text not null, "type" text not null, "state" text not null, "reason" text not null, "at" integer not null, "prev" blob, "header" blob, "body" blob, primary key ("entry")) strict, without rowid',
  'create index "local_link_fault_by_state_reason" on "local_link_fault" ("state", "reason")',
];

export const migration: Migration = {
  number: 20,
  name: 'knows headquarters: how far each end holds what the other wrote',
  up: (db) => {
    for (const statement of STATEMENTS) db.exec(statement);
  },
};
