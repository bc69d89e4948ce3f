import { randomUUID } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { StoreId } from '#shared/domain/ids.ts';
import { transferDispatched, transferReceived } from '#shared/journal/entries/transfer.ts';
import type { Entry } from '#shared/journal/entry.ts';
import { loadChainFacts } from '#shared/services/journal/chain-facts.ts';
import { pgMissing } from '#tests/support/pg/shared-cluster.ts';
import { aDispatch, aReceipt } from '#tests/support/transfers.ts';
import { foundHq, type HqPlace, openHq } from './hq-place.ts';
import { poster, told } from './written-facts.ts';

const missing = await pgMissing();
const id = (): string => randomUUID();
const MINUTE = 60_000;
const refusedWith = (code: string, data: object = {}) =>
  expect.objectContaining({ code: 'REFUSED', data: expect.objectContaining({ code, ...data }) });

async function founded() {
  const place = await openHq();
  const { owner } = await foundHq(place);
  return { place, client: owner.client };
}

/** A device as enrolling leaves it, and as its last hello told of it. */
const enrolled = (place: HqPlace, device: string, told: Readonly<Record<string, unknown>> = {}) => {
  const row = {
    device,
    store: 'R01',
    register: '1',
    name: 'Front left',
    public_key: Buffer.alloc(1),
    state: 'active',
    version: '0.1.0',
    epoch: '1-00',
    seq: 88,
    last_seen: place.clock.now - MINUTE,
    skew: 200,
    waiting_facts: 0,
    enrolled_at: place.clock.now - 60 * MINUTE,
    former_stores: '[]',
    ...told,
  };
  const columns = Object.keys(row);
  return place.pool.once(
    `insert into device (${columns.join(', ')}) values (${columns.map((_, at) => `$${at + 1}`).join(', ')})`,
    Object.values(row),
  );
};

describe.skipIf(missing !== null)(`a chain at headquarters${missing === null ? '' : ` (${missing})`}`, () => {
  test('goods between two stores are seen from either end', async () => {
    const { place, client } = await founded();
    await client.stores.add({ commandId: id(), store: 'H02', name: 'Hill Market' });
    const body = aDispatch('t1', 'H02', [{ item: 'milk', pieces: 4 }]);
    const sent = { ...told(transferDispatched, body), at: place.clock.now - 60 * MINUTE };
    const post = poster(place);
    await post(sent);
    const row = { transfer: 't1', at: sent.at, status: 'shipped', lines: 1, linesInTransit: 1, by: '' };
    const asked = async (show: 'open' | 'differs' | 'done', more: { store?: string; text?: string } = {}) =>
      (await client.transfers.list({ show, ...more })).rows;
    const [seen] = await asked('open', { store: 'H02' });
    expect(seen).toMatchObject({ ...row, from: 'R01', other: 'H02', otherName: 'Hill Market' });
    expect(seen?.fromName).not.toBe('');
    expect(await asked('open', { store: 'R01', text: 'MIL' })).toEqual([seen]);
    for (const none of [
      asked('open', { store: 'X09' }),
      asked('open', { text: '%' }),
      asked('differs'),
      asked('done'),
    ])
      expect(await none).toEqual([]);
    const named = { from: 'R01', transfer: 't1' };
    expect(await client.transfers.get(named)).toMatchObject({
      lines: [{ name: 'milk', sent: 4000, received: 0, inTransit: 4000 }],
      receipts: [],
    });
    for (const nobody of [
      { ...named, from: 'X09' },
      { ...named, from: 'H02' },
      { ...named, transfer: 't9' },
    ]) {
      const said = { ...nobody, commandId: id(), note: '' };
      await expect(client.transfers.recall(said)).rejects.toEqual(refusedWith('NOT_FOUND'));
    }
    // Nobody writes for a store there is no transfer of.
    expect((await place.pool.once(`select 1 from journal where store = 'X09'`)).rows).toEqual([]);
    await expect(client.transfers.get({ ...named, from: 'X09' })).rejects.toEqual(refusedWith('NOT_FOUND'));

    // The other store says that three are all that came: a person says what became of the fourth.
    const receipt = {
      ...told(transferReceived, aReceipt('r1', { from: 'R01', dispatch: body }, { pieces: [3] })),
      store: 'H02',
    };
    await post({ ...receipt, body: { ...(receipt.body as object), complete: true } } as Entry);
    expect(await asked('differs')).toMatchObject([{ transfer: 't1', status: 'received', differs: true }]);
    expect(await asked('done')).toEqual([]);
    await expect(client.transfers.recall({ ...named, commandId: id(), note: '' })).rejects.toEqual(
      refusedWith('TRANSFER_COUNTED'),
    );
    const settle = {
      ...named,
      commandId: id(),
      note: 'fell off',
      lines: [{ line: 1, outcome: 'lost' as const, qty: 1000 }],
    };
    const done = await client.transfers.settle(settle);
    expect(await client.transfers.settle(settle)).toEqual(done);
    expect((await client.transfers.get(named)).settlements).toMatchObject([{ atHq: true, by: 'wen.li' }]);
    expect(await asked('open')).toEqual([]);
    expect(await asked('done', { text: 'milk' })).toMatchObject([{ status: 'closed', differs: false }]);
    const written = await place.pool.once(
      `select j.store, j.origin, r.target from journal j join route r on r.store = j.store and r.entry = j.id where j.type = 'transfer.settled'`,
    );
    expect(written.rows).toEqual([{ store: 'R01', origin: 'hq/R01', target: 'H02' }]);
  });

  test('of a transfer that was taken back and received a person hears until it is given back', async () => {
    const { place, client } = await founded();
    await client.stores.add({ commandId: id(), store: 'H02', name: 'Hill Market' });
    const body = aDispatch('t1', 'H02', [{ item: 'milk', pieces: 4 }]);
    const post = poster(place);
    await post(told(transferDispatched, body));
    const named = { from: 'R01', transfer: 't1', note: '' };
    await client.transfers.recall({ ...named, commandId: id() });
    const shown = async (show: 'open' | 'differs' | 'done') =>
      (await client.transfers.list({ show })).rows.map(({ status, differs }) => [status, differs]);
    expect(await shown('done')).toEqual([['recalled', false]]);
    const came = aReceipt('r1', { from: 'R01', dispatch: body }, { pieces: [4] });
    await post({ ...told(transferReceived, came), store: 'H02' as StoreId });
    for (const show of ['open', 'differs'] as const) expect(await shown(show)).toEqual([['received', true]]);
    expect(await shown('done')).toEqual([]);
    const lines = [{ line: 1, outcome: 'received' as const, qty: 4000 }];
    await client.transfers.settle({ ...named, commandId: id(), lines });
    expect(await shown('done')).toEqual([['received', false]]);
  });

  test('every store has the settings of the chain and a place of its own', async () => {
    const { place, client } = await founded();
    const add = { commandId: id(), store: 'H02', name: 'Hill Market' };
    await client.stores.add(add);
    // Told again it is the same store; another one of that code is refused.
    expect(await client.stores.add(add)).toMatchObject({ store: 'H02', name: 'Hill Market', registers: 0 });
    await expect(client.stores.add({ ...add, commandId: id(), name: 'Hall' })).rejects.toEqual(
      refusedWith('CODE_TAKEN'),
    );
    await client.stores.rename({ commandId: id(), store: 'R01', name: 'Riverside North' });
    const { denominations: _, store: _s, register: _r, currency: _c, ...value } = await client.settings.get();
    await client.settings.save({ commandId: id(), value: { ...value, idleLockMinutes: 7 } });
    const facts = async (store: string) =>
      (await loadChainFacts(place.hq.host.read, store as StoreId, '1')).settings;
    expect(await facts('R01')).toMatchObject({
      store: 'R01',
      name: 'Riverside North',
      address: ['12 Quay Street'],
      idleLockMinutes: 7,
    });
    expect(await facts('H02')).toMatchObject({
      store: 'H02',
      name: 'Hill Market',
      address: [],
      idleLockMinutes: 7,
    });
  });

  test('a code is told once, holds ten minutes, and can be taken back', async () => {
    const { place, client } = await founded();
    const made = await client.codes.make({ commandId: id(), store: 'R01', register: null });
    expect(made.row).toMatchObject({ store: 'R01', register: '1', expiresAt: place.clock.now + 10 * MINUTE });
    const listed = await client.codes.list();
    expect(listed).toEqual([{ ...made.row, madeBy: 'wen.li' }]);
    expect(JSON.stringify(listed)).not.toContain(made.code);
    await client.codes.cancel({ commandId: id(), id: made.row.id });
    expect(await client.codes.list()).toEqual([]);
    await client.codes.make({ commandId: id(), store: 'R01', register: 'A1' });
    place.clock.now += 10 * MINUTE;
    // Half an hour alone would sign the owner out as well.
    expect(await client.codes.list()).toEqual([]);
    await enrolled(place, 'd1', { register: '7' });
    await expect(client.codes.make({ commandId: id(), store: 'R01', register: '7' })).rejects.toEqual(
      refusedWith('CODE_TAKEN', { data: { field: 'register' } }),
    );
    await expect(client.codes.make({ commandId: id(), store: 'X99', register: null })).rejects.toEqual(
      refusedWith('NOT_FOUND', { data: { field: 'store' } }),
    );
  });

  test('the chain gets another name', async () => {
    const { client } = await founded();
    await client.stores.renameChain({ commandId: id(), name: 'Ducks & Sons 鸭子' });
    expect(await client.session.get()).toMatchObject({
      chain: 'Ducks & Sons 鸭子',
      store: { name: 'Ducks & Sons 鸭子' },
    });
  });

  test('a register is told by its state, renamed, and revoked', async () => {
    const { place, client } = await founded();
    await enrolled(place, 'd1', { waiting_facts: 3, waiting_since: place.clock.now - MINUTE });
    await enrolled(place, 'd2', { register: '2', last_seen: place.clock.now - 3 * MINUTE });
    await enrolled(place, 'd3', { register: '3', last_seen: null });
    const states = async () => (await client.devices.list()).map(({ device, state }) => `${device} ${state}`);
    expect(await states()).toEqual(['d1 online', 'd2 silent', 'd3 new']);
    expect(await client.devices.rename({ commandId: id(), device: 'd1', name: 'Door' })).toMatchObject({
      name: 'Door',
      storeName: 'Riverside',
      waiting: 3,
      notPosted: 0,
    });
    const revoke = { commandId: id(), device: 'd1' };
    await client.devices.revoke(revoke);
    expect(await client.devices.revoke(revoke)).toMatchObject({ state: 'revoked' });
    expect(await states()).toEqual(['d2 silent', 'd3 new', 'd1 revoked']);
    await expect(client.devices.revoke({ commandId: id(), device: 'd9' })).rejects.toEqual(
      refusedWith('NOT_FOUND'),
    );
  });

  test('a register that seems to be two is let back or revoked, with what was found', async () => {
    const { place, client } = await founded();
    const found = async (device: string, register: string) => {
      await enrolled(place, device, { register, lease: 'x' });
      await place.pool.once(
        "insert into exception (store, rule, subject, detail, raised_at) values ('R01', 'CLONE', $1, '{}', 1)",
        [device],
      );
    };
    await found('d1', '1');
    await found('d2', '2');
    await enrolled(place, 'd3', { register: '3' });
    const copied = async () =>
      (await client.devices.list()).filter((row) => row.copied).map(({ device }) => device);
    const leases = async () =>
      (await place.pool.once('select device, lease from device order by device')).rows;
    expect(await copied()).toEqual(['d1', 'd2']);
    const back = { commandId: id(), device: 'd1', note: 'Restored from last night.' };
    await expect(client.devices.letBack({ ...back, note: ' ' })).rejects.toEqual(
      refusedWith('REASON_MISSING'),
    );
    expect(await client.devices.letBack(back)).toMatchObject({ copied: false, state: 'online' });
    await place.pool.once("update device set lease = 'y' where device = 'd1'");
    // The same answer told again takes no newer lease away; another one has nothing to answer.
    await client.devices.letBack(back);
    await expect(client.devices.letBack({ ...back, note: 'Once more.' })).rejects.toEqual(
      refusedWith('STALE'),
    );
    for (const [device, code] of [
      ['d3', 'STALE'],
      ['d9', 'NOT_FOUND'],
    ] as const)
      await expect(client.devices.letBack({ ...back, device })).rejects.toEqual(refusedWith(code));
    expect((await leases())[0]).toEqual({ device: 'd1', lease: 'y' });
    const revoke = { commandId: id(), device: 'd2', note: 'The disk was stolen.' };
    expect(await client.devices.revoke(revoke)).toMatchObject({ state: 'revoked', copied: false });
    expect(await client.exceptions.list({ settled: true })).toMatchObject({
      open: 0,
      rows: [
        { subject: 'd1', note: back.note, settledBy: 'wen.li' },
        { subject: 'd2', note: revoke.note },
      ],
    });
  });

  test('products and people of the chain are authored here, each command once', async () => {
    const { client } = await founded();
    const [taxClass] = await client.catalog.taxClasses();
    const value = {
      name: 'Oat milk 1 l',
      names: { 'zh-CN': '燕麦奶' },
      sku: 'OAT',
      barcodes: ['4006381333931'],
      unit: 'piece' as const,
      price: 1290,
      taxClass: taxClass?.id ?? '',
      category: null,
      picture: null,
      active: true,
      minStock: null,
      taxCode: null,
    };
    const command = { commandId: id(), product: null, value };
    const made = await client.catalog.save(command);
    expect(await client.catalog.save(command)).toEqual(made);
    await client.catalog.save({ commandId: id(), product: made.id, value: { ...value, price: 1350 } });
    for (const text of ['oat mil', '燕麦', 'OAT', '4006381333931'])
      expect((await client.catalog.list({ text })).rows.map(({ price }) => price)).toEqual([1350]);
    expect((await client.catalog.list({ text: 'rye' })).rows).toEqual([]);
    const choice = { of: 'these' as const, products: [made.id] };
    const action = { kind: 'price-amount' as const, amount: 50 };
    expect(await client.catalog.tryChange({ choice, action })).toMatchObject({ chosen: 1, toChange: 1 });
    await client.catalog.changeMany({ commandId: id(), choice, action });
    expect(await client.catalog.get({ product: made.id })).toMatchObject({ price: 1400 });
    expect(await client.catalog.newestChange()).toMatchObject({ state: 'done', by: 'wen.li' });
    const hire = { commandId: id(), person: null, name: 'Mei Chen', role: 'owner', active: true };
    const person = await client.people.save(hire);
    // Nobody has a PIN, and headquarters is looked after all the same.
    await client.people.save({ ...hire, commandId: id(), person: person.id, active: false });
    expect(await client.people.list()).toMatchObject([{ name: 'Mei Chen', active: false, hasPin: false }]);
  });

  test('a PIN is set once a command, for people that are there, and is no digit of any table', async () => {
    const { place, client } = await founded();
    const hire = { commandId: id(), person: null, name: 'Mei Chen', role: 'clerk', active: true };
    const { id: person } = await client.people.save(hire);
    const head = async () =>
      (await place.pool.once<{ position: number }>("select position from feed_head where store = 'chain'"))
        .rows[0]?.position ?? 0;
    const before = await head();
    const set = { commandId: id(), person, pin: '482613' };
    await client.people.setPin(set);
    expect(await client.people.setPin(set)).toEqual({});
    // One fact, by which registers hear that there is something to fetch.
    expect(await head()).toBe(before + 1);
    expect(await client.people.list()).toMatchObject([{ name: 'Mei Chen', role: 'clerk', hasPin: true }]);
    await expect(client.people.setPin({ commandId: id(), person, pin: '1111' })).rejects.toEqual(
      refusedWith('PIN_WEAK'),
    );
    await expect(client.people.setPin({ ...set, commandId: id(), person: 'p9' })).rejects.toEqual(
      refusedWith('NOT_FOUND'),
    );
    const { rows } = await place.pool.once(
      "select encode(header, 'escape') || encode(body, 'escape') as fact from journal union all select local_command::text from local_command",
    );
    expect(JSON.stringify(rows)).not.toContain('482613');
  });

  test('a disagreement says what it is about as a person knows it', async () => {
    const { place, client } = await founded();
    await enrolled(place, 'd7', { register: '7', name: 'Counter' });
    const found = [
      ['DIGEST', 'd7', { extra: 2, regained: 2 }],
      ['FORK', 'd7/1-00/1', { branch: 1 }],
      ['RETURNED_MORE', 's1/2', { number: 'R01-1-000001', name: 'Tea', sold: 1000, returned: 2000 }],
      ['NUMBER_TWICE', 'R01-1-000002', { number: 'R01-1-000002', times: 2 }],
      ['NEGATIVE', 'p-unknown', { item: 'p-unknown', onHand: -1000 }],
    ] as const;
    for (const [rule, subject, detail] of found)
      await place.pool.once(
        'insert into exception (store, rule, subject, detail, raised_at) values ($1, $2, $3, $4, $5)',
        ['R01', rule, subject, JSON.stringify(detail), place.clock.now],
      );
    const { rows } = await client.exceptions.list({});
    expect(Object.fromEntries(rows.map(({ rule, about }) => [rule, about]))).toEqual({
      DIGEST: '7 · Counter',
      FORK: '7 · Counter',
      RETURNED_MORE: 'Tea',
      NUMBER_TWICE: 'R01-1-000002',
      NEGATIVE: null,
    });
  });

  test('a disagreement is settled once, with what was found', async () => {
    const { place, client } = await founded();
    const named = { store: 'R01', rule: 'FORK', subject: 'd1/1-00/1' };
    await place.pool.once(
      'insert into exception (store, rule, subject, detail, raised_at) values ($1, $2, $3, $4, $5)',
      [named.store, named.rule, named.subject, '{"branch":1}', place.clock.now],
    );
    expect(await client.exceptions.list({})).toMatchObject({
      open: 1,
      rows: [{ ...named, storeName: 'Riverside' }],
    });
    await expect(client.exceptions.settle({ commandId: id(), ...named, note: ' ' })).rejects.toEqual(
      refusedWith('REASON_MISSING'),
    );
    const settle = { commandId: id(), ...named, note: 'The old disk was taken out.' };
    const settled = await client.exceptions.settle(settle);
    expect(settled).toMatchObject({ settledBy: 'wen.li', note: settle.note, detail: { branch: 1 } });
    expect(await client.exceptions.settle(settle)).toEqual(settled);
    await expect(client.exceptions.settle({ ...settle, commandId: id(), note: 'Again.' })).rejects.toEqual(
      refusedWith('STALE'),
    );
    expect(await client.exceptions.list({})).toMatchObject({ open: 0, rows: [] });
    expect((await client.exceptions.list({ settled: true })).rows).toEqual([settled]);
  });

  test('sales of every store come by business day, by pages, by store and by number', async () => {
    const { place, client } = await founded();
    await client.stores.add({ commandId: id(), store: 'H02', name: 'Hill Market' });
    const sale = (store: string, n: number, day = '2026-11-26') =>
      place.pool.once(
        `insert into sale (store, sale, entry, number, register, business_date, at, clerk, currency, subtotal,
           discount, tax, total, rounding, change, items, note, return_until)
         values ($1, $2, $2, $3, '1', $4, $5, 'p', 'CNY', 500, 0, 0, 500, 0, 0, 1, '', $4)`,
        [store, `${store}${n}`, `${store}-1-00000${n}`, day, n],
      );
    for (const [store, n] of [
      ['R01', 1],
      ['H02', 2],
      ['R01', 3],
      ['H02', 4],
    ] as const)
      await sale(store, n);
    await sale('R01', 9, '2026-11-25');
    await place.pool.once(
      `insert into sale_return (store, ret, entry, number, register, business_date, at, clerk, sale, sale_number, total, tax, rounding, reason)
       values ('R01', 'r5', 'r5', 'R01-1-R00001', '1', '2026-11-26', 5, 'p', 'R011', 'R01-1-000001', 200, 0, 0, '')`,
    );
    const find = async (input: Parameters<typeof client.chainSales.find>[0]) => {
      const { rows, more } = await client.chainSales.find(input);
      return [...rows.map(({ number, total }) => `${number} ${total}`), ...(more ? ['…'] : [])];
    };
    const all = [
      'R01-1-R00001 -200',
      'H02-1-000004 500',
      'R01-1-000003 500',
      'H02-1-000002 500',
      'R01-1-000001 500',
      'R01-1-000009 500',
    ];
    expect(await find({})).toEqual(all);
    expect(await find({ limit: 2, offset: 1 })).toEqual([...all.slice(1, 3), '…']);
    expect(await find({ limit: 3, offset: 3 })).toEqual(all.slice(3));
    expect(await find({ store: 'H02' })).toEqual([all[1], all[3]]);
    expect(await find({ text: 'r01-1-00000' })).toEqual([all[2], all[4], all[5]]);
    expect(await find({ from: '2026-11-25', to: '2026-11-25' })).toEqual([all[5]]);
    expect(await find({ total: -200 })).toEqual([all[0]]);
    expect(await find({ store: 'H02', total: 500 })).toEqual([all[1], all[3]]);
    expect(await client.chainSales.days()).toMatchObject([
      { store: 'H02', businessDate: '2026-11-26', sales: 2, returns: 0, taken: 1000, lastSaleAt: 4 },
      { store: 'R01', businessDate: '2026-11-26', sales: 2, returns: 1, taken: 800, lastSaleAt: 3 },
    ]);
  });
});
