import type { Migration } from '../migrate.ts';

const STATEMENTS: readonly string[] = [
  'create table "price_schedule" ("id" text collate "C" not null, "name" text collate "C" not null, "from_minute" text collate "C" not null, "until_minute" text collate "C", "cancelled" smallint not null check ("cancelled" in (0, 1)), "products" bigint not null, "by" text collate "C" not null, "at" bigint not null, "rev" bigint not null, primary key ("id"))',
  'create index "price_schedule_by_from_minute_id" on "price_schedule" ("from_minute", "id")',
  'create table "priced_by_hand" ("product" text collate "C" not null, "at" bigint not null, "rev" bigint not null, primary key ("product"))',
  'create table "scheduled_price" ("product" text collate "C" not null, "schedule" text collate "C" not null, "price" bigint not null, "rev" bigint not null, primary key ("product", "schedule"))',
  'create index "scheduled_price_by_schedule_product" on "scheduled_price" ("schedule", "product")',
  'create table "product_words" ("product" text collate "C" not null, "name" text collate "C" not null, "words" text collate "C" not null, "category" text collate "C", "shown" smallint not null check ("shown" in (0, 1)), "rev" bigint not null, primary key ("product"))',
  'create index "product_words_by_shown_name_product" on "product_words" ("shown", "name", "product")',
  `create index "product_words_in_full" on "product_words" using gin (array_to_tsvector(string_to_array("words", ' ')))`,
];

export const migration: Migration = {
  number: 100,
  name: 'keeps prices that begin at a minute to come, and finds products by their words, pinyin and initials',
  statements: STATEMENTS,
};
