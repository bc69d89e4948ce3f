import type { Migration } from '../migrate.ts';

/** Written out once and never changed. */
export const migration: Migration = {
  number: 60,
  name: 'keeps the chain’s catalog as a file that a new register begins with',
  statements: [
    'create table "catalog_file" ("store" text collate "C" not null, "file" text collate "C" not null, "shape" bigint not null, "incarnation" text collate "C" not null, "position" bigint not null, "manifest" text collate "C" not null, "signature" text collate "C" not null, "made_at" bigint not null, primary key ("store", "file"))',
    'create table "catalog_chunk" ("store" text collate "C" not null, "file" text collate "C" not null, "chunk" bigint not null, "bytes" bytea not null, primary key ("store", "file", "chunk"))',
    'alter table "catalog_chunk" alter column "bytes" set storage external',
  ],
};
