import type { Migration } from '../migrate.ts';

/** Written out once and never changed. */
const STATEMENTS: readonly string[] = [
  'create table "local_base" ("file" text not null, "manifest" text not null, "incarnation" text not null, "heads" text not null, "after" integer not null, "in_force" integer not null check ("in_force" in (0, 1)), "at" integer not null, primary key ("file")) strict, without rowid',
  'create table "local_base_chunk" ("file" text not null, "chunk" integer not null, "bytes" blob not null, primary key ("file", "chunk")) strict, without rowid',
];

export const migration: Migration = {
  number: 60,
  name: 'keeps the file of headquarters its catalog was begun with',
  up: (db) => {
    for (const statement of STATEMENTS) db.exec(statement);
  },
};
