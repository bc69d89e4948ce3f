import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DataFolder } from '#electron/store/data-folder.ts';
import { readFeeds, readLinkFaults } from '#electron/store/link/link-rows.ts';
import { examine } from '#electron/store/maintenance/doctor.ts';
import type { RegisterStore } from '#electron/store/register-store.ts';
import { transferDispatched } from '#shared/journal/entries/transfer.ts';
import type { Entry } from '#shared/journal/entry.ts';
import { dropFolder, newFolder, openFounded, payIn } from '../store/founded.ts';
import { seeded } from '../support/random.ts';
import { aDispatch } from '../support/transfers.ts';
import { others } from './facts-of-others.ts';
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
  /** A return, and the sale it is about: of two devices, the order of the feed is not the order of things. */
  async function returnAndSale() {
    const { shop } = await others();
    const given = shop[find(shop, 'return.accepted')];
    const about = given && JSON.parse(new TextDecoder().decode(given.body)).original.sale;
    const sold = shop.findIndex(
      ({ head, body }) =>
        head.type === 'sale.completed' && JSON.parse(new TextDecoder().decode(body)).sale === about,
    );
    const [sale, ret] = [shop[sold], given];
    if (!sale || !ret) throw new Error('a sale and its return');
    const at = (fact: typeof sale, origin: string) => ({
      ...fact.head,
      origin,
      body: JSON.parse(new TextDecoder().decode(fact.body)),
    });
    const [late, early] = sealedRuns([at(sale, 'device-8'), at(ret, 'device-9')], 1);
    if (!late || !early) throw new Error('two facts');
    return { early, late, about };
  }

  test('about a document that is not there yet is parked, and posted when that comes', async () => {
    const { early, late, about } = await returnAndSale();
    await follow(store, 'store/R01', [early]);
    expect(faults()).toEqual([{ entry: early.head.id, state: 'parked', reason: `sale/${about}` }]);
    expect(examine(folder).findings).toEqual([]);
    await follow(store, 'store/R01', [late], { from: 1 });
    expect(faults()).toEqual([]);
    expect(count('select count(*) from sale_return')).toBe(1);
    expect(examine(folder).findings).toEqual([]);
  });

  test('that this disk damages while it is parked is not counted as what the damage says, but as it was once that is put back', async () => {
    const { early, late } = await returnAndSale();
    await follow(store, 'store/R01', [early]);
    const body = JSON.parse(new TextDecoder().decode(early.body));
    const spoilt = Buffer.from(JSON.stringify({ ...body, number: 'R01-9-999999' }));
    store.writer.within((db) =>
      db.prepare('update journal set body = ? where id = ?').run(spoilt, early.head.id),
    );
    await follow(store, 'store/R01', [late], { from: 1 });
    const reason = 'its bytes are damaged on this disk';
    expect(faults()).toEqual([{ entry: early.head.id, state: 'quarantined', reason }]);
    expect(count('select count(*) from sale_return')).toBe(0);
    await store.repair('store/R01', [early]);
    expect(faults()).toEqual([]);
    expect(store.reading.prepare('select number from sale_return').pluck().all()).toEqual([body.number]);
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
