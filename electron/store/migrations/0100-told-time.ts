import type { Migration } from '../migrate.ts';

/** Written out once and never changed. */
const STATEMENTS: readonly string[] = [
  'alter table "local_link" rename to "old_link"',
  'create table "local_link" ("id" text not null, "address" text not null, "state" text not null, "chain" text not null, "hq_key" text not null, "device" text not null, "joined_at" integer not null, "incarnation" text, "acked" text not null, "alone_store" text, "alone_register" text, "agreed_at" integer, "skew" integer, "hq_time" integer, "refused" text, primary key ("id")) strict, without rowid',
  'insert into "local_link" select id, address, state, chain, hq_key, device, joined_at, incarnation, acked, alone_store, alone_register, agreed_at, skew, agreed_at - skew, refused from "old_link"',
  'drop table "old_link"',
];

export const migration: Migration = {
  number: 100,
  name: 'remembers the latest time headquarters told, which prices never go back behind',
  up: (db) => {
    for (const statement of STATEMENTS) db.exec(statement);
  },
};
