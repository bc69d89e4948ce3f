import type { Migration } from '../migrate.ts';

const STATEMENTS: readonly string[] = [
  'create table "local_hand_over" ("store" text collate "C" not null, "device" text collate "C" not null, "key" bytea, "epoch" text collate "C", "seq" bigint not null, "state" text collate "C" not null, "position" bigint not null, "done" bigint not null, "total" bigint not null, "feed" bigint not null, primary key ("store", "device"))',
  'create table "local_handed" ("store" text collate "C" not null, "device" text collate "C" not null, "kind" text collate "C" not null, "theirs" text collate "C" not null, "ours" text collate "C" not null, "whose" text collate "C" not null, "digest" text collate "C" not null, "rule" text collate "C", "detail" text not null, primary key ("store", "device", "kind", "theirs"))',
];

export const migration: Migration = {
  number: 140,
  name: 'takes the catalog and the people of a store that was alone',
  statements: STATEMENTS,
};
