import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { examine } from '#electron/store/maintenance/doctor.ts';
import type { StoreId } from '#shared/domain/ids.ts';
import { settleTransfer } from '#shared/services/transfers/settle-transfer.ts';
import { pgMissing } from '#tests/support/pg/shared-cluster.ts';
import { BOSS, by } from '#tests/support/small-store.ts';
import { type OpenHq, openHq } from './open-hq.ts';
import { foundR01, foundR02, TEA } from './store-of-registers.ts';
import { command, goOffline, isCurrent, openTill, type Till, until } from './till.ts';

const missing = await pgMissing();

describe.skipIf(missing !== null)('between two stores', () => {
  let hq: OpenHq;
  let tills: readonly Till[] = [];
  beforeAll(async () => {
    hq = await openHq();
    await foundR01(hq);
    await foundR02(hq);
    tills = await Promise.all([openTill(hq), openTill(hq, { store: 'R02' }), openTill(hq, { store: 'R02' })]);
  }, 60_000);
  afterAll(async () => {
    for (const till of tills) await till.close();
    await hq.stop();
  });

  const at = (index: number): Till => {
    const till = tills[index];
    if (!till) throw new Error(`no till ${index}`);
    return till;
  };
  const send = async ({ page }: Till, to: string, pieces: number) => {
    const [tea] = (await page.catalog.search({ text: TEA.barcode })).rows;
    const lines = [{ item: tea?.id ?? '', qty: pieces * 1000 }];
    return (await page.transfers.dispatch({ ...command(), to, note: '', lines })).transfer;
  };
  const seen = ({ page }: Till, transfer: string) => page.transfers.get({ transfer });
  const receive = ({ page }: Till, transfer: string, pieces: number, complete = true) =>
    page.transfers.receive({
      ...command(),
      transfer,
      note: '',
      complete,
      lines: [{ line: 1, qty: pieces * 1000 }],
    });
  const stock = async ({ page }: Till) => (await page.catalog.search({ text: 'tea' })).rows[0]?.stock;
  const clearing = async () =>
    (
      await hq.rows<{ qty: number }>(
        `select coalesce(sum(on_hand), 0)::bigint as qty from balance where location like 'CLEARING%'`,
      )
    )[0]?.qty;

  test('what one sends the other’s registers await, count in and put on the shelf; the first sees it', async () => {
    const [pond, lake, other] = [at(0), at(1), at(2)];
    expect(await pond.page.transfers.stores()).toEqual([{ store: 'R02', name: 'Lake' }]);
    const transfer = await send(pond, 'R02', 6);
    expect(await stock(pond)).toBe(9000);
    await until(async () =>
      expect(await lake.page.transfers.list({ direction: 'in' })).toMatchObject([
        { transfer, other: 'R01', otherName: 'Pond', status: 'shipped', linesInTransit: 1, lines: 1 },
      ]),
    );
    await until(async () => expect(await seen(other, transfer)).toMatchObject({ status: 'shipped' }));
    expect(await clearing()).toBe(6000);
    await receive(lake, transfer, 4, false);
    expect(await stock(lake)).toBe(4000);
    await until(async () => expect(await seen(pond, transfer)).toMatchObject({ status: 'partly-received' }));
    await until(async () => expect(await seen(other, transfer)).toMatchObject({ linesInTransit: 1 }));
    await receive(other, transfer, 2);
    await until(async () =>
      expect(await seen(pond, transfer)).toMatchObject({ status: 'received', differs: false }),
    );
    await until(async () => expect(await stock(lake)).toBe(6000));
    await until(async () => expect(await clearing()).toBe(0));
    expect(await hq.rows('select * from route')).toEqual([]);
  });

  test('offline both go on: what was sent and counted meanwhile arrives once the line is back', async () => {
    const [pond, lake] = [at(0), at(1)];
    const first = await send(pond, 'R02', 1);
    await until(async () => expect(await seen(lake, first)).toMatchObject({ status: 'shipped' }));
    await goOffline(pond);
    await goOffline(lake);
    const second = await send(pond, 'R02', 2);
    await receive(lake, first, 1);
    await expect(seen(lake, second)).rejects.toMatchObject({ data: { code: 'NOT_FOUND' } });
    pond.line.mend();
    lake.line.mend();
    await isCurrent(pond);
    await isCurrent(lake);
    await until(async () => expect(await seen(lake, second)).toMatchObject({ status: 'shipped' }));
    await until(async () => expect(await seen(pond, first)).toMatchObject({ status: 'received' }));
    await until(async () => expect(await clearing()).toBe(2000));
  });

  test('two registers that can’t hear each other receive the same goods: both count, and a person is told', async () => {
    const [pond, lake, other] = [at(0), at(1), at(2)];
    const transfer = await send(pond, 'R02', 3);
    for (const till of [lake, other])
      await until(async () => expect(await seen(till, transfer)).toMatchObject({ status: 'shipped' }));
    await goOffline(lake);
    await goOffline(other);
    await receive(lake, transfer, 3);
    await receive(other, transfer, 3);
    lake.line.mend();
    other.line.mend();
    await until(async () =>
      expect(
        (await hq.rows(`select store, subject, settled_at from exception where rule = 'RECEIVED_TWICE'`))[0],
      ).toEqual({ store: 'R02', subject: `${transfer}/1`, settled_at: null }),
    );
    await until(async () => expect(await seen(pond, transfer)).toMatchObject({ over: true }));
  });

  test('recalled and received at once: the receipt wins, a person hears of it, and once it is given back all agree', async () => {
    const [pond, lake] = [at(0), at(1)];
    const before = {
      pond: (await stock(pond)) ?? 0,
      lake: (await stock(lake)) ?? 0,
      way: (await clearing()) ?? 0,
    };
    const transfer = await send(pond, 'R02', 2);
    await until(async () => expect(await seen(lake, transfer)).toMatchObject({ status: 'shipped' }));
    await goOffline(pond);
    await goOffline(lake);
    await pond.page.transfers.recall({ ...command(), transfer, note: 'the van came back' });
    await receive(lake, transfer, 2);
    expect(await stock(pond)).toBe(before.pond);
    pond.line.mend();
    lake.line.mend();
    const rule = `select store, subject, settled_by from exception where rule = 'BACK_AND_RECEIVED'`;
    await until(async () =>
      expect(await hq.rows(rule)).toEqual([{ store: 'R01', subject: `${transfer}/1`, settled_by: null }]),
    );
    for (const till of [pond, lake])
      await until(async () =>
        expect(await seen(till, transfer)).toMatchObject({
          status: 'received',
          differs: true,
          lines: [{ received: 2000, returned: 2000, inTransit: 0, twice: 2000 }],
        }),
      );
    expect(await clearing()).toBe(before.way - 2000);
    const lines = [{ line: 1, outcome: 'received' as const, qty: 2000 }];
    await pond.page.transfers.settle({ ...command(), transfer, note: '', lines });
    for (const till of [pond, lake])
      await until(async () =>
        expect(await seen(till, transfer)).toMatchObject({ status: 'received', differs: false }),
      );
    expect(await stock(pond)).toBe(before.pond - 2000);
    await until(async () => expect(await clearing()).toBe(before.way));
    await until(async () => expect(await hq.rows(rule)).toMatchObject([{ settled_by: 'system' }]));
  });

  test('what headquarters settles the registers of both stores hear of, and the sender has it on its shelf', async () => {
    const [pond, lake] = [at(0), at(1)];
    const [before, way] = [(await stock(lake)) ?? 0, await clearing()];
    const transfer = await send(lake, 'R01', 3);
    await until(async () => expect(await seen(pond, transfer)).toMatchObject({ status: 'shipped' }));
    await receive(pond, transfer, 1);
    await until(async () => expect(await seen(lake, transfer)).toMatchObject({ differs: true }));
    const host = await hq.hosts.of('R02' as StoreId);
    const settled = await settleTransfer(host)(by(host, BOSS), {
      transfer,
      lines: [
        { line: 1, outcome: 'returned', qty: 1000 },
        { line: 1, outcome: 'lost', qty: 1000 },
      ],
      note: 'one bag was torn',
    });
    expect(settled.ok).toBe(true);
    for (const till of tills)
      await until(async () =>
        expect(await seen(till, transfer)).toMatchObject({
          status: 'closed',
          differs: false,
          lines: [{ received: 1000, returned: 1000, lost: 1000, inTransit: 0 }],
          settlements: [{ atHq: true, by: '', note: 'one bag was torn' }],
        }),
      );
    expect(await stock(lake)).toBe(before - 2000);
    await until(async () => expect(await clearing()).toBe(way));
  });

  test('the journals of all registers stand the doctor’s look, with facts of the other store in them', async () => {
    for (const till of tills) {
      await isCurrent(till);
      expect(examine(till.host.register.store.folder).findings).toEqual([]);
      // Both ends hold the same, fact by fact.
      expect(await till.page.link.compare()).toEqual({ trouble: null });
      expect((await till.page.link.state())?.compared).toMatchObject({ differed: 0 });
    }
  });
});
