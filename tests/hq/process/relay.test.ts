import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nodeCodec } from '#node/codec.ts';
import { relay } from '#server/link/relay.ts';
import { createPostgresHq } from '#server/store/postgres-hq.ts';
import { transferDispatched } from '#shared/journal/entries/transfer.ts';
import { pgMissing } from '#tests/support/pg/shared-cluster.ts';
import { aDispatch } from '#tests/support/transfers.ts';
import { inSession } from './device.ts';
import { type OpenHq, openHq } from './open-hq.ts';
import { until } from './till.ts';

const missing = await pgMissing();

describe.skipIf(missing !== null)('what concerns another store', () => {
  let hq: OpenHq;
  beforeAll(async () => {
    hq = await openHq();
  });
  afterAll(() => hq.stop());

  const dispatch = (transfer: string) => aDispatch(transfer, 'R02', [{ item: 'tea', pieces: 3 }]);

  test('comes to that store’s registers by their feed, poked, and to no other store’s', async () => {
    const [sender, receiver] = [await hq.joined('R01'), await hq.joined('R02')];
    const session = await inSession(receiver);
    const pokes: unknown[] = [];
    const socket = receiver.pokes(session);
    socket.on('message', (said: Buffer) => pokes.push(JSON.parse(said.toString())));
    await until(() => expect(pokes).toContainEqual({ feed: 'store/R02', position: 0 }));
    const before = sender.facts(2);
    const fact = sender.fact(transferDispatched.type, dispatch('t1'));
    const facts = [...before, fact, ...sender.facts(1)];
    expect((await sender.push(await inSession(sender), sender.batch(facts))).body).toMatchObject({
      kind: 'ack',
      seq: 4,
    });
    await until(() => expect(pokes).toContainEqual({ feed: 'store/R02', position: 1 }));
    socket.terminate();
    const page = await receiver.feed(session, 'store/R02', 0);
    expect(page.body.items.map((item) => item?.head.id)).toEqual([fact.head.id]);
    expect(await hq.rows('select * from route')).toEqual([]);
  });

  test('is brought once by many processes at a time, none of which stops at one that fails', async () => {
    const sender = await hq.joined('R01');
    const sent = Array.from({ length: 60 }, (_, n) =>
      sender.fact(transferDispatched.type, dispatch(`many-${n}`)),
    );
    const { pool } = hq.database;
    const store = createPostgresHq(pool, { codec: nodeCodec, now: Date.now });
    const [first] = sent;
    const errors: unknown[] = [];
    const relays = Array.from({ length: 4 }, (_, n) =>
      relay({
        hq: {
          ...store,
          // One of them breaks at one fact whenever it comes to it.
          transaction: (work) =>
            store.transaction((tx) =>
              work({
                ...tx,
                accept: async (target, entry) => {
                  if (n === 0 && entry === first?.head.id) throw new Error('broken');
                  return await tx.accept(target, entry);
                },
              }),
            ),
        },
        codec: nodeCodec,
        announce: () => {},
        report: (error) => errors.push(error),
      }),
    );
    await sender.push(await inSession(sender), sender.batch(sent));
    for (let round = 0; round < 3; round++) await Promise.all(relays.map(({ work }) => work()));
    await Promise.all(relays.map(({ stop }) => stop()));
    await until(async () => expect(await hq.rows('select * from route')).toEqual([]));
    expect(errors.every((error) => error instanceof Error && error.message === 'broken')).toBe(true);
    const there = await hq.rows<{ id: string }>(
      `select id from journal where store = 'R02' and origin = $1 order by position`,
      [sender.id],
    );
    expect(there).toHaveLength(60);
    expect(new Set(there.map(({ id }) => id))).toEqual(new Set(sent.map(({ head }) => head.id)));
    const [head] = await hq.rows(`select position from feed_head where store = 'R02'`);
    expect(head).toEqual({ position: 61 });
  });
});
