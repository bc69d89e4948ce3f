import type { Migration } from '../migrate.ts';

const STATEMENTS: readonly string[] = [
  'alter table "link_session" add column "challenged_at" bigint not null default 0',
  'alter table "link_session" alter column "challenged_at" drop default',
];

export const migration: Migration = {
  number: 120,
  name: 'tells a hello that was overtaken on its way from a copy of the register',
  statements: STATEMENTS,
};
