import type { Migration } from '../migrate.ts';

const STATEMENTS: readonly string[] = [
  'create table "fact_note" ("store" text collate "C" not null, "position" bigint not null, "id" text collate "C" not null, "did" text collate "C" not null, "note" text collate "C" not null, "by" text collate "C" not null, "at" bigint not null, primary key ("store", "position", "id"))',
];

export const migration: Migration = {
  number: 50,
  name: 'keeps what people did about facts that are not counted',
  statements: STATEMENTS,
};
