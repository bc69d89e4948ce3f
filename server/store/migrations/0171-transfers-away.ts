import type { Migration } from '../migrate.ts';

const STATEMENTS: readonly string[] = [
  'create table "transfer_away" ("store" text collate "C" not null, "transfer" text collate "C" not null, "line" bigint not null, "away" bigint not null, primary key ("store", "transfer", "line"))',
  'create index "transfer_away_by_store_transfer" on "transfer_away" ("store", "transfer") where away <> 0',
  'create index "transfer_by_at_transfer" on "transfer" ("at", "transfer") where store = from_store',
  'insert into "transfer_away" ("store", "transfer", "line", "away") select l."store", l."transfer", l."line", l."qty" - coalesce((select sum(r."taken") from "transfer_receipt_line" r where r."store" = l."store" and r."transfer" = l."transfer" and r."line" = l."line"), 0) - coalesce((select sum(b."back") from "transfer_settlement_line" b where b."store" = l."store" and b."transfer" = l."transfer" and b."of" = l."line"), 0) from "transfer_line" l',
];

export const migration: Migration = {
  number: 171,
  name: 'counts what of a transfer is still away, and finds those of the chain by their time',
  statements: STATEMENTS,
};
