import { zstdCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { nodeCodec } from '#node/codec.ts';
import { beginIncarnation } from '#server/set-up/identity.ts';
import { encodeFacts } from '#shared/link/fact-frame.ts';
import { OWN, testClock } from '#tests/host/open-host.ts';
import { copyOf, type PgDatabase } from '#tests/support/pg/database.ts';
import { pgMissing } from '#tests/support/pg/shared-cluster.ts';
import { bareDevice, call, codeOf, inSession } from './device.ts';
import { type OpenHq, openHq, openOn } from './open-hq.ts';
import { foundR01 } from './store-of-registers.ts';
import { command, isCurrent, openTill, parkTea, pay, scanTea, type Till, until } from './till.ts';

const missing = await pgMissing();
const MINUTE = 60_000;

describe.skipIf(missing !== null)('a headquarters that was put back to a backup', () => {
  const over: (() => Promise<unknown>)[] = [];
  const clock = testClock(Date.now());
  let before: OpenHq;
  let copy: PgDatabase;
  let hq: OpenHq;
  let seller: Till;
  let other: Till;
  beforeAll(async () => {
    before = await openHq();
    await foundR01(before);
    [seller, other] = await Promise.all([openTill(before), openTill(before, { clock })]);
    over.push(() => other.close());
    await pay(seller, await scanTea(seller));
    await bothHold(1);
    // The backup; everything after it is lost.
    await before.halt();
    copy = await copyOf(before.url);
    hq = await openOn({ url: before.url, close: async () => {} });
    for (const till of [seller, other]) till.line.lead(hq.address);
  }, 60_000);
  afterAll(async () => {
    for (const end of over) await end();
    await hq.stop();
    await before.stop();
  });

  const sales = async ({ page }: Till) => (await page.sales.find({ text: '' })).rows.length;
  const bothHold = (count: number) =>
    until(async () => {
      await isCurrent(seller);
      await isCurrent(other);
      expect([await sales(seller), await sales(other)]).toEqual([count, count]);
    });
  const typesAt = ({ host }: Till) =>
    host.register.store.reading.prepare('select type from journal').pluck().all();
  const atHq = async () =>
    (
      await hq.rows<{ origin: string; type: string; device: string | null; state: string }>(
        "select origin, type, device, state from journal where store = 'R01' order by position",
      )
    ).map(({ origin, type, state }) => `${origin} ${type} ${state}`);

  /** How many of them the register that stays did not write itself. */
  const ofOthers = (facts: readonly string[]) => {
    const { device } = other.host.register.store.self();
    return facts.filter((each) => !each.startsWith(device)).length;
  };

  test('holds again what it lost, the sales of a register that is gone and its own word, when one that holds them has compared', async () => {
    const lost = [await pay(seller, await scanTea(seller)), await pay(seller, await scanTea(seller))];
    const park = await parkTea(seller);
    await bothHold(3);
    await until(async () =>
      expect((await other.page.tickets.parked()).map((each) => each.park)).toEqual([park]),
    );
    await other.page.tickets.recall({ ...command(), park });
    await until(() => expect(typesAt(other)).toContain('ticket.assigned'));
    await isCurrent(other);
    const held = await atHq();
    expect(held).toContain('hq/R01 ticket.assigned posted');
    expect(await other.page.link.compare()).toEqual({ trouble: null });

    // The register that sold is gone with its disk, and so is headquarters.
    await seller.close();
    await hq.halt();
    await beginIncarnation(copy.pool, Date.now());
    hq = await openOn(copy);
    const left = ofOthers(await atHq());
    expect(left).toBeLessThan(ofOthers(held));
    other.line.lead(hq.address);
    const compared = async () => (await other.page.link.state())?.compared ?? null;
    // What was compared in the life before says nothing in this one.
    await until(async () => {
      clock.advance(1_000);
      expect(await compared()).toBeNull();
    });
    // Those that are there send their own first.
    clock.advance(9 * MINUTE);
    expect(await compared()).toBeNull();
    expect(ofOthers(await atHq())).toBe(left);
    await until(async () => {
      clock.advance(MINUTE);
      const { differed = -1, regained = -2 } = (await compared()) ?? {};
      expect(regained).toBe(differed);
    });
    expect(new Set(await atHq())).toEqual(new Set(held));
    const open = "select detail from exception where rule = 'DIGEST' and settled_at is null";
    const regained = ofOthers(held) - left;
    await until(async () =>
      expect((await hq.rows<{ detail: string }>(open)).map(({ detail }) => JSON.parse(detail))).toMatchObject(
        [{ extra: regained, regained, repaired: 0 }],
      ),
    );
    for (const { number } of lost)
      expect(await hq.rows('select number from sale where number = $1', [number])).toHaveLength(1);
    expect(await hq.rows('select park from assigned_ticket')).toEqual([{ park }]);
    // It was left alone for longer than a register stays open.
    const [person] = await other.page.session.people();
    await other.page.session.signIn({ person: person?.id ?? '', pin: OWN.owner.pin });
    expect(await other.page.link.compare()).toEqual({ trouble: null });
    expect(await compared()).toMatchObject({ differed: 0 });
    expect(await hq.rows(open)).toEqual([]);
  });

  test.each<[string, (facts: Buffer) => Uint8Array, string]>([
    ['is cut short', (facts) => facts.subarray(0, -5), 'MALFORMED'],
    ['is no facts', () => Buffer.from('hello'), 'MALFORMED'],
    ['unpacks to more than a frame', () => zstdCompressSync(Buffer.alloc(64 * 1024 * 1024)), 'OVERSIZED'],
    ['has a session of nobody', (facts) => facts, 'NO_SESSION'],
  ])('refuses what %s, and keeps nothing of it', async (how, spoilt, code) => {
    const device = await hq.joined();
    const session = how.includes('session') ? 'x'.repeat(43) : await inSession(device);
    const packed = zstdCompressSync(encodeFacts(bareDevice(hq.address).facts(3), nodeCodec));
    const headers = { authorization: `Bearer ${session}`, 'content-type': 'application/octet-stream' };
    const held = await atHq();
    const [answer, said] = await hq.refusals(() =>
      call(`${hq.address}/link/regain`, headers, spoilt(packed)),
    );
    expect(codeOf(answer)).toBe(code);
    expect(said).toEqual([[code, answer.status]]);
    expect(await atHq()).toEqual(held);
  });
});
