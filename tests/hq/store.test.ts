import { beforeAll, describe, expect, test } from 'vitest';
import { nodeCodec } from '#node/codec.ts';
import type { EntryId, SaleId, StoreId } from '#shared/domain/ids.ts';
import type { SaleCompleted } from '#shared/domain/sale/sale-completed.ts';
import { PROJECTED } from '#shared/journal/database.ts';
import { type Entry, NO_HASH } from '#shared/journal/entry.ts';
import { ENTRY_TYPES, projectEntry } from '#shared/journal/registry.ts';
import { BATCH_LIMIT, type ReceivedEntry } from '#shared/link/batch.ts';
import { type FeedPage, PAGE_LIMIT } from '#shared/link/feed-page.ts';
import { type PushReply, receivePush } from '#shared/link/hq/receive-push.ts';
import { serveFeed } from '#shared/link/hq/serve-feed.ts';
import { batchOf, chained, type DeviceKeys, deviceKeys, nodeVerify } from '../support/link/device-keys.ts';
import { describeEachHq, type TestHq } from '../support/link/hq-engines.ts';
import { modelTables } from '../support/model-tables.ts';
import { seeded } from '../support/random.ts';
import { threeAuthors } from '../support/stories.ts';

const SEED = Number(process.env['FC_SEED'] ?? 20_260_302);
const ports = { codec: nodeCodec, verify: nodeVerify };
const DEVICES = ['device-1', 'device-2', 'device-3'];
const keys = new Map(DEVICES.map((device): [string, DeviceKeys] => [device, deviceKeys()]));
const keysOf = (device: string): DeviceKeys => {
  const found = keys.get(device);
  if (!found) throw new Error(`no keys of ${device}`);
  return found;
};

/** Every author's journal, epoch by epoch. */
let stories: readonly Entry[] = [];
let epochs: readonly { readonly device: string; readonly entries: readonly ReceivedEntry[] }[] = [];
beforeAll(async () => {
  const told = Map.groupBy(await threeAuthors(SEED), ({ origin, epoch }) => `${origin} ${epoch}`);
  // Facts of the chain that were taken out of a story leave no gaps in its journal.
  const numbered = [...told.values()].map((of) => of.map((entry, at) => ({ ...entry, seq: at + 1 })));
  stories = numbered.flat();
  epochs = numbered.map((of) => ({ device: of[0]?.origin ?? '', entries: chained(of) }));
}, 120_000);

/** A sale of the first author and a return about it, and a sale nothing is about. */
const told = () => {
  const facts = stories.filter(({ origin }) => origin === 'device-1');
  const sale = facts.find(({ type }) => type === 'sale.completed') as Entry<SaleCompleted>;
  const back = facts.find(({ type }) => type === 'return.accepted') as Entry<{ original: { sale: string } }>;
  const sold = facts.find(
    ({ type, body }) => type === 'sale.completed' && (body as SaleCompleted).sale === back.body.original.sale,
  ) as Entry<SaleCompleted>;
  return { sale, sold, back };
};

/** A fact as another device tells it, as its first. */
const by = <E extends Entry>(device: string, entry: E, id: string = `${entry.id}-${device}`): E => ({
  ...entry,
  id: id as EntryId,
  origin: device,
  epoch: '1-00000000000000c1',
});

const withSale = (entry: Entry<SaleCompleted>, sale: string): Entry<SaleCompleted> => ({
  ...entry,
  id: `entry-of-${sale}` as EntryId,
  body: { ...entry.body, sale: sale as SaleId },
});

describeEachHq("HQ's store", (openHq) => {
  const open = async (): Promise<TestHq> => {
    const made = await openHq();
    for (const device of DEVICES) await made.enrol({ device, public_key: keysOf(device).publicKey });
    return made;
  };
  const push = async (
    { hq }: TestHq,
    entries: readonly ReceivedEntry[],
    device = entries[0]?.head.origin ?? '',
  ): Promise<PushReply> => {
    const reply = await receivePush(hq, { device, bytes: batchOf(entries, keysOf(device)) }, ports);
    if (!reply.ok) throw new Error(reply.error.code);
    return reply.value;
  };
  const refusal = async ({ hq }: TestHq, entries: readonly ReceivedEntry[], device: string) => {
    const reply = await receivePush(hq, { device, bytes: batchOf(entries, keysOf(device)) }, ports);
    return reply.ok ? reply.value.kind : reply.error.code;
  };
  const states = async ({ rows }: TestHq) =>
    (await rows('journal')).map(({ id, state, reason }) => ({ id, state, reason }));
  /** The projected tables, and what the same facts make of plain maps; facts of the chain are another author's. */
  const projected = async ({ rows }: TestHq) =>
    Object.fromEntries(await Promise.all(PROJECTED.map(async ({ name }) => [name, await rows(name)])));
  const modelOf = (facts: readonly Entry[]) => {
    const model = modelTables();
    for (const fact of facts.filter(({ type }) => ENTRY_TYPES.get(type)?.scope === 'store'))
      for (const change of projectEntry(fact)) model.apply(change);
    return model.dump();
  };

  test.each([1, 2, 3])(
    'whatever the batches, repeats, gaps and turns, its tables end as the registers’ own (%i)',
    async (seed) => {
      const made = await open();
      const random = seeded(SEED + seed);
      const held = epochs.map(() => 0);
      const isDone = (of: number) => held[of] === epochs[of]?.entries.length;
      while (!epochs.every((_, of) => isDone(of))) {
        const of = random.below(epochs.length);
        const { entries } = epochs[of] ?? { entries: [] };
        const before = held[of] ?? 0;
        // From somewhat behind what HQ holds to somewhat beyond it.
        const from = Math.max(0, Math.min(entries.length - 1, before + random.below(30) - 20));
        const sent = entries.slice(from, from + 1 + random.below(60));
        const reply = await push(made, sent);
        if (from > before) expect(reply).toMatchObject({ kind: 'gap', wanted: before + 1 });
        else {
          const end = from + sent.length;
          expect(reply).toMatchObject({ kind: 'ack', seq: end });
          expect('position' in reply && reply.position === null).toBe(end <= before);
          held[of] = Math.max(before, end);
        }
      }
      expect((await made.rows('journal')).filter(({ state }) => state !== 'posted')).toEqual([]);
      expect(await projected(made)).toEqual(modelOf(stories));
      const journal = await made.rows('journal');
      expect(journal.map(({ position }) => position)).toEqual(journal.map((_, at) => at + 1));
      expect(journal.length).toBe(stories.length);
      expect(await made.rows('feed_head')).toEqual([{ store: 'R01', position: stories.length }]);
    },
  );

  test('the same batch a hundred times at once has one effect, and every answer is the same (fault 9)', async () => {
    const made = await open();
    const { entries } = epochs[1] ?? { entries: [] };
    const replies = await Promise.all(Array.from({ length: 100 }, () => push(made, entries)));
    const answers = new Set(
      replies.map((reply) => 'seq' in reply && `${reply.seq} ${Buffer.from(reply.hash).toString('hex')}`),
    );
    expect(answers.size).toBe(1);
    expect(replies.filter((reply) => 'position' in reply && reply.position !== null)).toHaveLength(1);
    expect(await made.rows('journal')).toHaveLength(entries.length);
  });

  test('a return waits for its sale, whoever brings it, and is booked once (fault 58)', async () => {
    const made = await open();
    const { sold, back } = told();
    const early = by('device-2', back);
    await push(made, chained([early]));
    expect(await states(made)).toEqual([{ id: early.id, state: 'parked', reason: `sale/${sold.body.sale}` }]);
    expect(await made.rows('sale_return')).toEqual([]);
    const late = by('device-3', sold);
    await push(made, chained([late]));
    await push(made, chained([late]));
    expect((await states(made)).map(({ state }) => state)).toEqual(['posted', 'posted']);
    expect(await projected(made)).toEqual(modelOf([early, late]));
  });

  test('a return told before its sale in one batch is booked with it', async () => {
    const made = await open();
    const { sold, back } = told();
    const facts = [by('device-2', back), by('device-2', sold)];
    await push(made, chained(facts));
    expect((await states(made)).map(({ state }) => state)).toEqual(['posted', 'posted']);
    expect(await made.rows('parked_fact')).toEqual([]);
    expect(await projected(made)).toEqual(modelOf(facts));
  });

  test.each(['return', 'sale'] as const)(
    'a return and its sale that come in the same moment are both booked: the %s first',
    async (first) => {
      const made = await open();
      const { sold, back } = told();
      const [early, late] = [by('device-2', back), by('device-3', sold)];
      const entries = first === 'return' ? [early, late] : [late, early];
      const pushes: Promise<PushReply>[] = [];
      // Whoever holds the feed's head keeps both from getting their places: each has looked by then, and not seen the other.
      await made.hq.transaction(async (tx) => {
        await tx.append('R01', [], []);
        for (const entry of entries) {
          pushes.push(push(made, chained([entry])));
          await made.waiting(pushes.length);
        }
      });
      await Promise.all(pushes);
      expect((await states(made)).map(({ state }) => state)).toEqual(['posted', 'posted']);
      expect(await projected(made)).toEqual(modelOf([early, late]));
    },
  );

  test('one poisoned fact among many stays out with what is about it; all others are booked (fault 19)', async () => {
    const made = await open();
    const { sale, back } = told();
    const good = Array.from({ length: 150 }, (_, at) => by('device-2', withSale(sale, `sale-${at}`)));
    const [move] = sale.body.moves;
    if (!move) throw new Error('a sale without moves');
    // A move said twice is well-formed, and no table takes it.
    const bad = by('device-2', withSale({ ...sale, body: { ...sale.body, moves: [move, move] } }, 'bad'));
    const about = by('device-2', {
      ...back,
      body: { ...back.body, original: { ...back.body.original, sale: 'bad' } },
    });
    await push(made, chained([...good.slice(0, 97), bad, about, ...good.slice(97)]));
    const kept = await states(made);
    expect(kept.filter(({ state }) => state !== 'posted')).toEqual([
      { id: bad.id, state: 'quarantined', reason: 'the tables refused it' },
      { id: about.id, state: 'parked', reason: 'sale/bad' },
    ]);
    expect(await projected(made)).toEqual(modelOf(good));
  });

  test('what can’t be read is kept and acknowledged: of another version, of a broken body, with a NUL', async () => {
    const made = await open();
    const { sale } = told();
    const odd = [
      { ...sale, type: 'goods.blessed' },
      { ...sale, v: 9 },
      { ...sale, body: { ...sale.body, total: 'much' } },
      { ...sale, body: { ...sale.body, note: 'a\u0000b' } },
    ].map((entry, at) => by('device-1', entry, `odd-${at}`));
    expect(await push(made, chained([...odd, by('device-1', sale)]))).toMatchObject({ kind: 'ack', seq: 5 });
    expect((await states(made)).map(({ state, reason }) => [state, reason])).toEqual([
      ['unknown', `goods.blessed v${sale.v}`],
      ['unknown', 'sale.completed v9'],
      ['quarantined', 'body: total'],
      ['quarantined', 'body: '],
      ['posted', null],
    ]);
  });

  test('a fact told again after a rollback, with the same id, is kept beside the first and counts once', async () => {
    const made = await open();
    const { sale } = told();
    await push(made, chained([by('device-1', sale, 'twice')]));
    const again = { ...by('device-1', sale, 'twice'), epoch: '2-00000000000000c2', at: sale.at + 1 };
    expect(await push(made, chained([again]))).toMatchObject({ kind: 'ack', seq: 1, position: 2 });
    expect((await states(made)).map(({ id, state }) => [id, state])).toEqual([
      ['twice', 'posted'],
      ['twice', 'quarantined'],
    ]);
    expect(await made.rows('sale')).toHaveLength(1);
  });

  test('a second history of an epoch is kept whole beside the first, raised once, and answered so as often as it comes (fault 28)', async () => {
    const made = await open();
    const { sale } = told();
    const facts = Array.from({ length: 6 }, (_, at) => by('device-1', withSale(sale, `sale-${at}`)));
    const other = Array.from({ length: 3 }, (_, at) => by('device-1', withSale(sale, `other-${at}`)));
    const first = chained(facts);
    await push(made, first);
    const meet = first[3];
    if (!meet) throw new Error('six facts');
    const second = [...first.slice(2, 4), ...chained(other, { seq: 4, hash: meet.hash })];
    expect(await push(made, second)).toMatchObject({ kind: 'fork', seq: 7, position: 9 });
    expect(await push(made, second)).toMatchObject({ kind: 'fork', seq: 7, position: null });
    const exceptions = await made.rows('exception');
    expect(exceptions.map(({ rule, detail }) => [rule, JSON.parse(String(detail)).seq])).toEqual([
      ['FORK', 5],
    ]);
    expect(await projected(made)).toEqual(modelOf([...facts, ...other]));
    const branches = await made.rows('journal_branch');
    expect(branches.map(({ branch, from_seq, seq }) => [branch, from_seq, seq])).toEqual([
      [0, 1, 6],
      [1, 5, 7],
    ]);
    // Each of the two disks goes on in its own history.
    const next = chained([by('device-1', withSale(sale, 'next'))], {
      seq: 6,
      hash: first[5]?.hash ?? NO_HASH,
    });
    expect(await push(made, next)).toMatchObject({ kind: 'ack', seq: 7, position: 10 });
  });

  test('what a revoked device signed is kept for a person to look at, and it is told nothing (fault 67)', async () => {
    const made = await open();
    const { sale } = told();
    await made.enrol({ device: 'device-2', public_key: keysOf('device-2').publicKey, state: 'revoked' });
    expect(await push(made, chained([by('device-2', sale)]))).toMatchObject({ kind: 'ack' });
    expect(await states(made)).toMatchObject([{ state: 'quarantined', reason: 'revoked' }]);
    expect(await made.rows('sale')).toEqual([]);
    const page = await serveFeed(made.feed, { device: 'device-2', feed: 'chain', from: 0 }, 'inc-1');
    expect(page).toMatchObject({ ok: false, error: { code: 'REVOKED' } });
  });

  test('facts of the store a device came from are its own store’s; of any other they are refused whole', async () => {
    const made = await open();
    const { sale } = told();
    await made.enrol({
      device: 'device-2',
      public_key: keysOf('device-2').publicKey,
      former_stores: '["OLD"]',
    });
    const old = by('device-2', { ...sale, store: 'OLD' as StoreId });
    const strange = by('device-2', { ...sale, store: 'R02' as StoreId }, 'strange');
    expect(await refusal(made, chained([old, strange]), 'device-2')).toBe('WRONG_STORE');
    expect(await refusal(made, chained([by('device-2', sale)]), 'device-1')).toBe('WRONG_DEVICE');
    expect(await made.rows('journal')).toEqual([]);
    expect(await push(made, chained([old]))).toMatchObject({ kind: 'ack' });
    expect((await made.rows('sale')).map(({ store }) => store)).toEqual(['R01']);
  });

  describe('its feeds', () => {
    const page = async (
      { feed }: TestHq,
      asked: { readonly device: string; readonly feed?: string; readonly from?: number },
    ): Promise<FeedPage> => {
      const served = await serveFeed(feed, { feed: 'store/R01', from: 0, ...asked }, 'inc-1');
      if (!served.ok) throw new Error(served.error.code);
      return served.value;
    };

    test('give a device the facts of the others as they came, and the places of its own living epoch', async () => {
      const made = await open();
      const { sale } = told();
      const mine = chained([by('device-1', withSale(sale, 'mine'))]);
      const other = chained([
        by('device-2', withSale(sale, 'theirs')),
        by('device-2', { ...sale, v: 9 }, 'odd'),
      ]);
      await push(made, mine);
      await push(made, other);
      const { epoch } = by('device-1', sale);
      const plain = (entry: ReceivedEntry | null) => entry && Buffer.from(entry.hash).toString('hex');
      const hashes = [...mine, ...other].map(plain);
      expect((await page(made, { device: 'device-1' })).items.map(plain)).toEqual(hashes);
      await made.enrol({ device: 'device-1', public_key: keysOf('device-1').publicKey, epoch });
      const served = await page(made, { device: 'device-1' });
      expect(served).toMatchObject({ feed: 'store/R01', incarnation: 'inc-1', from: 0, to: 3, end: 3 });
      expect(served.items.map(plain)).toEqual([null, ...hashes.slice(1)]);
      expect(await page(made, { device: 'device-1', from: 3 })).toMatchObject({ from: 3, to: 3, items: [] });
      expect(await page(made, { device: 'device-1', feed: 'chain' })).toMatchObject({ to: 0, end: 0 });
    });

    test('are for who belongs there', async () => {
      const made = await open();
      const code = async (device: string, feed: string, from = 0) => {
        const served = await serveFeed(made.feed, { device, feed, from }, 'inc-1');
        return served.ok ? 'served' : served.error.code;
      };
      expect(await code('device-9', 'chain')).toBe('UNKNOWN_DEVICE');
      expect(await code('device-1', 'store/R02')).toBe('WRONG_STORE');
      expect(await code('device-1', 'hq/chain')).toBe('MALFORMED');
      expect(await code('device-1', 'store/R01', 1)).toBe('MALFORMED');
      expect(await code('device-1', 'store/R01', -1)).toBe('MALFORMED');
    });

    test('come in pages of bounded bytes, one fact at least, and end', async () => {
      const made = await open();
      const { sale } = told();
      const note = 'x'.repeat(900);
      const large = (at: number) => ({
        ...sale,
        v: 9,
        body: { note, story: note.repeat(at === 3 ? 700 : 200) },
      });
      const facts = chained(Array.from({ length: 8 }, (_, at) => by('device-2', large(at), `large-${at}`)));
      for (const fact of facts) await push(made, [fact]);
      const seen: number[] = [];
      for (let from = 0; from < facts.length; ) {
        const served = await page(made, { device: 'device-1', from });
        const bytes = served.items.reduce((sum, item) => sum + (item?.body.length ?? 0), 0);
        expect(bytes).toBeLessThanOrEqual(PAGE_LIMIT.bytes);
        expect(served.items.length).toBeGreaterThan(0);
        seen.push(...served.items.map((item) => item?.head.seq ?? 0));
        from = served.to;
      }
      expect(seen).toEqual(facts.map(({ head }) => head.seq));
    });

    test('never skip a fact while several devices push (fault 44)', async () => {
      const made = await open();
      await made.enrol({ device: 'reader', public_key: keysOf('device-1').publicKey });
      const pushing = epochs
        .filter(({ device, entries }) => device !== 'device-3' || entries[0]?.head.epoch.startsWith('1'))
        .map(async ({ entries }) => {
          for (let at = 0; at < entries.length; at += 7) await push(made, entries.slice(at, at + 7));
          return entries.length;
        });
      let isOver = false;
      const all = Promise.all(pushing).finally(() => {
        isOver = true;
      });
      const seen: string[] = [];
      const follow = async (): Promise<number> => {
        const { items } = await page(made, { device: 'reader', from: seen.length });
        seen.push(...items.map((item) => item?.head.id ?? ''));
        return items.length;
      };
      while (!isOver) await follow();
      const total = (await all).reduce((sum, count) => sum + count, 0);
      while ((await follow()) > 0);
      expect(seen).toHaveLength(total);
      expect(seen).toEqual((await made.rows('journal')).map(({ id }) => id));
    });
  });
});

test('a batch may carry what a page may: every fact a device can send can be sent on', () => {
  expect(BATCH_LIMIT.bytes).toBeLessThanOrEqual(PAGE_LIMIT.bytes);
});
