import type { Migration } from '../migrate.ts';

const STATEMENTS: readonly string[] = [
  'create table "detected" ("store" text collate "C" not null, "position" bigint not null, primary key ("store"))',
  'create table "detected_later" ("store" text collate "C" not null, "position" bigint not null, primary key ("store", "position"))',
];

export const migration: Migration = {
  number: 40,
  name: 'looks for facts that disagree, and knows how far it has looked',
  statements: STATEMENTS,
};
