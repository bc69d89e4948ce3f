import type { Migration } from '../migrate.ts';

/** Written out once and never changed. */
const STATEMENT =
  'create table "local_agreement" ("feed" text not null, "at" integer not null, "position" integer not null, "facts" integer not null, "missing" integer not null, "damaged" integer not null, "extra" integer not null, "lacking" integer not null, "broken" integer not null, "repaired" integer not null, primary key ("feed")) strict, without rowid';

export const migration: Migration = {
  number: 70,
  name: 'remembers what came of comparing its facts with headquarters',
  up: (db) => {
    db.exec(STATEMENT);
  },
};
