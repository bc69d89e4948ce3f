import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { fillDemoStore, readDemoStore } from '#node/import/demo-store.ts';
import { checkBarcode } from '#shared/domain/barcode/barcode-forms.ts';
import type { PersonId } from '#shared/domain/ids.ts';
import { checkDraft } from '#shared/services/setup/found-store.ts';
import { anImportRegister, type ImportRegister } from './import-register.ts';

const demo = readDemoStore(join(import.meta.dirname, '../../resources/demo'));

describe('the demo store', () => {
  let register: ImportRegister | undefined;
  afterEach(async () => {
    await register?.close();
    register = undefined;
  });

  it('may be founded as it is', () => {
    expect(checkDraft(demo.draft).ok).toBe(true);
    expect(demo.people.map((p) => p.role).sort()).toEqual(['clerk', 'clerk', 'clerk', 'manager']);
  });

  it('has about 2,000 products that can be printed, scanned and taxed', () => {
    const { products, draft } = demo;
    const odd = products.filter(
      (p) =>
        p.name.length > 60 ||
        /[\p{Cc}\p{Cf}]/u.test(p.name) ||
        !p.barcodes.every((code) => checkBarcode(code).ok) ||
        !draft.taxClasses.some((t) => t.id === p.taxClass) ||
        !draft.categories.some((c) => c.id === p.category) ||
        p.price <= 0 ||
        p.onHand % 1 !== 0,
    );
    const codes = products.flatMap((p) => [...p.barcodes, ...(p.sku ? [p.sku] : [])]);
    expect([odd, codes.length - new Set(codes).size]).toEqual([[], 0]);
    expect(products.length).toBeGreaterThan(1900);
    expect(products.filter((p) => /\p{Script=Han}/u.test(p.name)).length).toBeGreaterThan(200);
    expect(new Set(products.map((p) => p.category)).size).toBe(draft.categories.length);
  });

  it('fills a store with its products and their stock', async () => {
    register = await anImportRegister();
    const { store } = register;
    const newId = () => crypto.randomUUID();
    const { commitBulk } = store;
    await fillDemoStore({ catalog: commitBulk, shelves: [commitBulk], newId }, demo, 'boss' as PersonId);
    const one = (sql: string) => store.reading.prepare(sql).pluck().get();
    expect([
      one('select count(*) from product'),
      one(`select sum(on_hand) from balance where location = 'SALEABLE'`),
    ]).toEqual([demo.products.length, demo.products.reduce((sum, p) => sum + p.onHand, 0)]);
  });
});
