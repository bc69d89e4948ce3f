import { closeSync, openSync, readdirSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import DatabaseFile from 'better-sqlite3';
import { expect, test, vi } from 'vitest';
import { freshFolder, id, OWN, openHost, openShop } from './open-host.ts';

const PRODUCTS = 300;
const codeOf = (n: number) => String(2_000_000_000_000 + n);

/** Writes over every second page that holds products. */
function damageProducts(file: string): void {
  const db = new DatabaseFile(file);
  // What stands in the log would be read from there.
  db.pragma('wal_checkpoint(truncate)');
  const size = Number(db.pragma('page_size', { simple: true }));
  const pages = db
    .prepare("select pageno from dbstat where name = 'product' and pagetype = 'leaf' order by path")
    .pluck()
    .all() as number[];
  db.close();
  expect(pages.length).toBeGreaterThan(5);
  const out = openSync(file, 'r+');
  for (const page of pages.filter((_, at) => at % 2 === 1))
    writeSync(out, Buffer.alloc(size, 0xa5), 0, size, (page - 1) * size);
  closeSync(out);
}

test('a register whose catalog is damaged sells on with the pages that are sound, and makes it anew at the first that is not', async () => {
  const dataDir = freshFolder();
  const shop = await openShop({ dataDir });
  for (let n = 0; n < PRODUCTS; n++)
    await shop.owner.catalog.save({
      commandId: id(),
      product: null,
      value: {
        name: `Product ${n}`,
        names: {},
        sku: null,
        barcodes: [codeOf(n)],
        unit: 'piece',
        price: 100 + n,
        taxClass: 'tax-1',
        category: null,
        picture: null,
        active: true,
        minStock: null,
        taxCode: null,
      },
    });
  await shop.owner.shifts.open({ commandId: id(), counted: [] });
  await shop.host.stop();
  const catalogs = () => readdirSync(dataDir).filter((name) => /^catalog-\d+\.db$/.test(name));
  const [before = ''] = catalogs();

  const opened = await openHost({ dataDir });
  const page = opened.page();
  await page.session.signIn({ person: shop.ownerId, pin: OWN.owner.pin });
  const sell = async (n: number): Promise<string> => {
    const scanned = await page.tickets.scan({ commandId: id(), ticket: null, code: codeOf(n) });
    if (scanned.kind !== 'added') throw new Error(scanned.kind);
    const { id: ticket, version, total } = scanned.ticket;
    const tenders = [{ tender: 'cash', amount: total, reference: null }];
    return (await page.sales.complete({ commandId: id(), ticket, version, tenders })).number;
  };
  damageProducts(join(dataDir, before));
  // The first damaged page is met, and what is sound is sold right after it.
  let met = 0;
  while (
    met < PRODUCTS &&
    (await sell(met).then(
      () => true,
      () => false,
    ))
  )
    met++;
  expect(met).toBeLessThan(PRODUCTS);
  let next = met + 1;
  while (
    next < PRODUCTS &&
    !(await sell(next).then(
      () => true,
      () => false,
    ))
  )
    next++;
  expect(next).toBeLessThan(PRODUCTS);

  await vi.waitFor(async () => expect(await sell(met)).toMatch(/^R01-1-/), { timeout: 10_000 });
  for (let n = 0; n < PRODUCTS; n += 7) await sell(n);
  expect(catalogs()).not.toContain(before);
});
