import type { Migration } from '../migrate.ts';

const STATEMENTS: readonly string[] = [
  'alter table "product" add column "whole_rev" bigint',
  'update "product" set "whole_rev" = "rev"',
  'alter table "product" alter column "whole_rev" set not null',
  'drop index "product_by_withdrawn_active_price_id"',
  'drop index "product_by_withdrawn_price_id"',
  'drop index "product_by_category_active_withdrawn_price_id"',
  'create index "product_by_withdrawn_price_id_active" on "product" ("withdrawn", "price", "id", "active")',
  'create index "product_by_category_withdrawn_price_id_active" on "product" ("category", "withdrawn", "price", "id", "active")',
];

export const migration: Migration = {
  number: 180,
  name: 'gives what is said of a product alone, its price, a version of its own, and lists by price two indexes instead of three',
  statements: STATEMENTS,
};
