import { type DomainError, refuse } from '#shared/domain/error.ts';
import type { ProductId, StoreId, TransferId } from '#shared/domain/ids.ts';
import { qty } from '#shared/domain/numbers.ts';
import { err, ok, type Result } from '#shared/domain/result.ts';
import { type DispatchRequest, decideDispatch } from '#shared/domain/transfer/dispatch-transfer.ts';
import { transferDispatched } from '#shared/journal/entries/transfer.ts';
import type { By } from '../journal/by.ts';
import { fact, type Host } from '../journal/host.ts';
import { listQuery } from '../journal/list-query.ts';
import type { Reader } from '../journal/query.ts';
import { readStock } from '../sales/stock-facts.ts';
import { readOtherStores } from './other-stores.ts';

export interface DispatchTransfer {
  readonly to: string;
  readonly note: string;
  readonly lines: readonly { readonly item: string; readonly qty: number }[];
}

interface ProductRow {
  readonly id: string;
  readonly name: string;
  readonly unit: string;
}

const products = listQuery<Record<never, never>, ProductRow>((db, _, items) =>
  db.selectFrom('product').select(['id', 'name', 'unit']).where('id', 'in', items),
);
const counted = listQuery<{ store: string }, { item: string }>((db, param, items) =>
  db
    .selectFrom('item_stat')
    .select('item')
    .where('store', '=', param('store'))
    .where('item', 'in', items)
    .where('known', '>', 0),
);

/**
 * Sends goods to another store of the chain; the command's id is the transfer's. Refuses NOT_FOUND with the product or store, and as
 * `decideDispatch`.
 */
export const dispatchTransfer =
  (host: Host) =>
  (by: By, input: DispatchTransfer): Promise<Result<{ transfer: string }, DomainError>> =>
    host.commit(by.command, async ({ read, self }) => {
      const transfer = by.command.id as TransferId;
      const lines = await linesOf(read, input.lines);
      if (!lines.ok) return lines;
      const items = lines.value.map(({ item }) => ({ product: item }));
      const known = await counted.all(
        read,
        self,
        items.map(({ product }) => product),
      );
      const decided = decideDispatch(
        { to: input.to as StoreId, note: input.note, lines: lines.value },
        {
          transfer,
          stores: new Set((await readOtherStores(read, self.store)).map(({ store }) => store)),
          stock: await readStock(read, self.store, items),
          counted: new Set(known.map(({ item }) => item as ProductId)),
          actor: by.actor,
          approvals: by.approvals,
        },
      );
      if (!decided.ok) return decided;
      return ok({ entry: fact(transferDispatched, decided.value), answer: { transfer } });
    });

/** Lines as the catalog names their products now, also those that are not for sale any more. */
async function linesOf(
  read: Reader,
  asked: DispatchTransfer['lines'],
): Promise<Result<DispatchRequest['lines'], DomainError>> {
  const rows = await products.all(read, {}, [...new Set(asked.map(({ item }) => item))]);
  const known = new Map(rows.map((row) => [row.id, row]));
  const lines: DispatchRequest['lines'][number][] = [];
  for (const { item, qty: wanted } of asked) {
    const row = known.get(item);
    if (!row) return err(refuse('NOT_FOUND', { product: item }));
    const { name, unit } = row;
    lines.push({
      item: item as ProductId,
      name,
      unit: unit as DispatchRequest['lines'][number]['unit'],
      qty: qty(wanted),
    });
  }
  return ok(lines);
}
