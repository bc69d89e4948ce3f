import type { Migration } from '../migrate.ts';

const STATEMENTS: readonly string[] = [
  'create table "agreement" ("store" text collate "C" not null, "device" text collate "C" not null, "feed" text collate "C" not null, "at" bigint not null, "position" bigint not null, "facts" bigint not null, "missing" bigint not null, "damaged" bigint not null, "extra" bigint not null, "lacking" bigint not null, "broken" bigint not null, "repaired" bigint not null, primary key ("store", "device", "feed"))',
];

export const migration: Migration = {
  number: 70,
  name: 'knows when each register last compared what it holds with headquarters, and what came of it',
  statements: STATEMENTS,
};
