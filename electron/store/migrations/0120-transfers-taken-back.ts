import type { Migration } from '../migrate.ts';

/** Written out once and never changed. */
const STATEMENTS: readonly string[] = [
  'create table "transfer_settlement" ("store" text not null, "transfer" text not null, "settlement" text not null, "entry" text not null, "at" integer not null, "by" text not null, "note" text not null, "kind" text not null, "at_hq" integer not null check ("at_hq" in (0, 1)), primary key ("store", "transfer", "settlement")) strict, without rowid',
  'create table "transfer_settlement_line" ("store" text not null, "transfer" text not null, "settlement" text not null, "line" integer not null, "of" integer not null, "item" text not null, "place" text not null, "back" integer not null, "value" integer not null, primary key ("store", "transfer", "settlement", "line")) strict, without rowid',
];

export const migration: Migration = {
  number: 120,
  name: 'knows what was taken back of a transfer, or written off',
  up: (db) => {
    for (const statement of STATEMENTS) db.exec(statement);
  },
};
