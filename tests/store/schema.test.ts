import DatabaseFile from 'better-sqlite3';
import { expect, test } from 'vitest';
import { STORE_TABLES } from '#electron/store/base/store-file.ts';
import { MIGRATIONS, migrate, pending } from '#electron/store/migrate.ts';
import { STORE_SHAPE } from '#node/store-shape.ts';
import { TABLES } from '#shared/journal/database.ts';
import { ddl } from '#shared/journal/ddl.ts';
import { AWAY, STANDING } from '#tests/support/standing-transfers.ts';

const schemaOf = (db: DatabaseFile.Database) =>
  db
    .prepare("select type, name, sql from sqlite_schema where name not like 'sqlite_%' order by type, name")
    .all();

test('all migrations together give the schema the table descriptions say', () => {
  const migrated = new DatabaseFile(':memory:');
  migrate(migrated, pending(migrated));
  const described = new DatabaseFile(':memory:');
  for (const table of TABLES.filter((t) => t.room !== 'catalog'))
    for (const statement of ddl(table, 'sqlite')) described.exec(statement);
  expect(schemaOf(migrated)).toEqual(schemaOf(described));
});

test('a base of a store has the shape its tables were given by the step it names', () => {
  const migrated = new DatabaseFile(':memory:');
  migrate(
    migrated,
    MIGRATIONS.filter(({ number }) => number <= STORE_SHAPE),
  );
  const described = new DatabaseFile(':memory:');
  for (const table of STORE_TABLES) for (const statement of ddl(table, 'sqlite')) described.exec(statement);
  expect(schemaOf(migrated)).toEqual(expect.arrayContaining(schemaOf(described)));
});

test('migrations only go up, and are not taken twice', () => {
  const numbers = MIGRATIONS.map((m) => m.number);
  expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b));
  const db = new DatabaseFile(':memory:');
  migrate(db, pending(db));
  expect(pending(db)).toEqual([]);
});

test('a step that is cut short leaves the store as it was', () => {
  const db = new DatabaseFile(':memory:');
  migrate(db, pending(db));
  const before = [schemaOf(db), db.pragma('user_version', { simple: true })];
  const up = (at: DatabaseFile.Database) => {
    at.exec('create table half (a text) strict');
    throw new Error('cut short');
  };
  expect(() => migrate(db, [{ number: 9990, name: 'does half of it', up }])).toThrow('cut short');
  expect([schemaOf(db), db.pragma('user_version', { simple: true })]).toEqual(before);
});

test('of transfers that were there before it is counted what is away', () => {
  const db = new DatabaseFile(':memory:');
  const steps = pending(db);
  migrate(
    db,
    steps.filter(({ number }) => number < 121),
  );
  for (const statement of STANDING) db.exec(statement);
  migrate(db, pending(db));
  expect(db.prepare('select transfer, away from transfer_away order by transfer').all()).toEqual(AWAY);
});
