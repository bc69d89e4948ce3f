import type { Database } from 'better-sqlite3';
import { nodeCodec } from '#node/codec.ts';
import { HQ_CHAIN } from '#shared/journal/author.ts';
import { unseal } from '#shared/journal/entry.ts';
import { projectEntry } from '#shared/journal/registry.ts';
import { currentBase } from '../base/base-rows.ts';

/**
 * Whether headquarters' facts are enough to sell by: the settings of this store are there, somebody who may sign in here, and every
 * product this store has had on its own. Until then a new register does not open, and one that sold alone goes on with its catalog.
 * `own`: it sold alone; products of facts headquarters has set aside (`leftOut`) are not waited for. `db` reads the store with its catalog attached.
 */
export function chainIsWhole(
  db: Database,
  store: string,
  own: { readonly leftOut: readonly string[] } | null,
): boolean {
  if (own === null && currentBase(db, 'catalog') !== null) return catalogIsWhole(db, store);
  const types = ['store.founded', 'settings.changed', 'person.changed'];
  const missing = new Set(own === null ? [] : ownProducts(db));
  for (const product of productsOf(db, own?.leftOut ?? [])) missing.delete(product);
  if (missing.size > 0) types.push('product.changed', 'products.imported');
  const withPin = new Set(db.prepare('select person from local_pin').pluck().all() as string[]);
  let settings = false;
  let somebody = false;
  for (const { table, row } of changesOf(db, types)) {
    const { id, active, scope, key } = row;
    if (table === 'product') missing.delete(String(id));
    if (table === 'person') somebody ||= active === 1 && withPin.has(String(id));
    if (table === 'setting')
      settings ||= key === 'store' && (scope === 'chain' || scope === `store/${store}`);
    if (settings && somebody && missing.size === 0) return true;
  }
  return false;
}

/** The same of a catalog that began with a file of headquarters. */
const catalogIsWhole = (db: Database, store: string): boolean =>
  db
    .prepare(
      `select exists (select 1 from setting where key = 'store' and scope in ('chain', ?))
       and exists (select 1 from person where active = 1 and id in (select person from local_pin))`,
    )
    .pluck()
    .get(`store/${store}`) === 1;

const ownProducts = (db: Database): string[] =>
  db.prepare('select id from product where withdrawn = 0').pluck().all() as string[];

/** Products some facts of this device's own speak of. */
function productsOf(db: Database, entries: readonly string[]): string[] {
  const byId = db.prepare('select header, body from journal where id = ?');
  return entries.flatMap((entry) => {
    const row = byId.get(entry) as { header: Uint8Array; body: Uint8Array } | undefined;
    const changes = row === undefined ? [] : projectEntry(unseal(row, nodeCodec));
    return changes.flatMap((change) =>
      change.do === 'upsert' && change.table.name === 'product' ? [String(change.row['id'])] : [],
    );
  });
}

function* changesOf(db: Database, types: readonly string[]) {
  const rows = db
    .prepare(
      `select header, body from journal where origin = ? and type in (${types.map(() => '?').join(', ')})
       and not exists (select 1 from local_link_fault where entry = journal.id) order by position`,
    )
    .iterate(HQ_CHAIN, ...types) as IterableIterator<{ header: Uint8Array; body: Uint8Array }>;
  for (const row of rows)
    for (const change of projectEntry(unseal(row, nodeCodec)))
      if (change.do === 'upsert') yield { table: change.table.name, row: change.row };
}
