import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deviceKeys, newDeviceKey } from '#electron/sync/keys.ts';
import { peopleExchange } from '#electron/sync/people.ts';
import { nodeCodec } from '#node/codec.ts';
import { aesSeal } from '#node/person-seal.ts';
import { scryptPins } from '#node/scrypt-pins.ts';
import { chainSlip } from '#server/api/chain/slip.ts';
import { revokeDevice } from '#server/link/devices.ts';
import type { RegisterId, StoreId } from '#shared/domain/ids.ts';
import { toHex } from '#shared/link/bytes.ts';
import { type PeopleReply, peopleAskMessage } from '#shared/link/people.ts';
import { foundStore } from '#shared/services/setup/found-store.ts';
import { ownStore } from '#shared/services/setup/own-store.ts';
import { OWN, openHost, type TestHost } from '#tests/host/open-host.ts';
import { sellUnlisted } from '#tests/support/own-store.ts';
import { pgMissing } from '#tests/support/pg/shared-cluster.ts';
import { call, codeOf, inSession } from './device.ts';
import { type OpenHq, openHq } from './open-hq.ts';
import { until } from './till.ts';

const missing = await pgMissing();
const COST = { N: 16, r: 8, p: 1, maxmem: 1 << 20 };

describe.skipIf(missing !== null)('headquarters and the registers of a store', () => {
  let hq: OpenHq;
  const host = () => hq.hosts.of('R01' as StoreId);
  beforeAll(async () => {
    hq = await openHq();
    const draft = ownStore({ ...OWN, store: 'R01' as StoreId, register: '1' as RegisterId });
    if (!draft.ok) throw new Error(draft.error.code);
    const pins = scryptPins(hq.identity.pepper, COST);
    const founded = await foundStore(await host(), { pins, seal: aesSeal })(draft.value);
    if (!founded.ok) throw new Error(founded.error.code);
  });
  afterAll(() => hq.stop());

  const newRegister = async (): Promise<TestHost> => {
    const pins = scryptPins(new Uint8Array(32), COST, async () => hq.identity.pepper);
    const opened = await openHost({ ports: { pins } });
    await opened.page().setup.join({ address: hq.address, code: await hq.code() });
    await until(async () => expect((await opened.page().session.get()).mode).toBe('locked'));
    return opened;
  };
  const signedIn = async (opened: TestHost) => {
    const page = opened.page();
    const [person] = await page.session.people();
    await page.session.signIn({ person: person?.id ?? '', pin: OWN.owner.pin });
    return page;
  };

  test('a new register opens with the chain’s people, sells, and the other one finds the sale', async () => {
    const [one, two] = [await newRegister(), await newRegister()];
    const [page, other] = [await signedIn(one), await signedIn(two)];
    expect((await page.session.people()).map(({ name }) => name)).toEqual([OWN.owner.name]);
    await page.shifts.open({ commandId: crypto.randomUUID(), counted: [] });
    const sale = await sellUnlisted(page, { lines: [{ name: 'Tea', price: 1200 }] });
    await until(async () => {
      expect((await other.sales.find({ text: sale.number })).rows.map(({ number }) => number)).toEqual([
        sale.number,
      ]);
    });
    expect(await hq.rows('select number, total from sale')).toEqual([{ number: sale.number, total: 1200 }]);
    const asked = { store: 'R01', kind: 'sale', document: sale.sale } as const;
    const slip = await chainSlip({ host: await host() }, asked, () => 'Mei Lin');
    expect(slip?.number).toBe(sale.number);
    expect(JSON.stringify(slip?.slip.blocks)).toMatch(/Tea.*12\.00.*Cash/s);
    expect(await chainSlip({ host: await host() }, { ...asked, store: 'R02' }, String)).toBeNull();
    await until(async () => expect((await page.link.state())?.waiting.facts).toBe(0));
    await hq.settle();
    expect(await hq.rows('select distinct state, waiting_facts from device')).toEqual([
      { state: 'active', waiting_facts: 0 },
    ]);
  });

  test('a register reads nothing back of what it sold alone, and remembers how far it came', async () => {
    const opened = await newRegister();
    const page = await signedIn(opened);
    await page.shifts.open({ commandId: crypto.randomUUID(), counted: [] });
    const feed = async () => (await page.link.state())?.feeds.find(({ feed: name }) => name === 'store');
    const end = async () =>
      (await hq.rows<{ position: number }>(`select position from feed_head where store = 'R01'`))[0]
        ?.position;
    const isThere = () =>
      until(async () => {
        const [at, there] = [await feed(), await end()];
        expect([(await page.link.state())?.waiting.facts, at?.position, at?.end]).toEqual([0, there, there]);
      });
    await isThere();
    const { device } = opened.host.register.store.self();
    const reads = () =>
      hq.said().filter((line) => line['device'] === device && line['route'] === '/link/feed').length;
    const before = reads();
    expect(before).toBeGreaterThan(0);
    for (let sale = 0; sale < 3; sale++) {
      await sellUnlisted(page, { lines: [{ name: 'Tea', price: 1200 }] });
      await isThere();
    }
    expect(reads()).toBe(before);
    opened.clock.advance(2_000);
    const kept = opened.host.register.store.reading
      .prepare(`select position from local_feed where feed = 'store/R01'`)
      .pluck();
    const there = await end();
    await until(() => expect(kept.get()).toBe(there));
  });

  test('another name of the chain is heard at the next hello', async () => {
    const page = await signedIn(await newRegister());
    expect((await page.link.state())?.chain).toBe('Ducks');
    await hq.rows(`update hq_state set value = 'Geese' where key = 'chain'`);
    await hq.rows('delete from link_session');
    await until(async () => expect((await page.link.tryNow())?.chain).toBe('Geese'));
  });

  test('a revoked register sells on, and a new code makes it one again; what it sold meanwhile is there', async () => {
    const opened = await newRegister();
    const page = await signedIn(opened);
    const { device } = opened.host.register.store.self();
    const revoke = { pool: hq.database.pool, now: Date.now };
    await revokeDevice(revoke, device);
    await page.link.tryNow();
    await until(async () => expect((await page.link.state())?.turnedAway).toBe(true));
    const { shift } = await page.shifts.open({ commandId: crypto.randomUUID(), counted: [] });
    await sellUnlisted(page, { lines: [{ name: 'Tea', price: 700 }] });
    const join = async (register?: string) =>
      await page.link.join({ address: hq.address, code: await hq.code('R01', register) });
    await expect(join()).rejects.toMatchObject({ data: { data: { reason: 'SHIFT' } } });
    await page.shifts.close({
      commandId: crypto.randomUUID(),
      shift,
      counted: [{ value: 100, count: 7 }],
      declared: (await page.settings.tenders())
        .filter(({ kind, declaredAtClose }) => declaredAtClose && kind !== 'cash')
        .map(({ id }) => ({ tender: id, amount: 0 })),
      tickets: 'keep',
      note: '',
    });
    expect(await join('47')).toMatchObject({ store: 'R01', register: '47' });
    await until(async () => {
      const state = await page.link.state();
      expect([state?.turnedAway, state?.trouble, state?.waiting.facts]).toEqual([false, null, 0]);
    });
    expect((await page.session.get()).store?.register).toBe('47');
    const kept = await hq.rows<{ state: string }>(
      "select state from journal where origin = $1 and type = 'sale.completed'",
      [device],
    );
    expect(kept).toHaveLength(1);
    await expect(join()).rejects.toMatchObject({ data: { data: { reason: 'JOINED' } } });
  });

  test('keys of people go to who asked, sealed for it alone; of who was erased nothing goes but that', async () => {
    const device = await hq.joined();
    const session = await inSession(device);
    const ask = async (query: Record<string, string>) =>
      await call<PeopleReply>(`${hq.address}/link/people?${new URLSearchParams(query)}`, {
        authorization: `Bearer ${session}`,
      });
    const exchange = peopleExchange(device.id, device);
    const hqKey = Buffer.from(hq.identity.hqKey, 'base64');
    const open = async () => exchange.open((await ask(exchange.query)).body, hqKey);
    const first = await open();
    const [person] = first?.people ?? [];
    expect(first).toMatchObject({ people: [{ pin: { hash: expect.any(String) } }], erased: [] });
    const others = peopleExchange(device.id, deviceKeys(newDeviceKey()));
    expect(codeOf(await ask(others.query))).toBe('UNSIGNED');
    // A point everybody agrees with to the same secret.
    const key = '0'.repeat(64);
    const signature = toHex(device.sign(peopleAskMessage({ device: device.id, key }, nodeCodec)));
    expect(codeOf(await ask({ key, signature }))).toBe('UNSIGNED');
    await hq.rows('delete from local_person_key where person = $1', [person?.person]);
    expect(await open()).toMatchObject({ people: [], erased: [person?.person] });
  });
});
