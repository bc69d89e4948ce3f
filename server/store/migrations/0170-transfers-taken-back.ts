import type { Migration } from '../migrate.ts';

const STATEMENTS: readonly string[] = [
  'create table "transfer_settlement" ("store" text collate "C" not null, "transfer" text collate "C" not null, "settlement" text collate "C" not null, "entry" text collate "C" not null, "at" bigint not null, "by" text collate "C" not null, "note" text collate "C" not null, "kind" text collate "C" not null, "at_hq" smallint not null check ("at_hq" in (0, 1)), primary key ("store", "transfer", "settlement"))',
  'create table "transfer_settlement_line" ("store" text collate "C" not null, "transfer" text collate "C" not null, "settlement" text collate "C" not null, "line" bigint not null, "of" bigint not null, "item" text collate "C" not null, "place" text collate "C" not null, "back" bigint not null, "value" bigint not null, primary key ("store", "transfer", "settlement", "line"))',
];

export const migration: Migration = {
  number: 170,
  name: 'knows what stores took back of what they sent each other, or wrote off',
  statements: STATEMENTS,
};
