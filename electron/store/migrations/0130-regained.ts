import type { Migration } from '../migrate.ts';

/** Written out once and never changed. */
const STATEMENTS: readonly string[] = [
  'create table "local_agreement_130" ("feed" text not null, "at" integer not null, "position" integer not null, "facts" integer not null, "missing" integer not null, "damaged" integer not null, "extra" integer not null, "lacking" integer not null, "broken" integer not null, "repaired" integer not null, "regained" integer not null, primary key ("feed")) strict, without rowid',
  'insert into "local_agreement_130" select *, 0 from "local_agreement"',
  'drop table "local_agreement"',
  'alter table "local_agreement_130" rename to "local_agreement"',
];

export const migration: Migration = {
  number: 130,
  name: 'remembers what it gave back to a headquarters that was restored',
  up: (db) => {
    for (const statement of STATEMENTS) db.exec(statement);
  },
};
