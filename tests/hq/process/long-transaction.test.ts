import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { pgMissing } from '#tests/support/pg/shared-cluster.ts';
import { type BareDevice, call, inSession } from './device.ts';
import { type OpenHq, openHq } from './open-hq.ts';

const missing = await pgMissing();

describe.skipIf(missing !== null)('a transaction that stays open', () => {
  let hq: OpenHq;
  beforeAll(async () => {
    hq = await openHq();
  });
  afterAll(() => hq.stop());
  const oldest = async () => {
    const { body } = await call<Buffer>(`${hq.address}/metrics`);
    return Number(/^mallard_oldest_transaction_seconds (\S+)$/m.exec(body.toString())?.[1]);
  };
  /** A register that reads a feed page by page, as one in a shop does, and what it has read. */
  const reader = async (device: BareDevice, feed: string) => {
    const session = await inSession(device);
    const read: (string | undefined)[] = [];
    let at = 0;
    return {
      read,
      go: async () => {
        for (;;) {
          const { body } = await device.feed(session, feed, at);
          read.push(...body.items.map((item) => item?.head.id));
          at = body.to;
          if (at === body.end) return at;
        }
      },
    };
  };

  test('holds up the feed it has taken and no other; it is measured, and afterwards nothing was skipped', async () => {
    const [one, two, there] = [await hq.joined(), await hq.joined(), await hq.joined('R02')];
    const sessions = { one: await inSession(one), two: await inSession(two), there: await inSession(there) };
    const here = await reader(await hq.joined(), 'store/R01');
    const facts = { one: one.facts(3), two: two.facts(3), there: there.facts(3) };
    await one.push(sessions.one, one.batch(facts.one.slice(0, 1)));
    const before = await here.go();

    // As a program that hangs with the feed's end in its hand, with work of its own not committed.
    const other = await hq.database.connect();
    await other.query(`begin; update feed_head set position = position where store = 'R01'`);
    const pushed = [
      one.push(sessions.one, one.batch(facts.one.slice(1))),
      two.push(sessions.two, two.batch(facts.two)),
    ];
    await expect
      .poll(async () => (await other.query('select 1 from pg_locks where not granted')).rowCount)
      .toBeGreaterThan(1);
    expect((await there.push(sessions.there, there.batch(facts.there))).body).toMatchObject({
      kind: 'ack',
      seq: 3,
    });
    const elsewhere = await reader(await hq.joined('R02'), 'store/R02');
    await elsewhere.go();
    expect(elsewhere.read).toEqual(facts.there.map(({ head }) => head.id));
    for (let look = 0; look < 5; look++) expect(await here.go()).toBe(before);
    const measured = await oldest();
    expect(measured).toBeGreaterThan(0);
    expect(await oldest()).toBeGreaterThan(measured);

    await other.query('rollback');
    expect((await Promise.all(pushed)).map(({ body }) => body)).toMatchObject([
      { kind: 'ack', seq: 3 },
      { kind: 'ack', seq: 3 },
    ]);
    expect(await here.go()).toBe(before + 5);
    const ids = (of: readonly { readonly head: { readonly id: string } }[]) => of.map(({ head }) => head.id);
    expect(here.read.filter((id) => id?.startsWith(one.id))).toEqual(ids(facts.one));
    expect(here.read.filter((id) => id?.startsWith(two.id))).toEqual(ids(facts.two));
    expect(await oldest()).toBeLessThan(measured);
    await other.end();
  });
});
