import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createProductSearch } from '#electron/store/search/product-search.ts';
import { findByBarcode } from '#shared/services/catalog/find-by-barcode.ts';
import { listCategories } from '#shared/services/catalog/list-categories.ts';
import { scanCode } from '#shared/services/tickets/scan.ts';
import { done, openRegister, type TestRegister } from '#tests/support/register.ts';

// What a clerk waits for must not grow with the catalogue: its statements find products by key, never by reading all of them.

const base = mkdtempSync(join(tmpdir(), 'mallard-plans-'));
const CODE = '2000000000003';
let register: TestRegister;
let statements: string[];

beforeAll(async () => {
  register = await openRegister(join(base, 'data'), 20);
  statements = recorded(register.store.reading);
});
afterAll(async () => {
  await register.close();
  rmSync(base, { recursive: true, force: true });
});

test('no statement of a scan or a search reads the whole catalogue', async () => {
  const { store, host, by } = register;
  const search = createProductSearch({
    clock: () => ({ at: Date.now(), timeZone: 'UTC' }),
    connection: () => store.reading,
    file: () => store.folder.catalog(1),
    store: () => store.self().store,
  });
  await search.search({ text: CODE });
  await search.search({ text: 'product 7' });
  await search.tiles({ category: undefined });
  await listCategories(host)();
  expect(await findByBarcode(host)(CODE)).toHaveLength(1);
  const input = { ticket: null, code: CODE };
  expect(done(await scanCode(host)(by('tickets.scan', input), input))).toMatchObject({ kind: 'added' });
  const plans = statements.map((sql) => ({ sql, plan: planOf(register.store.reading, sql) }));
  expect(plans.length).toBeGreaterThan(6);
  expect(plans.filter(({ sql, plan }) => readsAll(plan) && !isWalk(sql))).toEqual([]);
});

/** Walked in the order of row numbers and left where the page is full. */
const isWalk = (sql: string): boolean => sql.includes('product not indexed');

const readsAll = (plan: string): boolean => /SCAN (?:p|product|barcode|b)\b|product_by_withdrawn_/.test(plan);

function recorded(db: Database): string[] {
  const seen: string[] = [];
  const prepare = db.prepare.bind(db);
  db.prepare = (sql: string) => {
    if (sql.trimStart().startsWith('select')) seen.push(sql);
    return prepare(sql);
  };
  return seen;
}

function planOf(db: Database, sql: string): string {
  const marks = sql.match(/\?/g)?.length ?? 0;
  const rows = db.prepare(`explain query plan ${sql}`).all(...Array(marks).fill('x')) as { detail: string }[];
  return rows.map(({ detail }) => detail).join('\n');
}
