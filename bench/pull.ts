import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import DatabaseFile from 'better-sqlite3';
import { ddl, quote } from '#shared/journal/ddl.ts';
import { productRow } from '#shared/journal/entries/catalog.ts';
import { barcode, product } from '#shared/journal/tables/catalog.ts';
import { simpleProduct } from '#tests/support/register.ts';
import { joinOf } from './bootstrap.ts';
import { listedProducts } from './catalogue.ts';
import { openChainHq } from './chain-hq.ts';
import { atLeast, type Figure, shareOfLimit, shown } from './figure.ts';
import { openPouchPeer, type PouchDocument } from './pouch-peer.ts';

const ROWS = Number(process.env['BENCH_PRODUCTS'] ?? 100_000);

/**
 * A catalog of 100,000 products (`BENCH_PRODUCTS`: another number) to a register that has nothing, from the code's entry until it is durable and open: as headquarters'
 * file, the way a new register takes, and fact by fact, the way where there is none. Beside it a bare write of the same rows.
 */
export async function measure(): Promise<readonly Figure[]> {
  const chain = await openChainHq(ROWS);
  try {
    const byFeed = await joinOf(chain);
    await chain.hq.catalogMaker?.look({ inAnyCase: true });
    const byFile = await joinOf(chain);
    if (byFeed.facts === 0 || byFile.facts > 0) throw new Error('the catalog came the other way');
    const rate = (ms: number) => chain.products / (ms / 1000);
    return [
      atLeast('pull', 'rows to an empty register', { value: rate(byFile.open), unit: '/s', least: 60_000 }),
      ...(await besidePouch(rate(byFile.open))),
      shareOfLimit('pull', 'the same beside a bare write', {
        value: rate(byFile.open),
        limit: rate(bareWrite()),
        unit: '/s',
        share: 0.2,
      }),
      shown('pull', 'rows by the feed, where there is no file', rate(byFeed.open), '/s'),
      shown('pull', 'bytes on the wire per row', byFile.packed / chain.products, 'B'),
    ];
  } finally {
    await chain.stop();
  }
}

/** Documents PouchDB replicates: as many as show its rate, which only falls with more of them. */
const DOCUMENTS = 20_000;

/** PouchDB's rate with the same products as documents, to an empty database in LevelDB that syncs no disk and indexes nothing. */
async function besidePouch(value: number): Promise<readonly Figure[]> {
  const peer = await openPouchPeer();
  if (!peer) return [];
  try {
    const documents = [...listedProducts()]
      .slice(0, DOCUMENTS)
      .map(({ gtin, name }, n): PouchDocument => ({ _id: gtin, ...simpleProduct(n + 1, name, gtin) }));
    const limit = documents.length / (await peer.pull(documents));
    return [shareOfLimit('pull', 'the same beside PouchDB', { value, limit, unit: '/s', share: 12 })];
  } finally {
    await peer.stop();
  }
}

/** The rows of the same products and barcodes into a file with the same tables and indexes, 5,000 a transaction, fsynced; ms. */
function bareWrite(): number {
  const dir = mkdtempSync(join(tmpdir(), 'mallard-bare-'));
  const db = new DatabaseFile(join(dir, 'bare.db'));
  db.pragma('journal_mode = wal');
  db.pragma('synchronous = full');
  for (const table of [product, barcode]) for (const statement of ddl(table, 'sqlite')) db.exec(statement);
  const into = (name: string, columns: object) => {
    const names = Object.keys(columns);
    return db.prepare(
      `insert into ${name} (${names.map(quote).join(', ')}) values (${names.map((each) => `@${each}`).join(', ')})`,
    );
  };
  const products = into('product', product.columns);
  const barcodes = into('barcode', barcode.columns);
  const rows = [...listedProducts()]
    .slice(0, ROWS)
    .map(({ gtin, name }, n) => ({ row: productRow(simpleProduct(n + 1, name, gtin), n + 1), code: gtin }));
  const begun = performance.now();
  for (let from = 0; from < rows.length; from += 5000)
    db.transaction(() => {
      for (const { row, code } of rows.slice(from, from + 5000)) {
        products.run(row);
        barcodes.run({ code, product: row.id, listed: 1, rev: row.rev });
      }
    }).immediate();
  db.pragma('wal_checkpoint(truncate)');
  const taken = performance.now() - begun;
  db.close();
  rmSync(dir, { recursive: true, force: true });
  return taken;
}
