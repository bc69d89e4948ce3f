import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OWN, type RegisterClient } from '#tests/host/open-host.ts';
import { sellUnlisted } from '#tests/support/own-store.ts';
import { pgMissing } from '#tests/support/pg/shared-cluster.ts';
import {
  chainProduct,
  closeShift,
  foundChain,
  joinedExceptions,
  loneStore,
  saveProduct,
  until,
} from './lone-store.ts';
import { type OpenHq, openHq } from './open-hq.ts';

const missing = await pgMissing();
const id = () => crypto.randomUUID();

describe.skipIf(missing !== null)('a store that was alone joins headquarters', () => {
  let hq: OpenHq;
  beforeEach(async () => {
    hq = await openHq();
  });
  afterEach(() => hq.stop());

  const names = async (page: RegisterClient, text: string) =>
    (await page.catalog.search({ text, offset: 0, limit: 50 })).rows.map(({ name }) => name).sort();

  test('an empty chain becomes what the store was; its month stands there, and selling went on', async () => {
    const shop = await loneStore(hq);
    const { page } = shop;
    await saveProduct(page, 'Honey', { barcodes: ['4006381333931'] });
    await page.shifts.open({ commandId: id(), counted: [] });
    const old = await sellUnlisted(page, { lines: [{ name: 'Tea', price: 1200 }] });
    await closeShift(page);
    expect(await shop.join('R02')).toMatchObject({ store: 'R02' });
    await page.shifts.open({ commandId: id(), counted: [] });
    const during = await sellUnlisted(page, { lines: [{ name: 'Jam', price: 800 }] });
    // Its catalog is still its own: what is changed now is handed over too.
    await saveProduct(page, 'Candle');
    const again = await shop.joined();
    expect(await names(again, 'honey')).toEqual(['Honey']);
    expect(await names(again, 'candle')).toEqual(['Candle']);
    expect((await again.session.get()).store).toMatchObject({ store: 'R02', name: OWN.name });
    const late = await sellUnlisted(again, { lines: [{ name: 'Milk', price: 500 }] });
    expect([old.number, during.number, late.number].map((number) => number.slice(0, 4))).toEqual([
      'SOLO',
      'R02-',
      'R02-',
    ]);
    expect((await again.sales.find({ text: old.number })).rows).toHaveLength(1);
    await until(async () =>
      expect(await hq.rows('select total from sale order by total')).toEqual(
        [500, 800, 1200].map((total) => ({ total })),
      ),
    );
    expect(await hq.rows('select name from product order by name')).toEqual([
      { name: 'Candle' },
      { name: 'Honey' },
    ]);
    expect(await hq.rows('select state, total > 0 and done = total as whole from local_hand_over')).toEqual([
      { state: 'done', whole: true },
    ]);
    expect(await hq.rows("select rule from exception where rule like 'JOINED%'")).toEqual([]);
  });

  test('a chain that has its own keeps its own; what clashes stands beside it or is shown, and no tax changes', async () => {
    await foundChain(hq, {
      taxClasses: [
        { name: 'Standard', rate: 200_000 },
        { name: 'Food', rate: 90_000 },
      ],
    });
    await chainProduct(hq, 'Acacia honey', { barcodes: ['4006381333931'] });
    const shop = await loneStore(hq);
    const { page } = shop;
    const honey = await saveProduct(page, 'Honey', { barcodes: ['4006381333931', '96385074'], sku: 'H1' });
    const bread = await saveProduct(page, 'Bread', { taxClass: 'tax-2' });
    await page.shifts.open({ commandId: id(), counted: [] });
    const old = await sellUnlisted(page, { lines: [{ name: 'Tea', price: 1200 }] });
    await closeShift(page);
    await shop.join('R02');
    const again = await shop.joined();
    // The catalog is made anew right after it has joined.
    const kept = await until(async () => {
      const found = await again.catalog.get({ product: honey.id });
      expect(found.barcodes).toHaveLength(1);
      return found;
    });
    const taxes = new Map((await again.catalog.taxClasses()).map((tax) => [tax.id, tax]));
    expect(kept).toMatchObject({ name: 'Honey', barcodes: ['96385074'], sku: 'H1' });
    expect(taxes.get(kept.taxClass)).toMatchObject({ name: 'Standard (R02)', rates: [{ rate: 130_000 }] });
    expect((await again.catalog.get({ product: bread.id })).taxClass).toBe('tax-2');
    expect(taxes.get('tax-1')?.rates).toMatchObject([{ rate: 200_000 }]);
    expect(await joinedExceptions(hq, 'R02')).toEqual([
      ['JOINED_RECORD', { kind: 'category', what: 'kept-beside', name: 'General', chain: 'General (R02)' }],
      [
        'JOINED_PRODUCT',
        { what: 'code-taken', name: 'Honey', chain: 'Acacia honey', codes: '4006381333931' },
      ],
      ['JOINED_RECORD', { kind: 'tax', what: 'kept-beside', name: 'Standard', chain: 'Standard (R02)' }],
    ]);
    // A slip of before is taken back as ever.
    expect((await again.sales.find({ text: old.number })).rows).toHaveLength(1);

    // A second one, of the same ids and the same owner's name: it is kept beside both.
    const other = await loneStore(hq);
    const jam = await saveProduct(other.page, 'Jam', { barcodes: ['96385074'] });
    await other.join('R01');
    const page2 = await other.joined();
    await until(async () =>
      expect(await page2.catalog.get({ product: jam.id })).toMatchObject({ barcodes: [] }),
    );
    const looks = (await joinedExceptions(hq, 'R01')).map(([, { what }]) => what);
    expect(looks).toEqual(expect.arrayContaining(['same-name', 'code-taken']));
  });
});
