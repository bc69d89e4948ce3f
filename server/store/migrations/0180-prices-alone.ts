import type { Migration } from '../migrate.ts';

const STATEMENTS: readonly string[] = [
  'alter table "product" add column "whole_rev" bigint',
  'update "product" set "whole_rev" = "rev"',
  'alter table "product" alter column "whole_rev" set not null',
  'drop index "product_by_withdrawn_active_price_id"',
  'drop index "product_by_withdrawn_price_id"',
  'drop index "product_by_category_active_withdrawn_price_id"',
  'alter table "priced_by_hand" set (fillfactor=50)',
  'create index "product_by_rev" on "product" using brin ("rev") with (pages_per_range = 32)',
  'create table "price_order" ("id" text collate "C" not null, "price" bigint not null, "category" text collate "C", "active" smallint not null check ("active" in (0, 1)), "withdrawn" smallint not null check ("withdrawn" in (0, 1)), "rev" bigint not null, primary key ("id"))',
  'create index "price_order_by_withdrawn_price_id_active" on "price_order" ("withdrawn", "price", "id", "active")',
  'create index "price_order_by_category_withdrawn_price_id_active" on "price_order" ("category", "withdrawn", "price", "id", "active")',
  'create index "price_order_by_rev" on "price_order" ("rev")',
];

export const migration: Migration = {
  number: 180,
  name: 'gives what is said of a product alone, its price, a version of its own, and lists by price a table of their own',
  statements: STATEMENTS,
};
