import type { Migration } from '../migrate.ts';

const STATEMENTS: readonly string[] = [
  'create table "route" ("store" text collate "C" not null, "entry" text collate "C" not null, "target" text collate "C" not null, primary key ("store", "entry", "target"))',
  'create table "delivery" ("store" text collate "C" not null, "entry" text collate "C" not null, "at" bigint not null, primary key ("store", "entry"))',
];

export const migration: Migration = {
  number: 142,
  name: 'brings facts to other stores they concern, each once',
  statements: STATEMENTS,
};
