import type { Migration } from '../migrate.ts';

const STATEMENTS: readonly string[] = [
  'alter table "product" add column "priced_at" bigint, add column "alone_rev" bigint not null default 0',
  'alter table "product" alter column "alone_rev" drop default',
  'update "product" p set "priced_at" = h."at", "alone_rev" = h."rev" from "priced_by_hand" h where h."product" = p."id"',
  'drop table "priced_by_hand"',
];

export const migration: Migration = {
  number: 190,
  name: 'keeps when a price was changed by hand with its product',
  statements: STATEMENTS,
};
