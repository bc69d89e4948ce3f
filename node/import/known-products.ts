import type { Database } from 'better-sqlite3';
import { barcodeForms } from '#shared/domain/barcode/barcode-forms.ts';
import { openLookup } from './open-lookup.ts';

/** What the catalog knows already, looked up from the import's own thread. */
export interface KnownProducts {
  /** Ids of the products that carry one of these codes or this SKU. */
  readonly matching: (barcodes: readonly string[], sku: string | null) => string[];
  readonly close: () => void;
}

/** Reads one catalog file; a swap in the meantime leaves this file as it was, which is caught up with what the import started on. */
export function openKnownProducts(catalog: string): KnownProducts {
  const db = openLookup(catalog);
  // Opened for good: the file may be replaced and deleted while the import goes on.
  const hasAny = db.prepare('select 1 from product limit 1').get() !== undefined;
  const bySku = db.prepare('select id from product where sku = ? and withdrawn = 0').pluck();
  const byCodes = codeLookup(db);
  return {
    matching: (barcodes, sku) => {
      if (!hasAny) return [];
      const found = new Set<string>();
      for (const code of barcodes) for (const id of byCodes(barcodeForms(code))) found.add(id);
      if (sku !== null) for (const id of bySku.all(sku) as string[]) found.add(id);
      return [...found];
    },
    close: () => db.close(),
  };
}

/** Products listed under the very code; where there are none, under another way of writing it. */
function codeLookup(db: Database): (forms: readonly string[]) => string[] {
  const one = db
    .prepare(
      `select b.product from barcode b join product p on p.id = b.product
       where b.code = ? and b.listed = 1 and p.withdrawn = 0`,
    )
    .pluck();
  return ([exact = '', ...others]) => {
    const found = one.all(exact) as string[];
    return found.length > 0 ? found : others.flatMap((form) => one.all(form) as string[]);
  };
}
