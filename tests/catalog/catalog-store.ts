import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import DatabaseFile from 'better-sqlite3';
import { type DataFolder, dataFolder, makeFolders } from '#electron/store/data-folder.ts';
import { createExecutor } from '#electron/store/executor.ts';
import { openStore } from '#electron/store/open-store.ts';
import { reading } from '#electron/store/pragmas.ts';
import { nodeCodec } from '#node/codec.ts';
import type { Product } from '#shared/domain/catalog/product.ts';
import type { EntryId, PersonId, ProductId, StoreId, TaxClassId } from '#shared/domain/ids.ts';
import { minor } from '#shared/domain/numbers.ts';
import { add, insert } from '#shared/journal/change.ts';
import { type ProductVersion, productsImported } from '#shared/journal/entries/catalog.ts';
import { type Entry, NO_HASH, seal } from '#shared/journal/entry.ts';
import { journal } from '#shared/journal/tables/journal.ts';
import { itemStat } from '#shared/journal/tables/sale.ts';

/** A store on disk to which tests append facts directly, as a writer of the journal would. */
export interface CatalogStore {
  readonly folder: DataFolder;
  readonly db: Database;
  readonly append: (type: string, body: unknown) => number;
  readonly importProducts: (products: readonly Product[]) => number;
  readonly sell: (product: string, times: number) => void;
  readonly reader: () => Database;
  readonly close: () => void;
}

export const STORE = 'R01';

export function aCatalogStore(): CatalogStore {
  const folder = dataFolder(join(mkdtempSync(join(tmpdir(), 'mallard-catalog-')), 'data'));
  makeFolders(folder);
  const db = openStore(folder, () => {});
  const executor = createExecutor(db);
  const readers: Database[] = [];
  let position = 0;
  let prev: Uint8Array = NO_HASH;
  let part = 0;

  const append = (type: string, body: unknown): number => {
    position += 1;
    const entry: Entry = {
      id: `entry-${position}` as EntryId,
      origin: 'device',
      epoch: '1-0000000000000001',
      seq: position,
      type,
      v: 1,
      at: position,
      actor: 'p1' as PersonId,
      store: STORE as StoreId,
      shift: null,
      body,
    };
    const sealed = seal(entry, prev, nodeCodec);
    prev = sealed.hash;
    const { id, origin, epoch, seq } = entry;
    db.transaction(() =>
      executor.apply(insert(journal, { store: STORE, position, id, origin, epoch, seq, type, ...sealed })),
    ).immediate();
    return position;
  };
  return {
    folder,
    db,
    append,
    importProducts: (products) => {
      part += 1;
      const versions: ProductVersion[] = products.map((product) => ({ product, before: null }));
      return append(productsImported.type, { import: 'i1', part, products: versions });
    },
    sell: (product, times) =>
      db
        .transaction(() =>
          executor.apply(add(itemStat, { store: STORE, item: product }, { times_sold: times })),
        )
        .immediate(),
    reader: () => {
      const reader = new DatabaseFile(folder.store, { readonly: true });
      reading(reader, 0);
      readers.push(reader);
      return reader;
    },
    close: () => {
      for (const reader of readers) reader.close();
      db.close();
    },
  };
}

export const aProduct = (id: string, over: Partial<Product> = {}): Product => ({
  id: id as ProductId,
  name: `Product ${id}`,
  names: {},
  sku: null,
  barcodes: [],
  unit: 'piece',
  price: minor(100),
  taxClass: 'vat13' as TaxClassId,
  category: null,
  picture: null,
  active: true,
  minStock: null,
  taxCode: null,
  ...over,
});
