import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { v7 as uuid } from 'uuid';
import { type Catalog, openCatalog } from '#electron/store/catalog/catalog.ts';
import { dataFolder, makeFolders } from '#electron/store/data-folder.ts';
import { openStore } from '#electron/store/open-store.ts';
import { createRegisterImports } from '#electron/store/register-imports.ts';
import { createRegisterStore, type RegisterStore } from '#electron/store/register-store.ts';
import { createWriter } from '#electron/store/writer.ts';
import type { ImportPlan } from '#node/import/import-plan.ts';
import type { ImportView } from '#node/import/import-row.ts';
import type { Imports } from '#node/import/imports.ts';
import type { CategoryId, PersonId, TaxClassId } from '#shared/domain/ids.ts';
import { rate } from '#shared/domain/numbers.ts';
import { ok } from '#shared/domain/result.ts';
import { categoryChanged, taxClassChanged } from '#shared/journal/entries/catalog.ts';
import type { By } from '#shared/services/journal/by.ts';
import { fact } from '#shared/services/journal/host.ts';
import { REGISTER_1, writeFounding } from '../support/test-host.ts';

/** A register on disk that can import, be shut off and be started again. */
export interface ImportRegister {
  readonly store: RegisterStore;
  readonly catalog: Catalog;
  readonly imports: Imports;
  readonly root: string;
  /** Writes a file into the register's folder for uploads and answers its path. */
  readonly file: (name: string, content: string | Buffer) => string;
  readonly products: () => { name: string; price: number; barcodes: string; active: number }[];
  readonly close: () => Promise<void>;
}

export const by = (name = 'test'): By => ({
  command: { id: uuid(), actor: 'boss' as PersonId, name, input: name },
  actor: {
    person: 'boss' as PersonId,
    grants: { 'catalog.import': { state: 'allowed' }, 'catalog.edit': { state: 'allowed' } },
  },
  approvals: [],
});

export const PLAN: ImportPlan = {
  file: 'upload',
  columns: { barcode: 0, name: 1 },
  headerRows: 0,
  defaults: { price: 0, unit: 'piece', taxClass: 'vat13', category: null },
  known: 'update',
  badCheckDigits: 'refuse',
  makeCategories: true,
};

export const PRICED: ImportPlan = { ...PLAN, columns: { barcode: 0, name: 1, price: 2 }, headerRows: 1 };

export async function importFile(
  r: ImportRegister,
  path: string,
  plan: ImportPlan = PRICED,
): Promise<ImportView> {
  const started = await r.imports.start(by('import'), { path }, plan);
  if (!started.ok) throw new Error(started.error.code);
  await r.imports.idle();
  const view = await r.imports.get(started.value.id);
  if (!view) throw new Error('no row');
  return view;
}

export const names = (r: ImportRegister): string[] => r.products().map((p) => p.name);

export async function anImportRegister(
  at?: string,
  keeper: 'inline' | 'worker' = 'inline',
): Promise<ImportRegister> {
  const root = at ?? join(mkdtempSync(join(tmpdir(), 'mallard-import-')), 'data');
  const folder = dataFolder(root);
  makeFolders(folder);
  const writer = createWriter(() => openStore(folder, () => {}));
  const ports = { now: Date.now, newId: uuid, setClock: () => {} };
  if (at === undefined) await writeFounding(REGISTER_1, ports, async (batch) => writer.write(batch));
  const catalog = openCatalog(folder, { keeper });
  const store = await createRegisterStore(folder, { writer, catalog }, ports);
  if (at === undefined) await found(store);
  const imports = createRegisterImports({ ...store, catalog, isChanging: () => false, ...ports });
  await imports.recover();
  return {
    store,
    catalog,
    imports,
    root,
    file: (name, content) => {
      const path = join(dirname(root), name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
      return path;
    },
    products: () =>
      store.reading
        .prepare(
          'select name, price, barcodes, active from product where withdrawn = 0 order by name, barcodes',
        )
        .all() as never,
    close: async () => {
      await imports.close();
      await store.close();
      if (at === undefined) return;
      rmSync(dirname(root), { recursive: true, force: true });
    },
  };
}

async function found(store: RegisterStore): Promise<void> {
  const taxClass = {
    id: 'vat13' as TaxClassId,
    name: 'VAT 13 %',
    letter: 'A',
    rates: [{ name: 'VAT', rate: rate(130_000) }],
    active: true,
  };
  const category = {
    id: 'c-drinks' as CategoryId,
    name: 'Drinks',
    names: { 'zh-CN': '饮料' },
    sort: 1,
    taxClass: taxClass.id,
    openPrice: false,
    active: true,
  };
  await store.commitChain(by('tax').command, async () =>
    ok({ entry: fact(taxClassChanged, { taxClass }), answer: null }),
  );
  await store.commitChain(by('category').command, async () =>
    ok({ entry: fact(categoryChanged, { category }), answer: null }),
  );
}
