import type { Migration } from '../migrate.ts';

/** Written out once and never changed. */
const STATEMENTS: readonly string[] = [
  'create table "transfer" ("store" text not null, "transfer" text not null, "entry" text not null, "from_store" text not null, "to_store" text not null, "at" integer not null, "by" text not null, "note" text not null, primary key ("store", "transfer")) strict, without rowid',
  'create index "transfer_by_store_at_transfer" on "transfer" ("store", "at", "transfer")',
  'create table "transfer_line" ("store" text not null, "transfer" text not null, "line" integer not null, "item" text not null, "name" text not null, "unit" text not null, "qty" integer not null, "value" integer not null, "cost_unknown" integer not null check ("cost_unknown" in (0, 1)), primary key ("store", "transfer", "line")) strict, without rowid',
  'create table "transfer_receipt" ("store" text not null, "transfer" text not null, "receipt" text not null, "entry" text not null, "at" integer not null, "by" text not null, "note" text not null, "complete" integer not null check ("complete" in (0, 1)), primary key ("store", "transfer", "receipt")) strict, without rowid',
  'create table "transfer_receipt_line" ("store" text not null, "transfer" text not null, "receipt" text not null, "line" integer not null, "item" text not null, "qty" integer not null, "expected" integer not null, "taken" integer not null, "value" integer not null, primary key ("store", "transfer", "receipt", "line")) strict, without rowid',
];

export const migration: Migration = {
  number: 101,
  name: 'sends goods to other stores of the chain, and counts in what comes from them',
  up: (db) => {
    for (const statement of STATEMENTS) db.exec(statement);
  },
};
