import { expect, test } from 'vitest';
import { nodeCodec } from '#node/codec.ts';
import { transferDispatched, transferReceived } from '#shared/journal/entries/transfer.ts';
import type { Entry } from '#shared/journal/entry.ts';
import type { ReceivedEntry } from '#shared/link/batch.ts';
import type { HqStore } from '#shared/link/hq/hq-store.ts';
import { postAgain } from '#shared/link/hq/post-facts.ts';
import { receivePush } from '#shared/link/hq/receive-push.ts';
import { relayFact } from '#shared/link/hq/relay.ts';
import { serveFeed } from '#shared/link/hq/serve-feed.ts';
import { batchOf, chained, type DeviceKeys, deviceKeys, nodeVerify } from '../support/link/device-keys.ts';
import { describeEachHq, type TestHq } from '../support/link/hq-engines.ts';
import { aDispatch, aReceipt } from '../support/transfers.ts';

const DEVICES = { 'device-1': 'R01', 'device-2': 'R02', 'device-3': 'R02' } as const;
type Device = keyof typeof DEVICES;
const keys = new Map(Object.keys(DEVICES).map((device): [string, DeviceKeys] => [device, deviceKeys()]));
const keysOf = (device: Device): DeviceKeys => {
  const found = keys.get(device);
  if (!found) throw new Error(`no keys of ${device}`);
  return found;
};

const told = (device: Device, type: { readonly type: string }, body: object, id: string): Entry =>
  ({
    id,
    origin: device,
    epoch: '1-00000000000000c1',
    seq: 1,
    type: type.type,
    v: 1,
    at: 1000,
    actor: 'boss',
    store: DEVICES[device],
    shift: null,
    body,
  }) as unknown as Entry;

const sent = (transfer: string, pieces = 4) => aDispatch(transfer, 'R02', [{ item: 'milk', pieces }]);
const dispatch = (transfer: string, to = 'R02') =>
  told('device-1', transferDispatched, { ...sent(transfer), to }, `sent-${transfer}`);
const receipt = (transfer: string, device: Device = 'device-2') => {
  const body = aReceipt(`${transfer}-${device}`, { from: 'R01', dispatch: sent(transfer) }, { pieces: [3] });
  return told(device, transferReceived, body ?? {}, `received-${transfer}-${device}`);
};
/** A fact of a program of tomorrow: of no interest but that it takes a place. */
const other = (n: number) => told('device-1', { type: 'kitchen.sent' }, { n }, `other-${n}`);

describeEachHq('between two stores', (openHq) => {
  const open = async (): Promise<TestHq> => {
    const made = await openHq();
    for (const store of ['R01', 'R02']) await made.openStore(store);
    for (const [device, store] of Object.entries(DEVICES))
      await made.enrol({ device, store, public_key: keysOf(device as Device).publicKey });
    return made;
  };
  const push = async ({ hq }: { readonly hq: HqStore }, entries: readonly ReceivedEntry[]) => {
    const device = entries[0]?.head.origin as Device;
    const from = { device, bytes: batchOf(entries, keysOf(device)) };
    const reply = await receivePush(hq, from, { codec: nodeCodec, verify: nodeVerify });
    if (!reply.ok) throw new Error(reply.error.code);
    return reply.value;
  };
  const relayAll = async ({ hq }: { readonly hq: HqStore }) => {
    for (const route of await hq.undelivered(100)) await relayFact(hq, route, nodeCodec);
  };
  const ofStore = async ({ rows }: TestHq, table: string, store: string) =>
    (await rows(table)).filter((row) => row['store'] === store);
  const plain = (bytes: unknown) => Buffer.from(bytes as Uint8Array).toString('hex');

  test('what concerns another store is noted with it, and brought there: the same bytes, its own rows', async () => {
    const made = await open();
    const facts = chained([other(1), dispatch('t1'), other(2), dispatch('t2')]);
    await push(made, facts);
    expect(await made.rows('route')).toEqual([
      { store: 'R01', entry: 'sent-t1', target: 'R02' },
      { store: 'R01', entry: 'sent-t2', target: 'R02' },
    ]);
    expect(await ofStore(made, 'journal', 'R02')).toEqual([]);
    await relayAll(made);
    expect(await made.rows('route')).toEqual([]);
    const there = await ofStore(made, 'journal', 'R02');
    expect(there.map(({ position, hash, state, device }) => [position, plain(hash), state, device])).toEqual([
      [1, plain(facts[1]?.hash), 'posted', 'device-1'],
      [2, plain(facts[3]?.hash), 'posted', 'device-1'],
    ]);
    expect(await ofStore(made, 'transfer', 'R02')).toMatchObject([
      { transfer: 't1', from_store: 'R01', to_store: 'R02' },
      { transfer: 't2' },
    ]);
    expect(await ofStore(made, 'balance', 'R02')).toEqual([]);
    expect(
      (await ofStore(made, 'balance', 'R01')).map(({ location, on_hand }) => [location, on_hand]),
    ).toEqual([
      ['CLEARING_OUT', 8000],
      ['SALEABLE', -8000],
    ]);
    // Its history is kept where it is from.
    expect((await made.rows('journal_branch')).map(({ store, seq }) => [store, seq])).toEqual([['R01', 4]]);
    const page = await serveFeed(made.feed, { device: 'device-2', feed: 'store/R02', from: 0 }, 'inc-1');
    expect(page.ok && page.value.items.map((item) => item?.head.id)).toEqual(['sent-t1', 'sent-t2']);
  });

  test('brought again, by whomever and however often at once, it is there once', async () => {
    const made = await open();
    await push(made, chained([dispatch('t1'), dispatch('t2'), dispatch('t3')]));
    const routes = await made.hq.undelivered(100);
    const all = Array.from({ length: 8 }, () => routes).flat();
    const grown = await Promise.all(all.map((route) => relayFact(made.hq, route, nodeCodec)));
    expect(grown.filter((each) => each !== null)).toHaveLength(3);
    const ids = (await ofStore(made, 'journal', 'R02')).map(({ id }) => id);
    expect(new Set(ids)).toEqual(new Set(['sent-t1', 'sent-t2', 'sent-t3']));
    expect(ids).toHaveLength(3);
    expect(await made.rows('feed_head')).toMatchObject([{ position: 3 }, { position: 3 }]);
  });

  test('killed at any of its steps it loses nothing and doubles nothing', async () => {
    const made = await open();
    /** Dies in the n-th transaction, before or after its commit. */
    const dying = (n: number, when: 'before' | 'after'): HqStore => {
      let count = 0;
      return {
        ...made.hq,
        transaction: async (work) => {
          count += 1;
          const isIt = count === n;
          const done = await made.hq.transaction(async (tx) => {
            const result = await work(tx);
            if (isIt && when === 'before') throw new Error('killed');
            return result;
          });
          if (isIt && when === 'after') throw new Error('killed');
          return done;
        },
      };
    };
    let facts: ReceivedEntry[] = [];
    for (const [n, when] of [
      [1, 'before'],
      [1, 'after'],
      [2, 'before'],
      [2, 'after'],
    ] as const) {
      const last = facts.at(-1);
      facts = [
        ...facts,
        ...chained([dispatch(`t${n}-${when}`)], last && { seq: last.head.seq, hash: last.hash }),
      ];
      const newest = facts.slice(-1);
      // Where the push itself dies it is sent again, and its route comes with it or not at all.
      await push({ hq: dying(1, 'before') }, newest).catch(() => {});
      expect(await made.rows('route')).toEqual([]);
      await push(made, newest);
      await expect(relayAll({ hq: dying(n, when) })).rejects.toThrow('killed');
      await relayAll(made);
      expect(await made.rows('route')).toEqual([]);
    }
    expect((await ofStore(made, 'journal', 'R02')).map(({ id }) => id)).toEqual([
      'sent-t1-before',
      'sent-t1-after',
      'sent-t2-before',
      'sent-t2-after',
    ]);
    expect(await ofStore(made, 'transfer', 'R02')).toHaveLength(4);
  });

  test('the receipt goes back, and over both stores clearing is what is still in transit', async () => {
    const made = await open();
    await push(made, chained([dispatch('t1')]));
    await relayAll(made);
    await push(made, chained([receipt('t1')]));
    expect(await made.rows('route')).toEqual([
      { store: 'R02', entry: 'received-t1-device-2', target: 'R01' },
    ]);
    await relayAll(made);
    // What was brought somewhere goes no further.
    expect(await made.rows('route')).toEqual([]);
    for (const store of ['R01', 'R02'])
      expect(await ofStore(made, 'transfer_receipt_line', store)).toMatchObject([{ qty: 3000, taken: 3000 }]);
    const clearing = (await made.rows('balance')).filter(({ location }) =>
      String(location).startsWith('CLEARING'),
    );
    expect(clearing.map(({ store, on_hand }) => [store, on_hand])).toEqual([
      ['R01', 4000],
      ['R02', -3000],
    ]);
  });

  test('a receipt before its dispatch waits in its store, and is told only once it counts', async () => {
    const made = await open();
    await push(made, chained([receipt('t1')]));
    expect(await made.rows('journal')).toMatchObject([{ state: 'parked', reason: 'transfer/t1' }]);
    expect(await made.rows('route')).toEqual([]);
    await push(made, chained([dispatch('t1')]));
    await relayAll(made);
    expect((await ofStore(made, 'journal', 'R02')).map(({ state }) => state)).toEqual(['posted', 'posted']);
    await relayAll(made);
    expect(await ofStore(made, 'transfer_receipt', 'R01')).toMatchObject([{ transfer: 't1' }]);
  });

  test('what a revoked device signed goes nowhere until a person lets it count', async () => {
    const made = await open();
    const { publicKey } = keysOf('device-1');
    await made.enrol({ device: 'device-1', public_key: publicKey, state: 'revoked' });
    const [fact] = chained([dispatch('t1')]);
    if (!fact) throw new Error('one fact');
    await push(made, [fact]);
    expect(await made.rows('route')).toEqual([]);
    await made.hq.transaction(async (tx) => {
      await tx.holdFeed('R01');
      await postAgain(tx, 'R01', { fact: { position: 1, entry: fact }, codec: nodeCodec });
    });
    await relayAll(made);
    expect(await ofStore(made, 'transfer', 'R02')).toHaveLength(1);
  });

  test('to a store that is not there nothing is brought, and a person hears of it', async () => {
    const made = await open();
    await push(made, chained([dispatch('t1', 'R09')]));
    await relayAll(made);
    expect(await made.rows('route')).toEqual([]);
    expect(await ofStore(made, 'journal', 'R09')).toEqual([]);
    const [exception] = await made.rows('exception');
    expect(exception).toMatchObject({ store: 'R01', rule: 'NO_SUCH_STORE', subject: 'sent-t1' });
    expect(JSON.parse(String(exception?.['detail']))).toEqual({ to: 'R09' });
  });

  test('what the other store’s tables refuse is kept there with its reason, and holds nothing up', async () => {
    const made = await open();
    await push(made, chained([dispatch('t1'), { ...dispatch('t1'), id: 'again' as never }, dispatch('t2')]));
    // The first store refused it too, so it is not brought.
    expect((await made.rows('route')).map(({ entry }) => entry)).toEqual(['sent-t1', 'sent-t2']);
    await push(made, chained([told('device-2', transferDispatched, { ...sent('t2'), to: 'R01' }, 'theirs')]));
    await relayAll(made);
    expect((await ofStore(made, 'journal', 'R02')).map(({ id, state }) => [id, state])).toEqual([
      ['theirs', 'posted'],
      ['sent-t1', 'posted'],
      ['sent-t2', 'quarantined'],
    ]);
  });
});
