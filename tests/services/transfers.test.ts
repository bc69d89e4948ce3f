import { describe, expect, test } from 'vitest';
import type { EntryId, RegisterId, StoreId } from '#shared/domain/ids.ts';
import { ok } from '#shared/domain/result.ts';
import { settingsChanged } from '#shared/journal/entries/settings.ts';
import {
  transferDispatched,
  transferRecalled,
  transferReceived,
  transferSettled,
} from '#shared/journal/entries/transfer.ts';
import { unseal } from '#shared/journal/entry.ts';
import type { EntryType } from '#shared/journal/entry-type.ts';
import { projectEntry } from '#shared/journal/registry.ts';
import { receivedTwice } from '#shared/services/exceptions/received-twice.ts';
import { takenBackTwice } from '#shared/services/exceptions/taken-back-twice.ts';
import type { JournalRow } from '#shared/services/journal/commit.ts';
import { fact } from '#shared/services/journal/host.ts';
import { dispatchTransfer } from '#shared/services/transfers/dispatch-transfer.ts';
import { getTransfer } from '#shared/services/transfers/get-transfer.ts';
import { listTransfers } from '#shared/services/transfers/list-transfers.ts';
import { otherStores } from '#shared/services/transfers/other-stores.ts';
import { recallTransfer } from '#shared/services/transfers/recall-transfer.ts';
import { receiveTransfer } from '#shared/services/transfers/receive-transfer.ts';
import { settleTransfer } from '#shared/services/transfers/settle-transfer.ts';
import { good } from '../support/counter.ts';
import { describeEachEngine, type MakeHost } from '../support/hosts.ts';
import { BOSS, by, foundSmallStore, MEI } from '../support/small-store.ts';
import { MORNING, REGISTER_1, type TestHost, testPorts } from '../support/test-host.ts';

const TYPES: ReadonlyMap<string, EntryType> = new Map(
  [transferDispatched, transferReceived, transferRecalled, transferSettled].map(
    (type) => [type.type, type as EntryType] as const,
  ),
);
const HILL = { ...REGISTER_1, store: 'R02' as StoreId, register: '9' as RegisterId };

/** Two stores of one chain, each with goods of its own. */
async function twoStores(makeHost: MakeHost) {
  const open = async (self: typeof REGISTER_1, at: number) => {
    const ports = testPorts(at);
    const made = await makeHost({ ...ports, newId: () => `${self.register}${ports.newId().slice(1)}` }, self);
    await foundSmallStore(made.host);
    const name = self === HILL ? 'Riverside' : 'Hill';
    const other = self === HILL ? 'R01' : 'R02';
    const place = { scope: `store/${other}`, values: { place: JSON.stringify({ name }) } };
    await made.host.commitChain(by(made.host, BOSS).command, async () =>
      ok({ entry: fact(settingsChanged, place), answer: null }),
    );
    return made;
  };
  const river = await open(REGISTER_1, MORNING);
  const hill = await open(HILL, MORNING);
  return { river, hill };
}

/** What headquarters does between two stores: brings the facts of one that concern the other. */
async function deliver(from: TestHost, to: TestHost): Promise<void> {
  const rows = (await from.rows('journal')) as readonly unknown[] as readonly JournalRow[];
  const there = new Set((await to.rows('transfer')).map(({ entry }) => entry));
  for (const table of ['transfer_receipt', 'transfer_settlement'])
    for (const row of await to.rows(table)) there.add(row['entry'] ?? '');
  for (const row of rows) {
    const entry = unseal(row, from.host.codec);
    const type = TYPES.get(entry.type);
    const isTheirs = type?.concerns(entry.body).includes(to.host.self.store);
    if (!isTheirs || there.has(entry.id)) continue;
    const delivered = { ...type, project: () => projectEntry(entry, to.host.self.store) };
    const command = { ...by(to.host, BOSS).command, id: to.host.newId() as EntryId };
    good(
      await to.host.commit(command, async () =>
        ok({ entry: { type: delivered as never, body: entry.body, shift: null }, answer: null }),
      ),
    );
  }
}

const onShelf = async ({ rows }: TestHost, item: string) =>
  (await rows('balance')).find((row) => row['item'] === item && row['location'] === 'SALEABLE');
const clearing = async (stores: readonly TestHost[], of: 'on_hand' | 'value') => {
  let sum = 0;
  for (const { rows } of stores)
    for (const row of await rows('balance'))
      if (String(row['location']).startsWith('CLEARING')) sum += Number(row[of]);
  return sum;
};

describeEachEngine('transfers', (makeHost) => {
  const send = async ({ host }: TestHost, lines: readonly (readonly [string, number])[]) =>
    good(
      await dispatchTransfer(host)(by(host, BOSS), {
        to: 'R02',
        note: 'for the weekend',
        lines: lines.map(([item, pieces]) => ({ item, qty: pieces * 1000 })),
      }),
    ).transfer;
  const count = ({ host }: TestHost, transfer: string, pieces: readonly number[], complete = false) =>
    receiveTransfer(host)(by(host, BOSS), {
      transfer,
      lines: pieces.map((each, at) => ({ line: at + 1, qty: each * 1000 })),
      complete,
      note: '',
    });

  test('goods leave one shelf, are in transit, and come to the other at what they cost', async () => {
    const { river, hill } = await twoStores(makeHost);
    expect(await otherStores(river.host)()).toEqual([{ store: 'R02', name: 'Hill' }]);
    const transfer = await send(river, [
      ['milk', 4],
      ['tea', 15],
    ]);
    expect(await onShelf(river, 'milk')).toMatchObject({ on_hand: 6000, value: 48_000_000 });
    expect(await onShelf(river, 'tea')).toMatchObject({ on_hand: 0, value: 0 });
    expect(await clearing([river, hill], 'on_hand')).toBe(19_000);
    await deliver(river, hill);
    const [awaited] = await listTransfers(hill.host)({ direction: 'in', offset: 0, limit: 10 });
    expect(awaited).toMatchObject({
      transfer,
      other: 'R01',
      status: 'shipped',
      lines: 2,
      linesInTransit: 2,
      note: 'for the weekend',
    });
    expect(await listTransfers(hill.host)({ direction: 'out', offset: 0, limit: 10 })).toEqual([]);

    good(await count(hill, transfer, [4, 5]));
    expect(await onShelf(hill, 'milk')).toMatchObject({ on_hand: 14_000, value: 112_000_000 });
    expect(await clearing([river, hill], 'on_hand')).toBe(10_000);
    expect(await clearing([river, hill], 'value')).toBe(300_000_000);
    expect(good(await getTransfer(hill.host)(transfer))).toMatchObject({
      status: 'partly-received',
      linesInTransit: 1,
      lines: [{ inTransit: 0 }, { received: 5000, inTransit: 10_000 }],
    });
    good(await count(hill, transfer, [0, 10]));
    expect(await clearing([river, hill], 'on_hand')).toBe(0);
    expect(await clearing([river, hill], 'value')).toBe(0);
    expect(await count(hill, transfer, [1])).toMatchObject({ error: { code: 'TRANSFER_DONE' } });

    await deliver(hill, river);
    expect(good(await getTransfer(river.host)(transfer))).toMatchObject({
      direction: 'out',
      other: 'R02',
      status: 'received',
      differs: false,
      receipts: [{ lines: [{ qty: 4000, expected: 4000 }, { qty: 5000 }] }, {}],
    });
  });

  test('what is missing when all has come stays in transit, as a difference, until it turns up', async () => {
    const { river, hill } = await twoStores(makeHost);
    const transfer = await send(river, [['milk', 4]]);
    await deliver(river, hill);
    good(await count(hill, transfer, [3], true));
    expect(good(await getTransfer(hill.host)(transfer))).toMatchObject({
      status: 'received',
      differs: true,
      lines: [{ inTransit: 1000 }],
    });
    expect(await clearing([river, hill], 'on_hand')).toBe(1000);
    good(await count(hill, transfer, [1]));
    expect(good(await getTransfer(hill.host)(transfer))).toMatchObject({ differs: false, linesInTransit: 0 });
  });

  test('more than was sent comes from nowhere, and is told', async () => {
    const { river, hill } = await twoStores(makeHost);
    const transfer = await send(river, [['milk', 4]]);
    await deliver(river, hill);
    good(await count(hill, transfer, [6]));
    expect(await onShelf(hill, 'milk')).toMatchObject({ on_hand: 16_000 });
    expect(await clearing([river, hill], 'on_hand')).toBe(0);
    expect(good(await getTransfer(hill.host)(transfer))).toMatchObject({
      differs: false,
      over: true,
      lines: [{ received: 6000, over: 2000, inTransit: 0 }],
    });
  });

  const recall = ({ host }: TestHost, transfer: string) =>
    recallTransfer(host)(by(host, BOSS), { transfer, note: 'never left' });
  const settle = (
    { host }: TestHost,
    transfer: string,
    lines: readonly (readonly ['returned' | 'damaged' | 'lost' | 'received', number])[],
    note = 'fell off the van',
  ) =>
    settleTransfer(host)(by(host, BOSS), {
      transfer,
      lines: lines.map(([outcome, pieces]) => ({ line: 1, outcome, qty: pieces * 1000 })),
      note,
    });

  test('what is on its way is taken back by the store that sent it, at what it cost, and the other sees it', async () => {
    const { river, hill } = await twoStores(makeHost);
    const transfer = await send(river, [
      ['milk', 4],
      ['tea', 15],
    ]);
    await deliver(river, hill);
    expect(await recall(hill, transfer)).toMatchObject({ error: { code: 'NOT_FOUND' } });
    good(await recall(river, transfer));
    expect(await onShelf(river, 'milk')).toMatchObject({ on_hand: 10_000, value: 80_000_000 });
    expect(await onShelf(river, 'tea')).toMatchObject({ on_hand: 15_000 });
    expect(await clearing([river, hill], 'on_hand')).toBe(0);
    expect(await clearing([river, hill], 'value')).toBe(0);
    expect(await recall(river, transfer)).toMatchObject({ error: { code: 'TRANSFER_DONE' } });
    await deliver(river, hill);
    for (const { host } of [river, hill])
      expect(good(await getTransfer(host)(transfer))).toMatchObject({
        status: 'recalled',
        differs: false,
        linesInTransit: 0,
        settlements: [{ kind: 'recalled', note: 'never left', lines: [{ line: 1, back: 4000 }, {}] }],
      });
  });

  test('recalled and received at once: the receipt wins, a person hears of it and gives it back, and stock is what there is', async () => {
    const { river, hill } = await twoStores(makeHost);
    const transfer = await send(river, [['milk', 4]]);
    await deliver(river, hill);
    good(await recall(river, transfer));
    good(await count(hill, transfer, [3]));
    await deliver(river, hill);
    await deliver(hill, river);
    expect(await clearing([river, hill], 'on_hand')).toBe(-3000);
    for (const { host } of [river, hill])
      expect(good(await getTransfer(host)(transfer))).toMatchObject({
        status: 'received',
        differs: true,
        lines: [{ received: 3000, returned: 4000, inTransit: 0, twice: 3000 }],
      });
    const subjects = [`${transfer}/1`];
    expect(await takenBackTwice.find(river.host.read, 'R01', subjects)).toEqual([
      {
        subject: `${transfer}/1`,
        detail: { to: 'R02', line: 1, name: 'milk', sent: 4000, received: 3000, back: 4000 },
      },
    ]);
    // The one that received has nothing to put right, and nothing was received twice.
    expect(await takenBackTwice.find(hill.host.read, 'R02', subjects)).toEqual([]);
    expect(await receivedTwice.find(hill.host.read, 'R02', subjects)).toEqual([]);

    good(await settle(river, transfer, [['received', 3]], ''));
    await deliver(river, hill);
    expect(await onShelf(river, 'milk')).toMatchObject({ on_hand: 7000, value: 56_000_000 });
    expect(await onShelf(hill, 'milk')).toMatchObject({ on_hand: 13_000, value: 104_000_000 });
    expect(await clearing([river, hill], 'on_hand')).toBe(0);
    expect(await clearing([river, hill], 'value')).toBe(0);
    expect(await takenBackTwice.find(river.host.read, 'R01', subjects)).toEqual([]);
    for (const { host } of [river, hill])
      expect(good(await getTransfer(host)(transfer))).toMatchObject({ status: 'closed', differs: false });
  });

  test('goods in hand are counted in though it is known that they were taken back', async () => {
    const { river, hill } = await twoStores(makeHost);
    const transfer = await send(river, [['milk', 4]]);
    good(await recall(river, transfer));
    await deliver(river, hill);
    good(await count(hill, transfer, [4]));
    expect(good(await getTransfer(hill.host)(transfer))).toMatchObject({ status: 'received', differs: true });
  });

  test('what is missing a manager settles: back on the shelf, among the damaged, or lost', async () => {
    const { river, hill } = await twoStores(makeHost);
    const transfer = await send(river, [['milk', 8]]);
    await deliver(river, hill);
    good(await count(hill, transfer, [4], true));
    await deliver(hill, river);
    const lines = [
      ['returned', 1],
      ['damaged', 1],
      ['lost', 2],
    ] as const;
    const clerk = { ...MEI, grants: { 'stock.transfer': { state: 'allowed' } } } as const;
    const asked = { transfer, lines: [{ line: 1, outcome: 'lost' as const, qty: 1000 }], note: 'why' };
    expect(await settleTransfer(river.host)(by(river.host, clerk), asked)).toMatchObject({
      error: { code: 'RIGHT_MISSING', data: { right: 'stock.settle' } },
    });
    good(await settle(river, transfer, lines));
    expect(await onShelf(river, 'milk')).toMatchObject({ on_hand: 3000, value: 24_000_000 });
    const at = (await river.rows('balance')).filter(({ item }) => item === 'milk');
    expect(at.find(({ location }) => location === 'DAMAGED')).toMatchObject({
      on_hand: 1000,
      value: 8_000_000,
    });
    expect(at.find(({ location }) => location === 'SCRAP')).toMatchObject({
      on_hand: 2000,
      value: 16_000_000,
    });
    expect(await clearing([river, hill], 'on_hand')).toBe(0);
    expect(await clearing([river, hill], 'value')).toBe(0);
    await deliver(river, hill);
    expect(good(await getTransfer(hill.host)(transfer))).toMatchObject({
      status: 'closed',
      differs: false,
      lines: [{ returned: 2000, lost: 2000, inTransit: 0 }],
      settlements: [{ kind: 'settled', note: 'fell off the van' }],
    });
  });

  test('the same command again is the same transfer and the same receipt', async () => {
    const { river, hill } = await twoStores(makeHost);
    const lines = [{ item: 'milk', qty: 1000 }];
    const mine = by(river.host, BOSS);
    const once = good(await dispatchTransfer(river.host)(mine, { to: 'R02', note: '', lines }));
    expect(good(await dispatchTransfer(river.host)(mine, { to: 'R02', note: '', lines }))).toEqual(once);
    expect(await onShelf(river, 'milk')).toMatchObject({ on_hand: 9000 });
    await deliver(river, hill);
    const theirs = by(hill.host, BOSS);
    const counted = { transfer: once.transfer, lines: [{ line: 1, qty: 1000 }], complete: true, note: '' };
    const receipt = good(await receiveTransfer(hill.host)(theirs, counted));
    expect(good(await receiveTransfer(hill.host)(theirs, counted))).toEqual(receipt);
    expect(await onShelf(hill, 'milk')).toMatchObject({ on_hand: 11_000 });
  });

  test('two registers that did not know of each other: both count, and it is an exception of the store', async () => {
    const { river, hill } = await twoStores(makeHost);
    const transfer = await send(river, [['milk', 4]]);
    await deliver(river, hill);
    good(await count(hill, transfer, [4]));
    const [receipt] = ((await hill.rows('journal')) as readonly unknown[] as readonly JournalRow[])
      .map((row) => unseal(row, hill.host.codec))
      .filter(({ type }) => type === transferReceived.type);
    const body = { ...(receipt?.body as object), receipt: 'another' };
    await hill.host.commit(by(hill.host, BOSS).command, async () =>
      ok({ entry: fact(transferReceived, body as never), answer: null }),
    );
    expect(await receivedTwice.find(hill.host.read, 'R02', [`${transfer}/1`])).toEqual([
      {
        subject: `${transfer}/1`,
        detail: { from: 'R01', line: 1, name: 'milk', sent: 4000, received: 8000 },
      },
    ]);
    await deliver(hill, river);
    expect(await receivedTwice.find(river.host.read, 'R01', [`${transfer}/1`])).toEqual([]);
  });

  describe('is refused', () => {
    test('to a store that is not of the chain, of goods that are not there, without the right', async () => {
      const { river } = await twoStores(makeHost);
      const sent = (input: { to?: string; item?: string; qty?: number }, actor = BOSS) =>
        dispatchTransfer(river.host)(by(river.host, actor), {
          to: input.to ?? 'R02',
          note: '',
          lines: [{ item: input.item ?? 'milk', qty: input.qty ?? 1000 }],
        });
      expect(await sent({ to: 'R03' })).toMatchObject({
        error: { code: 'NOT_FOUND', data: { store: 'R03' } },
      });
      expect(await sent({ to: 'R01' })).toMatchObject({ error: { code: 'NOT_FOUND' } });
      expect(await sent({ item: 'none' })).toMatchObject({ error: { data: { product: 'none' } } });
      expect(await sent({ qty: 11_000 })).toMatchObject({ error: { code: 'STOCK_SHORT' } });
      expect(await sent({}, { ...MEI, grants: {} })).toMatchObject({ error: { code: 'RIGHT_MISSING' } });
      expect(await onShelf(river, 'milk')).toMatchObject({ on_hand: 10_000 });
    });

    test('where it was sent from, and of what nobody knows', async () => {
      const { river } = await twoStores(makeHost);
      const transfer = await send(river, [['milk', 1]]);
      expect(await count(river, transfer, [1])).toMatchObject({ error: { code: 'NOT_FOUND' } });
      expect(await count(river, 'none', [1])).toMatchObject({ error: { code: 'NOT_FOUND' } });
      expect(await getTransfer(river.host)('none')).toMatchObject({ error: { code: 'NOT_FOUND' } });
    });
  });
});
