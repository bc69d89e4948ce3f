import { v7 as uuidv7 } from 'uuid';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { aesSeal } from '#node/person-seal.ts';
import { scryptPins } from '#node/scrypt-pins.ts';
import type { RegisterId, StoreId } from '#shared/domain/ids.ts';
import { ok } from '#shared/domain/result.ts';
import { productChanged } from '#shared/journal/entries/catalog.ts';
import { fact } from '#shared/services/journal/host.ts';
import { foundStore } from '#shared/services/setup/found-store.ts';
import { ownStore } from '#shared/services/setup/own-store.ts';
import { OWN, openHost, type RegisterClient, type TestHost } from '#tests/host/open-host.ts';
import { sellUnlisted } from '#tests/support/own-store.ts';
import { pgMissing } from '#tests/support/pg/shared-cluster.ts';
import { type OpenHq, openHq } from './open-hq.ts';

const missing = await pgMissing();
const COST = { N: 16, r: 8, p: 1, maxmem: 1 << 20 };
const id = () => crypto.randomUUID();

interface Lone {
  readonly opened: TestHost;
  readonly page: RegisterClient;
}

describe.skipIf(missing !== null)('a store that was alone joins headquarters', () => {
  let hq: OpenHq;
  beforeEach(async () => {
    hq = await openHq();
  });
  afterEach(() => hq.stop());

  const until = <T>(what: () => T | Promise<T>): Promise<T> =>
    vi.waitFor(what, { timeout: 20_000, interval: 20 });
  const lone = async (own: Partial<typeof OWN> = {}): Promise<Lone> => {
    const pins = scryptPins(new Uint8Array(32), COST, async () => hq.identity.pepper);
    const opened = await openHost({ ports: { pins } });
    const page = opened.page();
    await page.setup.own({ ...OWN, ...own });
    await signIn(page);
    return { opened, page };
  };
  const signIn = async (page: RegisterClient) => {
    const [person] = await page.session.people();
    await page.session.signIn({ person: person?.id ?? '', pin: OWN.owner.pin });
  };
  const join = async ({ page }: Lone, store: string) =>
    await page.link.join({ address: hq.address, code: await hq.code(store) });
  const joined = ({ opened, page }: Lone) =>
    until(async () => {
      opened.clock.advance(2_000);
      expect((await page.session.get()).link).toBe('joined');
    });
  const product = (page: RegisterClient, name: string, more: object = {}) =>
    page.catalog.save({ commandId: id(), product: null, value: { ...PRODUCT, ...more, name } });
  const names = async (page: RegisterClient, text: string) =>
    (await page.catalog.search({ text, offset: 0, limit: 50 })).rows.map(({ name }) => name).sort();

  test('an empty chain becomes what the store was; its month stands there, and selling went on', async () => {
    const shop = await lone({ store: 'SOLO' });
    const { page } = shop;
    await product(page, 'Honey', { barcodes: ['4006381333931'] });
    await page.shifts.open({ commandId: id(), counted: [] });
    const old = await sellUnlisted(page, { lines: [{ name: 'Tea', price: 1200 }] });
    await close(page);
    expect(await join(shop, 'R02')).toMatchObject({ store: 'R02' });
    await page.shifts.open({ commandId: id(), counted: [] });
    const during = await sellUnlisted(page, { lines: [{ name: 'Jam', price: 800 }] });
    // Its catalog is still its own: what is changed now is handed over too.
    await product(page, 'Candle');
    await joined(shop);
    const again = shop.opened.page();
    await signIn(again);
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
    await foundChain({
      taxClasses: [
        { name: 'Standard', rate: 200_000 },
        { name: 'Food', rate: 90_000 },
      ],
    });
    await chainProduct('Acacia honey', '4006381333931');
    const shop = await lone({ store: 'SOLO' });
    const { page } = shop;
    const honey = await product(page, 'Honey', { barcodes: ['4006381333931', '96385074'], sku: 'H1' });
    const bread = await product(page, 'Bread', { taxClass: 'tax-2' });
    await page.shifts.open({ commandId: id(), counted: [] });
    const old = await sellUnlisted(page, { lines: [{ name: 'Tea', price: 1200 }] });
    await close(page);
    await join(shop, 'R02');
    await joined(shop);
    const again = shop.opened.page();
    await signIn(again);
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
    const exceptions = await hq.rows<{ rule: string; detail: string }>(
      "select rule, detail from exception where store = 'R02' and rule like 'JOINED%' order by subject",
    );
    expect(exceptions.map(({ rule, detail }) => [rule, JSON.parse(detail)])).toEqual([
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
    const other = await lone({ store: 'SOLO' });
    const jam = await product(other.page, 'Jam', { barcodes: ['96385074'] });
    await join(other, 'R01');
    await joined(other);
    const page2 = other.opened.page();
    await signIn(page2);
    await until(async () =>
      expect(await page2.catalog.get({ product: jam.id })).toMatchObject({ barcodes: [] }),
    );
    expect(
      (await hq.rows<{ detail: string }>("select detail from exception where store = 'R01'")).map(
        ({ detail }) => JSON.parse(detail).what,
      ),
    ).toEqual(expect.arrayContaining(['same-name', 'code-taken']));
  });

  const foundChain = async (more: Partial<typeof OWN>) => {
    const draft = ownStore({ ...OWN, ...more, store: 'R01' as StoreId, register: '1' as RegisterId });
    if (!draft.ok) throw new Error(draft.error.code);
    const host = await hq.hosts.of('chain' as StoreId);
    const pins = scryptPins(hq.identity.pepper, COST);
    const founded = await foundStore(host, { pins, seal: aesSeal })({ ...draft.value, people: [] }, 'chain');
    if (!founded.ok) throw new Error(founded.error.code);
  };
  const chainProduct = async (name: string, barcode: string) => {
    const host = await hq.hosts.of('chain' as StoreId);
    const product = { ...PRODUCT, id: id(), name, barcodes: [barcode] };
    const body = { product, before: null, how: 'edited', approvals: [] } as never;
    const command = { id: uuidv7(), actor: 'system' as never, name: 'test', input: {} };
    await host.commitChain(command, async () => ok({ entry: fact(productChanged, body), answer: null }));
  };
});

const PRODUCT = {
  names: {},
  sku: null,
  barcodes: [],
  unit: 'piece' as const,
  price: 1500,
  taxClass: 'tax-1',
  category: 'general',
  picture: null,
  active: true,
  minStock: null,
  taxCode: null,
};

const close = async (page: RegisterClient): Promise<void> => {
  const { shift } = (await page.shifts.current()) ?? { shift: '' };
  await page.shifts.startCount({ commandId: id(), shift });
  await page.shifts.close({
    commandId: id(),
    shift,
    counted: [],
    declared: (await page.settings.tenders())
      .filter(({ kind, declaredAtClose }) => declaredAtClose && kind !== 'cash')
      .map((tender) => ({ tender: tender.id, amount: 0 })),
    tickets: 'void',
    note: '',
  });
};
