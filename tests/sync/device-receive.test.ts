import DatabaseFile from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { findCatalog } from '#electron/store/catalog/catalog-generation.ts';
import { nodeCodec } from '#electron/store/codec.ts';
import { catalogGenerations, type DataFolder } from '#electron/store/data-folder.ts';
import { readFeeds, readLinkFaults } from '#electron/store/link/link-rows.ts';
import { makeBackup } from '#electron/store/maintenance/backup.ts';
import { examine } from '#electron/store/maintenance/doctor.ts';
import { restore } from '#electron/store/maintenance/restore.ts';
import type { RegisterStore } from '#electron/store/register-store.ts';
import type { EntryId } from '#shared/domain/ids.ts';
import { HQ_CHAIN } from '#shared/journal/author.ts';
import { transferDispatched } from '#shared/journal/entries/transfer.ts';
import { type Entry, seal } from '#shared/journal/entry.ts';
import { ENTRY_TYPES } from '#shared/journal/registry.ts';
import type { ReceivedEntry } from '#shared/link/batch.ts';
import { dropFolder, newFolder, openFounded, payIn } from '../store/founded.ts';
import { seeded } from '../support/random.ts';
import { threeAuthors } from '../support/stories.ts';
import { aDispatch } from '../support/transfers.ts';
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

let told: Promise<Entry[]> | undefined;
const isChain = ({ type }: Entry) => ENTRY_TYPES.get(type)?.scope === 'chain';
/** Two other registers of this shop, with every kind of fact; what one of them says of the chain, HQ says. */
const others = async () => {
  told ??= threeAuthors(Number(process.env['FC_SEED'] ?? 1));
  const all = (await told).map((fact) =>
    fact.origin === 'device-1' ? { ...fact, origin: 'device-4' } : fact,
  );
  return {
    chain: sealedRuns(
      all.filter(isChain).map((fact) => ({ ...fact, origin: HQ_CHAIN })),
      1,
    ),
    shop: sealedRuns(
      all.filter((fact) => !isChain(fact)),
      1,
    ),
  };
};
const find = (facts: readonly { readonly head: { readonly type: string } }[], type: string): number =>
  facts.findIndex(({ head }) => head.type === type);
const faults = () =>
  readLinkFaults(store.reading).map(({ entry, state, reason }) => ({ entry, state, reason }));
const cursor = (feed: string) => readFeeds(store.reading).find((each) => each.feed === feed);
const count = (sql: string): number => Number(store.reading.prepare(sql).pluck().get());

describe('facts of others', () => {
  test('make the rows their authors made, in whatever pages they come, and the doctor finds nothing wrong', async () => {
    const { chain, shop } = await others();
    const random = seeded(7);
    tie(store, 'joined');
    await store.renewCatalog('headquarters keeps it now');
    await payIn(store);
    for (const [feed, facts] of [['store/R01', shop] as const, ['chain', chain] as const]) {
      for (let from = 0; from < facts.length; ) {
        const size = 1 + random.below(30);
        await follow(store, feed, facts.slice(from, from + size), { from });
        from += size;
        await payIn(store);
      }
    }
    expect(faults()).toEqual([]);
    expect(cursor('store/R01')).toMatchObject({ position: shop.length, stopped: 0 });
    const report = examine(folder);
    expect(report.findings).toEqual([]);
    expect(count('select count(*) from sale')).toBeGreaterThan(0);
    expect(count("select count(*) from journal where origin = 'device-1'")).toBe(
      report.entries - chain.length - shop.length,
    );
  });

  test('held already are passed over; own ones come as positions', async () => {
    const { shop } = await others();
    await follow(store, 'store/R01', shop);
    const before = store.head();
    await follow(store, 'store/R01', [...shop, null, null], { size: 50 });
    expect(store.head()).toEqual(before);
    expect(cursor('store/R01')).toMatchObject({ position: shop.length + 2, ends: shop.length + 2 });
  });

  test('leave this device its own head: what it writes next follows what it wrote last', async () => {
    const { shop } = await others();
    await payIn(store);
    const before = store.head();
    await follow(store, 'store/R01', shop.slice(0, 30));
    expect(store.head()).toMatchObject({
      seq: before.seq,
      hash: before.hash,
      position: before.position + 30,
    });
    await payIn(store);
    expect(store.head()).toMatchObject({ seq: before.seq + 1 });
  });

  test('under another code than this store has count in this store', async () => {
    const { shop } = await others();
    const elsewhere = sealedRuns(
      shop.map(({ head, body }) => ({
        ...head,
        store: 'OLD7' as never,
        body: JSON.parse(new TextDecoder().decode(body)),
      })),
    );
    await follow(store, 'store/R01', elsewhere);
    expect(count("select count(*) from sale where store <> 'R01'")).toBe(0);
    expect(examine(folder).findings).toEqual([]);
  });

  test('begin where their feed begins: a chain from its middle is none the worse', async () => {
    const { shop } = await others();
    const tail = shop.slice(find(shop, 'sale.completed'));
    await follow(store, 'store/R01', tail);
    expect(examine(folder).findings).toEqual([]);
  });
});

describe('facts of another store', () => {
  const hill = (seq: number, type: { readonly type: string }, body: object): Entry =>
    ({
      id: `hill-${seq}`,
      origin: 'device-of-hill',
      epoch: '1-00000000000000d1',
      seq,
      type: type.type,
      v: 1,
      at: 1000 + seq,
      actor: 'boss',
      store: 'R02',
      shift: null,
      body,
    }) as unknown as Entry;
  const dispatch = (seq: number) =>
    hill(seq, transferDispatched, aDispatch(`t${seq}`, 'R01', [{ item: 'milk', pieces: 4 }]));
  /** Each as its own journal has it, of which nothing else comes here. */
  const sealed = (...facts: Entry[]) => facts.flatMap((fact) => sealedRuns([fact]));

  test('come as far as they concern this one, with gaps, and count here; the doctor finds nothing wrong', async () => {
    const { shop } = await others();
    const came = sealed(
      dispatch(7),
      dispatch(40),
      hill(41, { type: 'kitchen.sent' }, { n: 1 }),
      dispatch(90),
    );
    await follow(store, 'store/R01', [...shop.slice(0, 20), ...came.slice(0, 2), ...came.slice(3)]);
    expect(faults()).toEqual([]);
    expect(count("select count(*) from transfer where store = 'R01' and from_store = 'R02'")).toBe(3);
    expect(count("select count(*) from balance where location like 'CLEARING%'")).toBe(0);
    expect(examine(folder).findings).toEqual([]);
  });

  test('of a kind this program does not know wait for one that does, and are no second history', async () => {
    const [known, strange] = sealed(dispatch(7), hill(41, { type: 'kitchen.sent' }, { n: 1 }));
    if (!known || !strange) throw new Error('two facts');
    await follow(store, 'store/R01', [known, strange]);
    expect(faults()).toEqual([{ entry: 'hill-41', state: 'unknown', reason: 'kitchen.sent v1' }]);
  });

  test('of one place in its journal count once: the other is put aside', async () => {
    const [first, other] = sealed(dispatch(7), {
      ...dispatch(7),
      id: 'another' as never,
      body: aDispatch('t8', 'R01', [{ item: 'milk', pieces: 1 }]),
    });
    if (!first || !other) throw new Error('two facts');
    await follow(store, 'store/R01', [first, other]);
    expect(faults()).toMatchObject([{ entry: 'another', state: 'fork' }]);
    expect(count('select count(*) from transfer')).toBe(1);
  });
});

describe('a bad fact', () => {
  test('about a document that is not there yet is parked, and posted when that comes', async () => {
    const { shop } = await others();
    const back = find(shop, 'return.accepted');
    const given = shop[back];
    const about = given && JSON.parse(new TextDecoder().decode(given.body)).original.sale;
    const sold = shop.findIndex(
      ({ head, body }) =>
        head.type === 'sale.completed' && JSON.parse(new TextDecoder().decode(body)).sale === about,
    );
    const [sale, ret] = [shop[sold], given];
    if (!sale || !ret) throw new Error('a sale and its return');
    // Of two devices, the order of the feed is not the order of things.
    const at = (fact: typeof sale, origin: string) => ({
      ...fact.head,
      origin,
      body: JSON.parse(new TextDecoder().decode(fact.body)),
    });
    const [late, early] = sealedRuns([at(sale, 'device-8'), at(ret, 'device-9')], 1);
    if (!late || !early) throw new Error('two facts');
    await follow(store, 'store/R01', [early]);
    expect(faults()).toEqual([{ entry: early.head.id, state: 'parked', reason: `sale/${about}` }]);
    expect(examine(folder).findings).toEqual([]);
    await follow(store, 'store/R01', [late], { from: 1 });
    expect(faults()).toEqual([]);
    expect(count('select count(*) from sale_return')).toBe(1);
    expect(examine(folder).findings).toEqual([]);
  });

  test('of an unknown kind, with a bad body, or refused by the tables is put aside with its reason; the others count', async () => {
    const { shop } = await others();
    const sale = shop[find(shop, 'sale.completed')];
    if (!sale) throw new Error('a sale');
    const body = JSON.parse(new TextDecoder().decode(sale.body));
    const bad = sealedRuns(
      [
        { ...sale.head, id: 'new-kind', type: 'parcel.weighed', body: {} },
        { ...sale.head, id: 'new-version', v: 99, body },
        { ...sale.head, id: 'bad-body', body: { ...body, total: 'much' } },
        { ...sale.head, id: 'good', body },
        { ...sale.head, id: 'twice', body },
      ].map((fact) => ({ ...fact, origin: 'device-9' }) as Entry),
      1,
    );
    await follow(store, 'store/R01', bad);
    expect(faults().map(({ entry, state }) => [entry, state])).toEqual([
      ['new-kind', 'unknown'],
      ['new-version', 'unknown'],
      ['bad-body', 'quarantined'],
      ['twice', 'quarantined'],
    ]);
    expect(count('select count(*) from sale')).toBe(1);
    expect(cursor('store/R01')).toMatchObject({ position: 5, stopped: 0 });
    expect(examine(folder).findings).toEqual([]);
  });

  test('no sale may be made without knowing stops its feed; selling goes on, and so does every other feed', async () => {
    tie(store, 'joined');
    const { chain, shop } = await others();
    const at = find(chain, 'tax-class.changed');
    const tax = chain[at];
    if (!tax) throw new Error('a tax class');
    const [bad] = sealedRuns([{ ...tax.head, id: 'bad-tax', body: { taxClass: { id: 7 } } } as Entry]);
    const broken = [...chain.slice(0, at), bad ?? null, ...chain.slice(at + 1)];
    const stopped = await follow(store, 'chain', broken);
    expect(stopped).toMatchObject({ stopped: true, feedPosition: at });
    expect(cursor('chain')).toMatchObject({ position: at, stopped: 1 });
    expect(faults()).toMatchObject([{ entry: 'bad-tax', state: 'stopping' }]);
    await payIn(store);
    await follow(store, 'store/R01', shop);
    expect(cursor('store/R01')).toMatchObject({ position: shop.length, stopped: 0 });
  });

  test('that does not follow what is held of its author is kept aside as a fork', async () => {
    const { shop } = await others();
    const [first, second, third] = sealedRuns(
      shop.slice(0, 3).map(({ head, body }) => ({
        ...head,
        type: 'drawer.opened',
        origin: 'device-9',
        body: JSON.parse(new TextDecoder().decode(body)),
      })),
      1,
    );
    if (!first || !second || !third) throw new Error('three facts');
    await follow(store, 'store/R01', [first, third, { ...second, prev: third.hash }]);
    expect(faults().map(({ state }) => state)).toEqual(expect.arrayContaining(['fork', 'fork']));
    expect(examine(folder).findings.filter(({ code }) => code === 'chain-broken')).toEqual([]);
  });
});

describe('with facts of others in the journal', () => {
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
    const { chain } = await others();
    tie(store, 'joined');
    await store.renewCatalog('headquarters keeps it now');
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
    const { chain } = await others();
    tie(store, 'joined');
    await store.renewCatalog('headquarters keeps it now');
    await follow(store, 'chain', chain);
    const all = count('select count(*) from product');
    const at = chain.findIndex(({ head }) => head.type === 'products.imported');
    const kept = chain.slice(0, at);
    const imported = chain[at];
    if (!imported) throw new Error('an import');
    const body = JSON.parse(new TextDecoder().decode(imported.body));
    const again = { ...imported.head, id: 'said-in-life-2', body } as unknown as Entry;
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
    const { chain } = await others();
    tie(store, 'joined');
    await store.renewCatalog('headquarters keeps it now');
    const at = chain.findIndex(({ head }) => head.type === 'products.imported');
    const kept = chain.slice(0, at);
    const imported = chain[at];
    if (!imported) throw new Error('an import');
    const body = JSON.parse(new TextDecoder().decode(imported.body));
    const said = { ...imported.head, id: 'said-in-life-3', body } as unknown as Entry;
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
    expect(faults().map(({ state }) => state)).toEqual(['fork', 'fork', 'fork']);
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
  const begins = {
    ...head,
    id: `begins-${epoch}`,
    type: 'epoch.started',
    v: 1,
    body: { reason: 'restored', parent: of },
  };
  const all = [begins as unknown as Entry, ...facts];
  return sealedRuns(all.map((fact, n) => ({ ...fact, epoch, seq: n + 1 })));
}
