import type { Migration } from '../migrate.ts';

const STATEMENTS: readonly string[] = [
  'alter table "agreement" add column "regained" bigint not null default 0',
  'alter table "agreement" alter column "regained" drop default',
];

export const migration: Migration = {
  number: 210,
  name: 'knows what each register gave back after a restore',
  statements: STATEMENTS,
};
