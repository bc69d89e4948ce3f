import { expect, it } from 'vitest';
import type { Product, TaxClass } from '#shared/domain/catalog/product.ts';
import type { CategoryId, ImportId, PersonId, ProductId, TaxClassId } from '#shared/domain/ids.ts';
import { minor, qty, rate } from '#shared/domain/numbers.ts';
import type { Grants } from '#shared/domain/people/rights.ts';
import { ok } from '#shared/domain/result.ts';
import { put } from '#shared/journal/change.ts';
import { productsImported } from '#shared/journal/entries/catalog.ts';
import { localImport } from '#shared/journal/tables/local.ts';
import { createProductChanges, type ManyProducts } from '#shared/services/catalog/change-products.ts';
import type { ProductChoice } from '#shared/services/catalog/chosen-products.ts';
import { listProducts } from '#shared/services/catalog/list-products.ts';
import { productById } from '#shared/services/catalog/product-by-id.ts';
import { factsOf, saveProduct } from '#shared/services/catalog/save-product.ts';
import { saveTaxClass } from '#shared/services/catalog/save-tax-class.ts';
import type { By } from '#shared/services/journal/by.ts';
import { fact, type Host } from '#shared/services/journal/host.ts';
import { describeEachEngine } from '../support/hosts.ts';
import { aProduct } from './catalog-store.ts';

const boss: Grants = { 'catalog.edit': { state: 'allowed' }, 'settings.edit': { state: 'allowed' } };
const by = (host: Host, grants: Grants = boss, id = host.newId()): By => ({
  command: { id, actor: 'boss' as PersonId, name: 'test', input: {} },
  actor: { person: 'boss' as PersonId, grants },
  approvals: [],
});
const good = <T>(result: { ok: true; value: T } | { ok: false; error: { code: string } }): T => {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
};
const code = (result: { ok: boolean; error?: { code: string } }) => result.error?.code ?? 'ok';
const vat: Omit<TaxClass, 'id'> = {
  name: 'VAT',
  letter: 'A',
  rates: [{ name: 'VAT', rate: rate(130_000) }],
  active: true,
};
const EVERYTHING: ProductChoice = { of: 'filter', filter: { state: 'all' }, except: [] };
const OFF = { kind: 'active', active: false } as const;

describeEachEngine('one thing done to many products', (makeHost) => {
  /** Products 1 … `size`, at 1.00, 2.00 … */
  const shop = async (size: number, over: Partial<Product> = {}) => {
    const made = await makeHost();
    const { host } = made;
    const taxClass = good(await saveTaxClass(host)(by(host), { taxClass: null, value: vat })).id;
    const all = Array.from({ length: size }, (_, index) =>
      aProduct(`p${String(index + 1).padStart(5, '0')}`, {
        price: minor((index + 1) * 100),
        taxClass,
        ...over,
      }),
    );
    for (let at = 0; at < size; at += 500) {
      const products = all.slice(at, at + 500).map((product) => ({ product, before: null }));
      const body = { import: 'i' as ImportId, part: at + 1, products };
      good(
        await host.commitPart(by(host).command, async () =>
          ok({ entry: fact(productsImported, body), answer: 0 }),
        ),
      );
    }
    const turns = { count: 0 };
    const changes = createProductChanges({
      host,
      turn: async () => {
        turns.count += 1;
      },
      ended: () => {},
      report: (error) => {
        throw error;
      },
    });
    const start = async (many: ManyProducts) => {
      const begun = good(await changes.start(by(host), many));
      await changes.idle();
      return begun;
    };
    const undo = async (id: Parameters<typeof changes.undo>[1]) => {
      good(await changes.undo(by(host), id));
      await changes.idle();
      return changes.newest();
    };
    const entries = async () =>
      (await made.rows('journal'))
        .filter(({ type }) => type === 'products.changed' || type === 'prices.changed')
        .map(({ body }) => (body as Uint8Array).byteLength);
    return { ...made, changes, start, undo, entries, all, taxClass, turns };
  };
  const first = (all: readonly Product[], many: number): ProductChoice => ({
    of: 'these',
    products: all.slice(0, many).map(({ id }) => id),
  });
  const facts = async (host: Host, { id }: Pick<Product, 'id'>) => factsOf(good(await productById(host)(id)));

  it('is one entry of the command itself, and nothing for what it does not change', async () => {
    const { host, start, changes, entries, all } = await shop(4, { active: true });
    await start({ choice: first(all, 2), action: OFF });
    const begun = await start({ choice: first(all, 3), action: OFF });
    expect(begun).toMatchObject({ state: 'done', total: 1, changed: 1, leftAlone: 0 });
    expect(await entries()).toHaveLength(2);
    expect(await changes.newest()).toEqual(begun);
    expect((await facts(host, all[3] as Product)).active).toBe(true);
  });

  it('asked twice under one id is done once', async () => {
    const { host, changes, entries, all } = await shop(3);
    const command = by(host);
    const raise = { choice: EVERYTHING, action: { kind: 'price-amount', amount: minor(50) } } as const;
    const once = good(await changes.start(command, raise));
    expect(good(await changes.start(command, raise))).toEqual(once);
    expect((await facts(host, all[0] as Product)).price).toBe(150);
    expect(await entries()).toHaveLength(1);
  });

  it('goes part by part within 500 products and 256 KiB, a turn between two, and is undone to the last one', async () => {
    const long = { names: { de: 'ü'.repeat(390), fr: 'é'.repeat(390) } };
    const { host, start, undo, changes, entries, all, turns } = await shop(1203, long);
    const { id } = await start({ choice: EVERYTHING, action: { kind: 'min-stock', minStock: qty(5000) } });
    const sizes = await entries();
    expect(sizes.length).toBeGreaterThan(3);
    expect(Math.max(...sizes)).toBeLessThanOrEqual(256 * 1024);
    expect(turns.count).toBeGreaterThanOrEqual(sizes.length);
    expect(await changes.newest()).toMatchObject({ state: 'done', total: 1203, changed: 1203 });
    expect((await facts(host, all[1202] as Product)).minStock).toBe(5000);
    expect(await undo(id)).toMatchObject({ id, state: 'undone', total: 1203, changed: 1203, leftAlone: 0 });
    for (const at of [0, 600, 1202]) expect(await facts(host, all[at] as Product)).toEqual(all[at]);
    expect(code(await changes.undo(by(host), id))).toBe('NOTHING_TO_UNDO');
  });

  it('of few that fill more than one entry says beforehand how many will change', async () => {
    const long = { names: { de: 'ü'.repeat(390), fr: 'é'.repeat(390) } };
    const { start, changes, entries, all } = await shop(300, long);
    await start({ choice: first(all, 40), action: OFF });
    const before = (await entries()).length;
    const begun = await start({ choice: first(all, 300), action: OFF });
    expect(begun).toMatchObject({ state: 'running', total: 260, leftAlone: 0 });
    expect(await changes.newest()).toMatchObject({ state: 'done', total: 260, changed: 260, leftAlone: 0 });
    expect((await entries()).length - before).toBeGreaterThan(1);
    // Of the first hundred all but the last would cost less than nothing.
    const cheaper = { kind: 'price-amount', amount: minor(-10_000) } as const;
    await start({ choice: first(all, 300), action: cheaper });
    expect(await changes.newest()).toMatchObject({ state: 'done', changed: 300 - 99, leftAlone: 99 });
  });

  it('undoes only what nobody changed since', async () => {
    const { host, start, undo, all } = await shop(3);
    const { id } = await start({ choice: EVERYTHING, action: OFF });
    const { id: own, ...value } = { ...(all[1] as Product), name: 'Renamed', active: false };
    good(await saveProduct(host)(by(host), { product: own, value }));
    expect(await undo(id)).toMatchObject({ state: 'undone', changed: 2, leftAlone: 1 });
    expect(await facts(host, all[0] as Product)).toEqual(all[0]);
    expect(await facts(host, all[1] as Product)).toMatchObject({ name: 'Renamed', active: false });
  });

  it('takes all that a filter leaves but for those left out, though the changing itself leaves the filter', async () => {
    const { host, start, all } = await shop(2105);
    const spared = all[7] as Product;
    const choice = { of: 'filter', filter: { state: 'active' }, except: [spared.id] } as const;
    expect(await start({ choice, action: OFF })).toMatchObject({ total: 2104 });
    const { rows, count } = await listProducts(host)({
      state: 'active',
      sort: 'name',
      descending: false,
      offset: 0,
      limit: 5,
    });
    expect([rows.map(({ id }) => id), count]).toEqual([[spared.id], 1]);
  });

  it('takes what a search found, and what is switched off by its words', async () => {
    const { host, start, all } = await shop(4);
    await start({ choice: first(all, 1), action: OFF });
    const filter = { state: 'all' as const, only: [(all[2] as Product).id], offText: 'p00001' };
    await start({
      choice: { of: 'filter', filter, except: [] },
      action: { kind: 'min-stock', minStock: qty(1000) },
    });
    const least = await Promise.all(all.map(async (each) => (await facts(host, each)).minStock));
    expect(least).toEqual([1000, null, 1000, null]);
  });

  it('is tried out first: how many, which would be refused, and what becomes of some', async () => {
    const { changes, entries, all } = await shop(9);
    const trial = await changes.tryOut({
      choice: EVERYTHING,
      action: { kind: 'price-amount', amount: minor(-250) },
    });
    expect(trial).toMatchObject({ chosen: 9, toChange: 7, refused: 2 });
    expect(trial.examples.map(({ before, after }) => [before.price, after.price])).toEqual([
      [300, 50],
      [400, 150],
      [500, 250],
      [600, 350],
      [700, 450],
    ]);
    expect(trial.examples[0]?.before.id).toBe(all[2]?.id);
    expect(await entries()).toEqual([]);
  });

  it('leaves alone what would become no product, and says how many', async () => {
    const { host, start, all } = await shop(3);
    const action = { kind: 'price-amount', amount: minor(-250) } as const;
    expect(await start({ choice: EVERYTHING, action })).toMatchObject({ total: 1, changed: 1, leftAlone: 2 });
    expect((await facts(host, all[0] as Product)).price).toBe(100);
  });

  it('goes one at a time, and never beside an import', async () => {
    const { host, all } = await shop(1001);
    const gate = Promise.withResolvers<void>();
    const commitPart: typeof host.commitPart = async (command, decide) => {
      if (command.name === 'catalog.changePart') await gate.promise;
      return await host.commitPart(command, decide);
    };
    const changes = createProductChanges({
      host: { ...host, commitPart },
      turn: async () => {},
      ended: () => {},
      report: (error) => {
        throw error;
      },
    });
    const many = { choice: EVERYTHING, action: OFF };
    good(await changes.start(by(host), many));
    expect(changes.isRunning()).toBe(true);
    expect(code(await changes.start(by(host), many))).toBe('WORK_UNDER_WAY');
    gate.resolve();
    await changes.idle();
    expect(changes.isRunning()).toBe(false);
    const job = {
      id: 'i',
      file: 'f',
      state: 'running' as const,
      started_at: 1,
      changed_at: 1,
      by: 'boss',
      rows: 0,
    };
    const row = { ...job, done: 0, added: 0, changed: 0, refused: 0, plan: '{}', errors: '[]' };
    good(await host.commit(by(host).command, async () => ok({ local: [put(localImport, row)], answer: 0 })));
    expect(code(await changes.start(by(host), { choice: first(all, 1), action: OFF }))).toBe(
      'WORK_UNDER_WAY',
    );
  });

  it('stopped on the way it is shown as such, after a restart too, and what was done can be undone', async () => {
    const { host, changes, all } = await shop(1600);
    const { id } = good(await changes.start(by(host), { choice: EVERYTHING, action: OFF }));
    await changes.stop();
    const stopped = await changes.newest();
    expect(stopped).toMatchObject({ id, state: 'stopped', total: 1600 });
    expect(stopped?.changed).toBeLessThan(1600);
    const restarted = createProductChanges({ host, turn: async () => {}, ended: () => {}, report: () => {} });
    expect(await restarted.newest()).toEqual({ ...stopped, at: expect.any(Number) });
    good(await restarted.undo(by(host), id));
    await restarted.idle();
    expect(await restarted.newest()).toMatchObject({ id, state: 'undone', changed: stopped?.changed });
    expect(await facts(host, all[0] as Product)).toEqual(all[0]);
  });

  it.each([
    ['without the right', {}, OFF, 'RIGHT_MISSING'],
    ['to a department nobody made', boss, { kind: 'category', category: 'x' as CategoryId }, 'NOT_FOUND'],
    ['to a tax class nobody made', boss, { kind: 'tax-class', taxClass: 'x' as TaxClassId }, 'NOT_FOUND'],
  ] as const)('is refused %s, and the next may begin', async (_what, grants, action, expected) => {
    const { host, changes, entries } = await shop(1);
    expect(code(await changes.start(by(host, grants), { choice: EVERYTHING, action }))).toBe(expected);
    expect([await entries(), changes.isRunning(), await changes.newest()]).toEqual([[], false, null]);
  });

  it('has nothing to undo where nothing was done', async () => {
    const { host, changes } = await shop(1);
    expect(code(await changes.undo(by(host), 'none' as never))).toBe('NOTHING_TO_UNDO');
    expect((await facts(host, { id: 'p00001' as ProductId })).active).toBe(true);
  });
});
