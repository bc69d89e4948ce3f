import type { Migration } from '../migrate.ts';

/** Written out once and never changed. */
const STATEMENTS: readonly string[] = [
  'alter table "recalled_ticket" rename to "old_recalled"',
  'create table "recalled_ticket" ("store" text not null, "park" text not null, "entry" text not null, "at" integer not null, "by" text not null, "device" text not null, primary key ("store", "park", "entry")) strict, without rowid',
  `insert into "recalled_ticket" select r.store, r.park, r.entry, r.at, r."by", coalesce((select j.origin from journal j where j.id = r.entry), '') from "old_recalled" r`,
  'drop table "old_recalled"',
  'create table "assigned_ticket" ("store" text not null, "park" text not null, "entry" text not null, "device" text not null, "register" text not null, "at" integer not null, "by" text not null, primary key ("store", "park", "entry")) strict, without rowid',
  'create table "copied_ticket" ("store" text not null, "park" text not null, "ticket" text not null, "root" text not null, "register" text not null, "at" integer not null, "by" text not null, primary key ("store", "park", "ticket")) strict, without rowid',
  'create table "sold_ticket" ("store" text not null, "root" text not null, "sale" text not null, primary key ("store", "root", "sale")) strict, without rowid',
  'create table "local_lost_ticket" ("ticket" text not null, "label" integer not null, "register" text not null, "at" integer not null, "kept" integer not null check ("kept" in (0, 1)), primary key ("ticket")) strict, without rowid',
];

export const migration: Migration = {
  number: 90,
  name: 'knows which register takes up a parked ticket, and what it lost to another',
  up: (db) => {
    for (const statement of STATEMENTS) db.exec(statement);
  },
};
