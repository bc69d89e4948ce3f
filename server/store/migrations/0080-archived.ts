import type { Migration } from '../migrate.ts';

const STATEMENTS: readonly string[] = [
  'create table "archived" ("store" text collate "C" not null, "origin" text collate "C" not null, "epoch" text collate "C" not null, "seq" bigint not null, "at" bigint not null, primary key ("store", "origin", "epoch"))',
];

export const migration: Migration = {
  number: 80,
  name: 'knows up to where the facts of each history are in a verified backup',
  statements: STATEMENTS,
};
