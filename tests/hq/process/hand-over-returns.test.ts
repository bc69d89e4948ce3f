import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TaxClassId } from '#shared/domain/ids.ts';
import { rate } from '#shared/domain/numbers.ts';
import { taxClassChanged } from '#shared/journal/entries/catalog.ts';
import { fact } from '#shared/services/journal/host.ts';
import type { RegisterClient } from '#tests/host/open-host.ts';
import { pgMissing } from '#tests/support/pg/shared-cluster.ts';
import { newId } from '#tests/support/till.ts';
import { chainProduct, chainSays, closeShift, loneStore, saveProduct, until } from './lone-store.ts';
import { type OpenHq, openHq } from './open-hq.ts';
import { foundOwner } from './owner.ts';

const missing = await pgMissing();

const CODE = '4006381333931';

describe.skipIf(missing !== null)('a slip of a sale from before the store joined', () => {
  let hq: OpenHq;
  beforeEach(async () => {
    hq = await openHq();
  });
  afterEach(() => hq.stop());

  const sell = async (page: RegisterClient, code: string, qty: number) => {
    const added = await page.tickets.scan({ commandId: newId(), ticket: null, code, qty });
    if (added.kind !== 'added') throw new Error(added.kind);
    const { id, version, total } = added.ticket;
    const tenders = [{ tender: 'cash', amount: total, reference: null }];
    return await page.sales.complete({ commandId: newId(), ticket: id, version, tenders });
  };
  const bringBack = (page: RegisterClient, sale: string, qty: number) =>
    page.returns.accept({
      commandId: newId(),
      sale,
      lines: [{ line: 1, qty, condition: 'as-new' }],
      reason: 'stale',
    });

  test('is found by its number and taken back at its own tax and price, while it hands over and after', async () => {
    const { client } = await foundOwner(hq.address);
    // Of one id, another tax; of one barcode, another product: what the slip says is what it was.
    const rates = [{ name: 'Standard', rate: rate(200_000) }];
    const taxClass = { id: 'tax-1' as TaxClassId, name: 'Standard', letter: 'A', rates, active: true };
    await chainSays(hq, fact(taxClassChanged, { taxClass }));
    await chainProduct(hq, 'Acacia honey', { barcodes: [CODE], price: 9900 });
    const shop = await loneStore(hq, { register: '7' });
    const { page } = shop;
    const honey = await saveProduct(page, 'Honey', { barcodes: [CODE], price: 1130 });
    await page.shifts.open({ commandId: newId(), counted: [{ value: 10_000, count: 3 }] });
    const old = await sell(page, CODE, 4000);
    await closeShift(page);
    await shop.join('R02');
    await page.shifts.open({ commandId: newId(), counted: [{ value: 10_000, count: 3 }] });
    const during = await bringBack(page, old.sale, 1000);
    const again = await shop.joined();
    // The catalog is the chain's: the code sells the chain's product now.
    await until(async () => expect((await again.catalog.get({ product: honey.id })).barcodes).toEqual([]));
    const [found] = (await again.sales.find({ text: old.number, offset: 0, limit: 10 })).rows;
    expect(found).toMatchObject({ id: old.sale, number: old.number, total: 4520 });
    expect(await again.tickets.scan({ commandId: newId(), ticket: null, code: old.number })).toMatchObject({
      kind: 'sale',
      sale: old.sale,
    });
    const preview = await again.returns.preview({
      sale: old.sale,
      lines: [{ line: 1, qty: 1000, condition: 'as-new' }],
    });
    expect(preview).toMatchObject({ total: 1130, tax: 130, tenders: [{ kind: 'cash', amount: 1130 }] });
    const after = await bringBack(again, old.sale, 3000);
    expect(after).toMatchObject({ total: 3390 });
    await expect(bringBack(again, old.sale, 1000)).rejects.toThrow();
    expect([old, during, after].map(({ number }) => number.split('-').slice(0, 2).join('-'))).toEqual([
      'SOLO-7',
      'R02-1',
      'R02-1',
    ]);
    // At headquarters it is one sale with its two returns, and nothing to look at.
    await until(async () =>
      expect(await hq.rows('select product, qty, gross, tax from return_line order by qty')).toEqual([
        { product: honey.id, qty: 1000, gross: 1130, tax: 130 },
        { product: honey.id, qty: 3000, gross: 3390, tax: 390 },
      ]),
    );
    expect(await hq.rows("select * from journal where state <> 'posted'")).toEqual([]);
    // Headquarters' clock goes on, the shop's stands at one day.
    expect(
      await hq.rows("select rule from exception where rule not like 'JOINED%' and rule <> 'SKEW'"),
    ).toEqual([]);
    const atHq = (await client.chainSales.find({ text: old.number, offset: 0, limit: 10 })).rows;
    expect(atHq).toMatchObject([{ store: 'R02', register: '7', number: old.number, total: 4520 }]);
  });
});
