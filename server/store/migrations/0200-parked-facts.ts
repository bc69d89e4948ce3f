import type { Migration } from '../migrate.ts';

const STATEMENTS: readonly string[] = [
  'create table "parked_fact" ("store" text collate "C" not null, "position" bigint not null, "document" text collate "C" not null, primary key ("store", "position"))',
  'create index "parked_fact_by_store_document" on "parked_fact" ("store", "document")',
  `insert into "parked_fact" select "store", "position", "reason" from "journal" where "state" = 'parked' and "state" <> 'posted'`,
];

export const migration: Migration = {
  number: 200,
  name: 'finds facts that wait for a document without a look into the journal',
  statements: STATEMENTS,
};
