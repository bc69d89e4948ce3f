import DatabaseFile from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findCatalog } from '#electron/store/catalog/catalog-generation.ts';
import { catalogGenerations, type DataFolder } from '#electron/store/data-folder.ts';
import { readLinkFaults } from '#electron/store/link/link-rows.ts';
import { makeBackup } from '#electron/store/maintenance/backup.ts';
import { examine } from '#electron/store/maintenance/doctor.ts';
import { restore } from '#electron/store/maintenance/restore.ts';
import type { RegisterStore } from '#electron/store/register-store.ts';
import { nodeCodec } from '#node/codec.ts';
import type { EntryId } from '#shared/domain/ids.ts';
import { type Entry, seal } from '#shared/journal/entry.ts';
import type { ReceivedEntry } from '#shared/link/batch.ts';
import { dropFolder, newFolder, openFounded, payIn } from '../store/founded.ts';
import { others } from './facts-of-others.ts';
import { rowsOf } from './lived-store.ts';
import { follow, sealedRuns, tie } from './received.ts';

let folder: DataFolder;
let store: RegisterStore;
beforeEach(async () => {
  folder = newFolder();
  store = await openFounded(folder);
});
afterEach(async () => {
  await store.close();
  dropFolder(folder);
});

const faults = () =>
  readLinkFaults(store.reading).map(({ entry, state, reason }) => ({ entry, state, reason }));
const rowsOfCatalog = () =>
  store.reading.prepare('select id, name, price, withdrawn, rev from product order by id').all();
/** The first and the last. */
const ends = (facts: readonly ReceivedEntry[]) =>
  new Set([facts[0], facts.at(-1)].flatMap((one) => one ?? []));
const count = (sql: string): number => Number(store.reading.prepare(sql).pluck().get());

/** What headquarters says, to a register that has joined and whose catalog is of that alone. */
async function catalogOfChain(): Promise<readonly ReceivedEntry[]> {
  tie(store, 'joined');
  await store.renewCatalog('headquarters keeps it now');
  return (await others()).chain;
}

describe('a journal with facts of others', () => {
  test('a backup restores, and the letters of this register do not skip', async () => {
    const { shop } = await others();
    await follow(store, 'store/R01', shop);
    await payIn(store);
    await store.close();
    const made = makeBackup(folder, 1_795_000_000_000, 'manual');
    const restored = restore(folder, made.path, { now: 1_795_000_000_000, newId: () => 'restored-1' });
    expect(restored.epoch).toMatch(/^2-/);
    expect(examine(folder).findings).toEqual([expect.objectContaining({ code: 'catalog-behind' })]);
    store = await openFounded(folder);
    await payIn(store);
    expect(examine(folder).findings).toEqual([]);
  });

  test('what a restored headquarters does not hold any more counts no more: the catalog is made without it', async () => {
    const chain = await catalogOfChain();
    await follow(store, 'chain', chain);
    const all = count('select count(*) from product');
    const at = chain.findIndex(({ head }) => head.type === 'products.imported');
    const begins = life('2-00000000000000b2', chain[at - 1]);
    await follow(store, 'chain', [...chain.slice(0, at), ...begins]);
    expect(count('select count(*) from product')).toBeLessThan(all);
    expect(faults()).toHaveLength(chain.length - at);
    // Cut short before it was made anew, it is told apart at the next start.
    const file = new DatabaseFile(folder.catalog(catalogGenerations(folder)[0] ?? 0));
    file.exec('update catalog_state set given_up = 0');
    file.close();
    await store.close();
    expect(findCatalog(folder)).toMatchObject({ position: 0, discarded: 'of other facts' });
    store = await openFounded(folder);
    expect(examine(folder).findings).toEqual([]);
  });

  test('what it said in a life that is over counts no more either; what a later backup holds counts again', async () => {
    const chain = await catalogOfChain();
    await follow(store, 'chain', chain);
    const all = count('select count(*) from product');
    const at = chain.findIndex(({ head }) => head.type === 'products.imported');
    const kept = chain.slice(0, at);
    const imported = chain[at];
    if (!imported) throw new Error('an import');
    const body = JSON.parse(new TextDecoder().decode(imported.body));
    const again: Entry = { ...imported.head, id: 'said-in-life-2' as EntryId, body };
    const second = life('2-00000000000000b2', chain[at - 1], [again]);
    await follow(store, 'chain', [...kept, ...second]);
    const imports = count('select count(*) from product');
    // Restored on the same day from the same backup: its epoch has the same number.
    await follow(store, 'chain', [...kept, ...life('2-00000000000000b3', chain[at - 1])]);
    expect(count('select count(*) from product')).toBeLessThan(imports);
    await follow(store, 'chain', [...chain, ...life('3-00000000000000b4', chain.at(-1))]);
    expect(count('select count(*) from product')).toBe(all);
    expect(faults()).toHaveLength(1);
    expect(examine(folder).findings).toEqual([]);
  });

  test('what it said in a life beside the one it came back to counts no more, though both have the same number', async () => {
    const chain = await catalogOfChain();
    const at = chain.findIndex(({ head }) => head.type === 'products.imported');
    const kept = chain.slice(0, at);
    const imported = chain[at];
    if (!imported) throw new Error('an import');
    const body = JSON.parse(new TextDecoder().decode(imported.body));
    const said: Entry = { ...imported.head, id: 'said-in-life-3' as EntryId, body };
    // Three restores of one day: twice from the same backup, then from one the second life had made.
    const second = life('2-00000000000000b2', chain[at - 1]);
    await follow(store, 'chain', [...kept, ...second]);
    const without = count('select count(*) from product');
    await follow(store, 'chain', [...kept, ...life('2-00000000000000b3', chain[at - 1], [said])]);
    expect(count('select count(*) from product')).toBeGreaterThan(without);
    await follow(store, 'chain', [...kept, ...second, ...life('3-00000000000000b4', second.at(-1))]);
    expect(count('select count(*) from product')).toBe(without);
    expect(examine(folder).findings).toEqual([]);
  });

  test('behind one that this disk lost wait beside the journal, and count once it is put back; a second history stays', async () => {
    const { shop } = await others();
    tie(store, 'joined');
    const [first] = shop;
    if (!first) throw new Error('a fact');
    const { origin, epoch } = first.head;
    const own = shop.filter(({ head }) => head.origin === origin && head.epoch === epoch);
    const last = own.at(-4);
    if (!last) throw new Error('a history');
    const at = shop.indexOf(last) + 1;
    await follow(store, 'store/R01', shop.slice(0, at));
    const lose = 'delete from journal where origin = ? and epoch = ? and seq = ?';
    store.writer.within((db) => db.prepare(lose).run(origin, epoch, last.head.seq));
    await follow(store, 'store/R01', shop.slice(at), { from: at });
    expect(faults().map(({ state }) => state)).toEqual(['waiting', 'waiting', 'waiting']);
    await store.repair('store/R01', [last]);
    expect(faults()).toEqual([]);
    expect(count(`select count(*) from journal where origin = '${origin}'`)).toBe(own.length);
    // Another disk of that register had gone on from the same fact.
    const head = { ...last.head, id: 'from-another-disk' as EntryId };
    const said = { ...head, body: JSON.parse(new TextDecoder().decode(last.body)) };
    const other = { ...seal(said, last.prev, nodeCodec), head };
    await follow(store, 'store/R01', [other], { from: shop.length });
    await store.repair('store/R01', [last]);
    expect(faults()).toMatchObject([{ entry: head.id, state: 'fork' }]);
    expect(examine(folder).findings).toEqual([]);
  });

  test('that this disk had lost come again from a restored headquarters, and count once', async () => {
    const { shop } = await others();
    tie(store, 'joined');
    await follow(store, 'store/R01', shop);
    const before = rowsOf(store.reading);
    const held = count('select count(*) from journal');
    const [first] = shop;
    if (!first) throw new Error('a fact');
    const { origin, epoch } = first.head;
    const last = shop.findLast(({ head }) => head.origin === origin && head.epoch === epoch)?.head.seq ?? 0;
    // Its first ones, some in the middle, and the last.
    const lose = 'delete from journal where origin = ? and epoch = ? and (seq in (1, 2, 3, 7, 8) or seq = ?)';
    store.writer.within((db) => db.prepare(lose).run(origin, epoch, last));
    const page = { feed: 'store/R01', incarnation: 'life-2', from: 0, end: shop.length };
    await store.receive({ ...page, items: shop });
    expect(faults()).toEqual([]);
    expect(count('select count(*) from journal')).toBe(held);
    expect(rowsOf(store.reading)).toEqual(before);
    expect(examine(folder).findings).toEqual([]);
  });

  test('of which it lost any one, of whatever kind, it counts as once when that comes again', async () => {
    const { shop, chain } = await others();
    tie(store, 'joined');
    await store.renewCatalog('headquarters keeps it now');
    await follow(store, 'chain', chain);
    await follow(store, 'store/R01', shop);
    const before = rowsOf(store.reading);
    const products = rowsOfCatalog();
    const held = count('select count(*) from journal');
    const lose = 'delete from journal where id = ?';
    let life = 1;
    for (const [feed, facts] of [['store/R01', shop] as const, ['chain', chain] as const])
      for (const type of new Set(facts.map(({ head }) => head.type)))
        for (const lost of ends(facts.filter(({ head }) => head.type === type))) {
          store.writer.within((db) => db.prepare(lose).run(lost.head.id));
          life += 1;
          const page = { feed, incarnation: `life-${life}`, from: 0, end: facts.length };
          await store.receive({ ...page, items: facts });
          const said = `${type} ${lost.head.seq}`;
          expect([said, faults()]).toEqual([said, []]);
          expect([said, rowsOf(store.reading)]).toEqual([said, before]);
          expect([said, count('select max(position) from journal')]).toEqual([said, held]);
        }
    expect(rowsOfCatalog()).toEqual(products);
    expect(count('select count(*) from journal')).toBe(held);
    expect(examine(folder).findings).toEqual([]);
  });

  test('from the end of its journal, while it runs, leave their places empty: the catalog has been there', async () => {
    const { shop } = await others();
    const chain = await catalogOfChain();
    const at = chain.findLastIndex(({ head }) => head.type === 'products.imported');
    await follow(store, 'chain', chain.slice(0, at));
    await follow(store, 'store/R01', shop.slice(0, 2));
    // The catalog looks as far as there are facts of any kind.
    await store.renewCatalog('it has seen all there is');
    const before = rowsOfCatalog();
    const lost = 'delete from journal where position > (select max(position) - 2 from journal) returning id';
    const ids = store.writer.within((db) => db.prepare(lost).pluck().all());
    expect(ids).toEqual(shop.slice(0, 2).map(({ head }) => head.id));
    await follow(store, 'chain', chain.slice(at), { from: at });
    expect(rowsOfCatalog()).not.toEqual(before);
    const followed = rowsOfCatalog();
    await store.renewCatalog('as a new one has it');
    expect(followed).toEqual(rowsOfCatalog());
    await store.repair('store/R01', shop.slice(0, 2));
    expect(faults()).toEqual([]);
    expect(examine(folder).findings).toEqual([]);
  });

  test('the catalog is of headquarters’ facts alone once it keeps them, and of the store’s own until then', async () => {
    const { chain } = await others();
    tie(store, 'handing-over');
    await follow(store, 'chain', chain);
    expect(count('select count(*) from product')).toBe(0);
    tie(store, 'joined');
    await store.renewCatalog('headquarters keeps it now');
    expect(count('select count(*) from product')).toBeGreaterThan(0);
    expect(examine(folder).findings).toEqual([]);
  });
});

/** How headquarters goes on after a restore: another epoch, which grows from its last fact, and what it says there. */
function life(
  epoch: string,
  parent: ReceivedEntry | undefined,
  facts: readonly Entry[] = [],
): ReceivedEntry[] {
  if (!parent) throw new Error('a fact before');
  const { hash, head } = parent;
  const of = { epoch: head.epoch, seq: head.seq, hash: Buffer.from(hash).toString('hex') };
  const begins: Entry = {
    ...head,
    id: `begins-${epoch}` as EntryId,
    type: 'epoch.started',
    v: 1,
    body: { reason: 'restored', parent: of },
  };
  const all = [begins, ...facts];
  return sealedRuns(all.map((fact, n) => ({ ...fact, epoch, seq: n + 1 })));
}
