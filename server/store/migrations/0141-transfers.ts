import type { Migration } from '../migrate.ts';

const STATEMENTS: readonly string[] = [
  'create table "transfer" ("store" text collate "C" not null, "transfer" text collate "C" not null, "entry" text collate "C" not null, "from_store" text collate "C" not null, "to_store" text collate "C" not null, "at" bigint not null, "by" text collate "C" not null, "note" text collate "C" not null, primary key ("store", "transfer"))',
  'create index "transfer_by_store_at_transfer" on "transfer" ("store", "at", "transfer")',
  'create table "transfer_line" ("store" text collate "C" not null, "transfer" text collate "C" not null, "line" bigint not null, "item" text collate "C" not null, "name" text collate "C" not null, "unit" text collate "C" not null, "qty" bigint not null, "value" bigint not null, "cost_unknown" smallint not null check ("cost_unknown" in (0, 1)), primary key ("store", "transfer", "line"))',
  'create table "transfer_receipt" ("store" text collate "C" not null, "transfer" text collate "C" not null, "receipt" text collate "C" not null, "entry" text collate "C" not null, "at" bigint not null, "by" text collate "C" not null, "note" text collate "C" not null, "complete" smallint not null check ("complete" in (0, 1)), primary key ("store", "transfer", "receipt"))',
  'create table "transfer_receipt_line" ("store" text collate "C" not null, "transfer" text collate "C" not null, "receipt" text collate "C" not null, "line" bigint not null, "item" text collate "C" not null, "qty" bigint not null, "expected" bigint not null, "taken" bigint not null, "value" bigint not null, primary key ("store", "transfer", "receipt", "line"))',
];

export const migration: Migration = {
  number: 141,
  name: 'knows what stores send each other, and what of it has come',
  statements: STATEMENTS,
};
