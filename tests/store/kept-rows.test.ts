import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DataFolder } from '#electron/store/data-folder.ts';
import { openStore } from '#electron/store/open-store.ts';
import { createNearReader } from '#electron/store/sqlite-reader.ts';
import { createWriter, type Writer } from '#electron/store/writer.ts';
import { add, put } from '#shared/journal/change.ts';
import { series } from '#shared/journal/tables/journal.ts';
import { localCart, localCommand } from '#shared/journal/tables/local.ts';
import { query } from '#shared/services/journal/query.ts';
import { dropFolder, newFolder } from './founded.ts';

const of = { store: 'R01', register: '1', epoch: 'e1', kind: 'sale' } as const;
const last = query<{ register: string }, { last: number }>(
  (db, p) => db.selectFrom('series').select('last').where('register', '=', p('register')),
  { outlastsTickets: true },
);

const other = put(localCommand, { id: 'c2', digest: 'd', answer: 'null', at: 1 });

let folder: DataFolder;
let writer: Writer;
let opened: number;
let asked: () => Promise<number | undefined>;
/** What somebody did to the file behind the writer's back: only a reader that asks the file sees it. */
const behindIt = (to: number) => writer.db().prepare('update series set last = ?').run(to);
const oneMore = { journal: null, changes: [add(series, of, { last: 1 })], local: [] };
const cart = put(localCart, { id: 't', label: 1, version: 1, opened_at: 1, body: '{}' });
const answer = put(localCommand, { id: 'c', digest: 'd', answer: 'null', at: 1 });

beforeEach(() => {
  folder = newFolder();
  opened = 0;
  writer = createWriter(() => {
    opened += 1;
    return openStore(folder, () => {});
  });
  const read = createNearReader(writer, () => writer.db());
  asked = async () => (await read.first(last, { register: '1' }))?.last;
  writer.write(oneMore);
});
afterEach(() => {
  writer.close();
  dropFolder(folder);
});

describe('rows that outlast tickets', () => {
  test('are not asked for again while only tickets change', async () => {
    expect(await asked()).toBe(1);
    behindIt(7);
    writer.write({ journal: null, changes: [], local: [cart, answer] });
    expect(await asked()).toBe(1);
  });

  test('are asked for again after every other write', async () => {
    expect(await asked()).toBe(1);
    writer.write(oneMore);
    expect(await asked()).toBe(2);
    writer.within((_, executor) => executor.applyAll(oneMore.changes));
    expect(await asked()).toBe(3);
    behindIt(8);
    writer.write({ journal: null, changes: [], local: [cart, other] });
    expect(await asked()).toBe(3);
    writer.within(() => undefined);
    expect(await asked()).toBe(8);
  });

  test('are asked for again with other parameters, and on a connection opened anew', async () => {
    const read = createNearReader(writer, () => writer.db());
    expect(await asked()).toBe(1);
    expect(await read.first(last, { register: '2' })).toBe(undefined);
    writer.write({ journal: null, changes: [add(series, { ...of, register: '2' }, { last: 5 })], local: [] });
    expect((await read.first(last, { register: '2' }))?.last).toBe(5);
    expect((await read.first(last, { register: '1' }))?.last).toBe(1);
    const full = Object.assign(new Error('disk full'), { code: 'SQLITE_FULL' });
    expect(() =>
      writer.within(() => {
        throw full;
      }),
    ).toThrow('disk full');
    behindIt(9);
    expect(await asked()).toBe(9);
    expect(opened).toBe(2);
  });
});
