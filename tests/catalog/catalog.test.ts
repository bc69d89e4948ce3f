import {
  copyFileSync,
  existsSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import DatabaseFile, { type Database } from 'better-sqlite3';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  type Catalog,
  type CatalogOptions,
  type CatalogProblem,
  openCatalog,
} from '#electron/store/catalog/catalog.ts';
import { createReader } from '#electron/store/sqlite-reader.ts';
import type { Product } from '#shared/domain/catalog/product.ts';
import { query } from '#shared/services/journal/query.ts';
import { aCatalogStore, aProduct, type CatalogStore } from './catalog-store.ts';

const names = query<{ id: string }, { name: string }>((db, param) =>
  db.selectFrom('product').select('name').where('id', '=', param('id')),
);
const nameRows = (db: Database) =>
  db.prepare('select id, name from product where withdrawn = 0 order by id').all() as {
    id: string;
    name: string;
  }[];

const open: { store?: CatalogStore; catalog?: Catalog } = {};
const start = (options: CatalogOptions = {}) => {
  const store = open.store ?? aCatalogStore();
  open.store = store;
  const problems: CatalogProblem[] = [];
  const catalog = openCatalog(store.folder, {
    keeper: 'inline',
    onProblem: (p) => problems.push(p),
    ...options,
  });
  open.catalog = catalog;
  return { store, catalog, problems };
};
afterEach(async () => {
  await open.catalog?.close();
  open.store?.close();
  delete open.catalog;
  delete open.store;
});

const many = (from: number, count: number, over: Partial<Product> = {}) =>
  Array.from({ length: count }, (_, i) => aProduct(`p${String(from + i).padStart(5, '0')}`, over));

describe.each(['inline', 'worker'] as const)('a catalog kept %s', (keeper) => {
  it('follows the journal and is read through a connection of the store', async () => {
    const { store, catalog } = start({ keeper });
    const reader = store.reader();
    catalog.attachTo(reader);
    const position = store.importProducts([
      aProduct('a', { name: 'Apple' }),
      aProduct('b', { name: 'Bread' }),
    ]);
    await catalog.advance(position);
    expect([catalog.position(), nameRows(reader)]).toEqual([
      1,
      [
        { id: 'a', name: 'Apple' },
        { id: 'b', name: 'Bread' },
      ],
    ]);
  });

  it('moves its log into its file once nothing is to be done', async () => {
    const { store, catalog } = start({ keeper });
    await catalog.advance(store.importProducts(many(0, 300)));
    const sizeOf = () => statSync(catalog.file()).size;
    const before = sizeOf();
    await vi.waitFor(() => expect(sizeOf()).toBeGreaterThan(before), { timeout: 10_000 });
  });

  it('moves readers to a new generation between two statements and deletes the old file', async () => {
    const { store, catalog } = start({ keeper });
    const db = store.reader();
    catalog.attachTo(db);
    const read = createReader(() => db);
    await catalog.advance(store.importProducts(many(0, 700)));
    const old = catalog.file();
    expect(await read.first(names, { id: 'p00003' })).toEqual({ name: 'Product p00003' });

    const rebuilt = catalog.rebuild('asked');
    const seen = new Set<number>();
    const turn = () => new Promise((resolve) => setImmediate(resolve, 'turn'));
    do seen.add(nameRows(db).length);
    while ((await Promise.race([rebuilt, turn()])) === 'turn');
    await catalog.advance(store.importProducts([aProduct('z', { name: 'Zucchini' })]));
    expect([[...seen], catalog.file() === old, existsSync(old)]).toEqual([[700], false, false]);
    expect(await read.first(names, { id: 'z' })).toEqual({ name: 'Zucchini' });
  });

  it('waits with the swap until a walk over rows has ended', async () => {
    const { store, catalog } = start({ keeper });
    const db = store.reader();
    catalog.attachTo(db);
    await catalog.advance(store.importProducts(many(0, 20)));
    const walk = db.prepare('select id from product').iterate();
    walk.next();
    const old = catalog.file();
    const rebuilt = catalog.rebuild('asked');
    for (let turn = 0; turn < 200; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(existsSync(old)).toBe(true);
    walk.return?.();
    await rebuilt;
    expect(nameRows(db)).toHaveLength(20);
  });

  it('gives the lowest row numbers to what sells best when it is rebuilt', async () => {
    const { store, catalog } = start({ keeper });
    const db = store.reader();
    catalog.attachTo(db);
    await catalog.advance(store.importProducts(many(0, 5)));
    store.sell('p00003', 9);
    store.sell('p00001', 4);
    store.sell('never-listed', 99);
    await catalog.rebuild('asked');
    expect(db.prepare('select id from product order by row_number').pluck().all()).toEqual([
      'p00003',
      'p00001',
      'p00000',
      'p00002',
      'p00004',
    ]);
  });
});

/** Leaves a file as a program leaves it that is killed amid its first pages: some are there, and what they were is in its journal. */
function cutShort(path: string): void {
  const made = new DatabaseFile(`${path}.made`);
  made.pragma('journal_mode = delete');
  made.exec('create table first (row text)');
  // So small that pages go to the file before the end of it.
  made.pragma('cache_size = 1');
  made.exec('begin');
  const insert = made.prepare('insert into first values (hex(randomblob(500)))');
  for (let row = 0; row < 500; row++) insert.run();
  copyFileSync(`${path}.made`, path);
  copyFileSync(`${path}.made-journal`, `${path}-journal`);
  made.close();
  rmSync(`${path}.made`);
}

describe('a catalog found at start', () => {
  it('leaves out one that was cut short amid its first pages', async () => {
    const { store, catalog } = start();
    await catalog.advance(store.importProducts(many(0, 20)));
    const inForce = catalog.file();
    await catalog.close();
    const next = join(dirname(inForce), basename(inForce).replace(/\d+/, '77'));
    cutShort(next);
    const again = start();
    expect([again.catalog.file(), again.catalog.position(), again.problems]).toEqual([inForce, 1, []]);
    expect([existsSync(next), existsSync(`${next}-journal`)]).toEqual([false, false]);
  });

  it('goes on where it stood', async () => {
    const { store, catalog } = start();
    await catalog.advance(store.importProducts(many(0, 3)));
    await catalog.close();
    const again = start();
    expect([again.catalog.position(), again.problems]).toEqual([1, []]);
  });

  it.each([
    ['torn', (path: string) => truncateSync(path, Math.floor(statSync(path).size / 2 / 4096) * 4096)],
    ['overwritten', (path: string) => writeFileSync(path, Buffer.alloc(8192, 7))],
    ['empty', (path: string) => writeFileSync(path, '')],
  ])('is made anew from the journal when it is %s, and says so', async (_how, harm) => {
    const { store, catalog } = start();
    const position = store.importProducts(many(0, 2000));
    await catalog.advance(position);
    const path = catalog.file();
    await catalog.close();
    harm(path);
    const again = start();
    const db = store.reader();
    again.catalog.attachTo(db);
    await again.catalog.advance(position);
    expect(nameRows(db)).toHaveLength(2000);
    expect(again.problems.map((p) => p.kind)).toEqual(['rebuilding']);
  });

  it('is made anew when it followed another journal', async () => {
    const { store, catalog } = start();
    await catalog.advance(store.importProducts(many(0, 3)));
    await catalog.close();
    const foreign = readFileSync(catalog.file());
    store.close();
    delete open.store;
    const other = start();
    const position = other.store.importProducts([aProduct('only')]);
    await other.catalog.advance(position);
    const path = other.catalog.file();
    await other.catalog.close();
    writeFileSync(path, foreign);
    const again = start();
    const db = again.store.reader();
    again.catalog.attachTo(db);
    await again.catalog.advance(position);
    expect([nameRows(db).map((r) => r.id), again.problems]).toEqual([
      ['only'],
      [{ kind: 'rebuilding', reason: 'of another journal' }],
    ]);
  });
});

it('is made anew while it is followed when its pages prove damaged', async () => {
  const { store, catalog } = start();
  await catalog.advance(store.importProducts(many(0, 3000)));
  const path = catalog.file();
  await catalog.close();
  // The first pages stay sound: opening finds nothing wrong.
  const bytes = readFileSync(path);
  bytes.fill(0xa5, 4096 * 40, bytes.length - 4096 * 4);
  writeFileSync(path, bytes);
  const again = start();
  const db = store.reader();
  again.catalog.attachTo(db);
  await again.catalog.advance(store.importProducts(many(3000, 500)));
  expect(nameRows(db)).toHaveLength(3500);
  expect(again.problems.map((p) => p.kind)).toEqual(['rebuilding']);
  expect(existsSync(path)).toBe(false);
});

it('passes over a fact it cannot project, and says which', async () => {
  const { store, catalog, problems } = start();
  const db = store.reader();
  catalog.attachTo(db);
  store.append('product.changed', { product: { id: 'broken' } });
  await catalog.advance(store.importProducts([aProduct('a', { name: 'Apple' })]));
  expect(nameRows(db)).toEqual([{ id: 'a', name: 'Apple' }]);
  expect(problems).toMatchObject([{ kind: 'skipped', skipped: { position: 1, type: 'product.changed' } }]);
});

it('refuses to wait for a position the journal does not have', async () => {
  const { store, catalog } = start();
  await catalog.advance(store.importProducts([aProduct('a')]));
  await expect(catalog.advance(9)).rejects.toThrow('the journal ends at 1');
});
