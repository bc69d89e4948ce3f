import type { Migration } from '../migrate.ts';

const STATEMENTS: readonly string[] = [
  `alter table "recalled_ticket" add column "device" text collate "C" not null default ''`,
  'update recalled_ticket r set device = j.origin from journal j where j.store = r.store and j.id = r.entry',
  'alter table "recalled_ticket" alter column "device" drop default',
  'create table "assigned_ticket" ("store" text collate "C" not null, "park" text collate "C" not null, "entry" text collate "C" not null, "device" text collate "C" not null, "register" text collate "C" not null, "at" bigint not null, "by" text collate "C" not null, primary key ("store", "park", "entry"))',
  'create table "copied_ticket" ("store" text collate "C" not null, "park" text collate "C" not null, "ticket" text collate "C" not null, "root" text collate "C" not null, "register" text collate "C" not null, "at" bigint not null, "by" text collate "C" not null, primary key ("store", "park", "ticket"))',
  'create table "sold_ticket" ("store" text collate "C" not null, "root" text collate "C" not null, "sale" text collate "C" not null, primary key ("store", "root", "sale"))',
];

export const migration: Migration = {
  number: 90,
  name: 'says which register takes up a parked ticket',
  statements: STATEMENTS,
};
