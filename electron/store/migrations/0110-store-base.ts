import type { Migration } from '../migrate.ts';

/** Written out once and never changed. */
const STATEMENTS: readonly string[] = [
  'alter table "local_base" rename to "old_base"',
  'create table "local_base" ("file" text not null, "room" text not null, "manifest" text not null, "incarnation" text not null, "heads" text not null, "after" integer not null, "places" integer not null, "in_force" integer not null check ("in_force" in (0, 1)), "at" integer not null, primary key ("file")) strict, without rowid',
  `insert into "local_base" select "file", 'catalog', "manifest", "incarnation", "heads", "after", 0, "in_force", "at" from "old_base"`,
  'drop table "old_base"',
];

export const migration: Migration = {
  number: 110,
  name: 'lets go of old facts of its store, and keeps what they made',
  up: (db) => {
    for (const statement of STATEMENTS) db.exec(statement);
  },
};
