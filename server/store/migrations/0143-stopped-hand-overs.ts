import type { Migration } from '../migrate.ts';

const STATEMENTS: readonly string[] = [
  'alter table "local_hand_over" add column "stopped" text not null default \'null\'',
  'alter table "local_hand_over" alter column "stopped" drop default',
  'alter table "local_hand_over" add column "failures" bigint not null default 0',
  'alter table "local_hand_over" alter column "failures" drop default',
  'alter table "local_hand_over" add column "look_at" bigint not null default 0',
  'alter table "local_hand_over" alter column "look_at" drop default',
];

export const migration: Migration = {
  number: 143,
  name: 'knows why a hand-over stopped, and when it looks again',
  statements: STATEMENTS,
};
