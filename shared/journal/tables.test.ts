import DatabaseFile from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { TABLES } from './database.ts';
import { ddl } from './ddl.ts';
import { ENTRY_TYPES } from './registry.ts';

describe('the tables', () => {
  it('have names that are unique over store and catalog file', () => {
    const names = TABLES.map((t) => t.name);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(TABLES.map((t) => [t.name, t] as const))(
    '%s: can be made by SQLite, its key among its columns',
    (_name, table) => {
      const db = new DatabaseFile(':memory:');
      for (const statement of ddl(table, 'sqlite')) db.exec(statement);
      expect(table.key.every((k) => k in table.columns)).toBe(true);
      const made = db.prepare(`select name from pragma_table_info(?)`).pluck().all(table.name);
      expect(made.filter((c) => c !== 'row_number')).toEqual(Object.keys(table.columns));
      db.close();
    },
  );

  it('of what moves start with the store, and replaceable rows carry a revision', () => {
    for (const table of TABLES.filter((t) => t.room === 'store'))
      expect(table.key[0], table.name).toBe('store');
    for (const table of TABLES.filter((t) => t.room === 'catalog'))
      expect('rev' in table.columns, table.name).toBe(true);
  });
});

describe('the entry types', () => {
  it('are past-tense facts with a version', () => {
    for (const [name, type] of ENTRY_TYPES) {
      expect(name).toMatch(/^[a-z-]+\.[a-z-]+$/);
      expect(type.v).toBeGreaterThanOrEqual(1);
      expect(type.areas.length).toBeGreaterThan(0);
    }
  });
});
